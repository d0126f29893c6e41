import type { Words } from './locale.ts';

/** Sentences of the reminders. */
export const reminders = {
  'reminder.title': { en: 'Today’s reminders ({n})', zh: '今日提醒（{n}）' },
  'reminder.all_said': { en: 'Today’s reminders (all answered)', zh: '今日提醒（已全部处理）' },
  'reminder.none': { en: 'Nothing to be reminded of.', zh: '暂无提醒。' },
  'reminder.over': {
    en: 'Nothing is left of these reminders: what they were about is paid, delivered or closed.',
    zh: '这些提醒已全部失效：相关事项已收款、已交付或已关闭。',
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
} as const satisfies Record<string, Words>;
