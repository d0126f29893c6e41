import type { Words } from './locale.ts';

/** Sentences of the reminders. */
export const reminders = {
  'reminder.title': { en: 'Today’s reminders ({n})', zh: '今日提醒（{n}）' },
  'reminder.all_said': { en: 'Today’s reminders (all answered)', zh: '今日提醒（已全部处理）' },
  'reminder.at_once': { en: 'Due now ({n})', zh: '即刻到期（{n}）' },
  'reminder.escalated': { en: '{name}: late and not done ({n})', zh: '{name}：逾期未处理（{n}）' },
  'reminder.of_gone': { en: '{name} has left: reminders ({n})', zh: '{name} 已离职：提醒（{n}）' },
  'reminder.escalated_why': {
    en: 'These have been late for some time, and {name} has not said that they are done.',
    zh: '以下事项已逾期多日，{name} 尚未标记完成。',
  },
  'reminder.upcoming_of': { en: 'Your next reminders · {order}', zh: '即将到来的提醒 · {order}' },
  'reminder.note': { en: 'Remind me', zh: '提醒我' },
  'reminder.noted': {
    en: 'You will be reminded of {order} ({customer}) on {date}',
    zh: '将于 {date} 提醒您：{order}（{customer}）',
  },
  'form.remind': { en: 'Remind me · {order}', zh: '提醒我 · {order}' },
  'reminder.none': { en: 'Nothing to be reminded of.', zh: '暂无提醒。' },
  'reminder.over': {
    en: 'Nothing is left of these reminders: they are done, or what they were about is paid, delivered or closed.',
    zh: '这些提醒已全部处理，或相关事项已收款、已交付、已关闭。',
  },
  'reminder.upcoming': { en: 'Your next reminders', zh: '即将到来的提醒' },
  'reminder.on': { en: '{date} · {what}', zh: '{date} · {what}' },
  'reminder.done': { en: 'Got it', zh: '知道了' },
  'reminder.snooze': { en: 'In {n} d', zh: '{n} 天后' },
  'reminder.said_done': { en: '{what} · ticked off', zh: '{what} · 已知悉' },
  'reminder.said_snoozed': { en: '{what} · again on {date}', zh: '{what} · {date} 再提醒' },
  'reminder.delivery.before': {
    en: 'Delivery promised for {date}, in {days} days',
    zh: '承诺 {date} 交付，还有 {days} 天',
  },
  'reminder.delivery.tomorrow': { en: 'Delivery is promised for tomorrow ({date})', zh: '承诺明天（{date}）交付' },
  'reminder.delivery.yesterday': {
    en: 'Delivery was promised for yesterday ({date}) and is late',
    zh: '承诺昨天（{date}）交付，已逾期',
  },
  'reminder.delivery.today': { en: 'Delivery is promised for today ({date})', zh: '承诺今天（{date}）交付' },
  'reminder.delivery.after': { en: 'Delivery was promised for {date} and is late', zh: '承诺 {date} 交付，已逾期' },
  'reminder.payment.before': {
    en: '{money} is due on {date}, in {days} days',
    zh: '{money} 应于 {date} 收款，还有 {days} 天',
  },
  'reminder.payment.tomorrow': { en: '{money} is due tomorrow ({date})', zh: '{money} 明天（{date}）到期' },
  'reminder.payment.yesterday': { en: '{money} was due yesterday ({date})', zh: '{money} 昨天（{date}）到期，已逾期' },
  'reminder.payment.today': { en: '{money} is due today ({date})', zh: '{money} 今天（{date}）到期' },
  'reminder.payment.after': {
    en: '{money} was due on {date}, {days} days ago',
    zh: '{money} 应于 {date} 收款，已逾期 {days} 天',
  },
  'reminder.reservation.before': {
    en: 'What it holds is given back on {date}, in {days} days, unless it is decided',
    zh: '如未审批，占用的库存将于 {date} 释放，还有 {days} 天',
  },
  'reminder.reservation.tomorrow': {
    en: 'What it holds is given back tomorrow ({date}), unless it is decided',
    zh: '如未审批，占用的库存将于明天（{date}）释放',
  },
  'reminder.reservation.today': {
    en: 'What it holds is given back today ({date}), unless it is decided',
    zh: '如未审批，占用的库存将于今天（{date}）释放',
  },
  'reminder.reservation.yesterday': {
    en: 'What it holds was to be given back yesterday ({date})',
    zh: '占用的库存已于昨天（{date}）到期',
  },
  'reminder.reservation.after': {
    en: 'What it holds was to be given back on {date}',
    zh: '占用的库存已于 {date} 到期',
  },
  'reminder.silent.before': { en: 'Nothing was heard of it since {name}', zh: '自 {name} 起没有任何动态' },
  'reminder.silent.tomorrow': { en: 'Nothing was heard of it since {name}', zh: '自 {name} 起没有任何动态' },
  'reminder.silent.today': {
    en: 'Nothing was heard of it since {name}: follow up?',
    zh: '自 {name} 起没有任何动态，请跟进',
  },
  'reminder.silent.yesterday': {
    en: 'Nothing was heard of it since {name}: follow up?',
    zh: '自 {name} 起没有任何动态，请跟进',
  },
  'reminder.silent.after': {
    en: 'Nothing was heard of it since {name}: follow up?',
    zh: '自 {name} 起没有任何动态，请跟进',
  },
  'reminder.price.before': {
    en: 'The agreed price ends on {date}, in {days} days',
    zh: '协议价 {date} 到期，还有 {days} 天',
  },
  'reminder.price.tomorrow': { en: 'The agreed price ends tomorrow ({date})', zh: '协议价明天（{date}）到期' },
  'reminder.price.today': { en: 'The agreed price ends today ({date})', zh: '协议价今天（{date}）到期' },
  'reminder.price.yesterday': { en: 'The agreed price ended yesterday ({date})', zh: '协议价昨天（{date}）已到期' },
  'reminder.price.after': { en: 'The agreed price ended on {date}', zh: '协议价 {date} 已到期' },
  'reminder.kind.delivery': { en: 'deliveries', zh: '交付' },
  'reminder.kind.payment': { en: 'payments', zh: '收款' },
  'reminder.kind.milestone': { en: 'milestones', zh: '进度' },
  'reminder.kind.reservation': { en: 'reservations that end', zh: '库存占用到期' },
  'reminder.kind.case': { en: 'after-sales cases', zh: '售后' },
  'reminder.kind.follow_up': { en: 'follow-ups', zh: '跟进' },
  'reminder.kind.silent': { en: 'silent orders', zh: '久无动态的订单' },
  'reminder.kind.price': { en: 'agreed prices that end', zh: '协议价到期' },
} as const satisfies Record<string, Words>;
