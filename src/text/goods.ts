import type { Words } from './locale.ts';

/** Words of parcels on their way, of production and purchasing, and of the expected date. */
export const goods = {
  'action.track': { en: 'Track', zh: '物流' },
  'action.milestone': { en: 'Milestone', zh: '进度' },
  'did.track': { en: 'news of a parcel', zh: '更新物流' },
  'did.milestone': { en: 'progress', zh: '更新进度' },
  'did.expected': { en: 'the expected date moved', zh: '预计日期变更' },
  'does.track': { en: 'Say where a parcel is, or that it arrived', zh: '登记包裹物流状态或到达' },
  'does.milestone': {
    en: 'Plan a step of production or purchasing, move it, or say that it is done',
    zh: '登记生产或采购进度：计划、改期或完成',
  },

  'track.picked_up': { en: 'picked up', zh: '已揽收' },
  'track.in_transit': { en: 'in transit', zh: '运输中' },
  'track.out_for_delivery': { en: 'out for delivery', zh: '派送中' },
  'track.received': { en: 'received', zh: '已签收' },
  'track.exception': { en: 'exception', zh: '异常' },
  'milestone.production': { en: 'production', zh: '生产' },
  'milestone.purchasing': { en: 'purchasing', zh: '采购' },

  'label.parcel': { en: 'Parcel', zh: '包裹' },
  'label.event': { en: 'What happened', zh: '状态' },
  'label.place': { en: 'Place', zh: '地点' },
  'label.received_on': { en: 'Received on (empty = today)', zh: '签收日期（留空为今天）' },
  'label.received_line': { en: '{sku} · {name}: arrived of {sent}', zh: '{sku} · {name}：实收（发出 {sent}）' },
  'label.milestone': { en: 'Milestone', zh: '进度节点' },
  'label.milestone_kind': { en: 'Kind', zh: '类型' },
  'label.planned': { en: 'Planned for', zh: '计划日期' },
  'label.responsible': { en: 'Responsible', zh: '责任人' },

  'goods.eta': { en: 'ETA {date}', zh: '预计 {date} 到达' },
  'goods.on': { en: 'on {date}', zh: '{date}' },
  'goods.missing': { en: 'missing: {missing}', zh: '缺少：{missing}' },
  'goods.planned': { en: 'planned for {date}', zh: '计划 {date}' },
  'goods.done': { en: 'done on {date}', zh: '{date} 完成' },
  'goods.person': { en: 'responsible: {name}', zh: '责任人：{name}' },
  'goods.moved': { en: '{from} → {to}', zh: '{from} → {to}' },
  'goods.promised': { en: 'promised for {date}', zh: '承诺 {date}' },
  'goods.in_time': { en: 'in time again', zh: '恢复按期' },

  'card.order.parcel_missing': {
    en: 'shipped {date}, settled {received}, missing: {missing}',
    zh: '{date} 发出，{received} 确认，缺少：{missing}',
  },
  'card.order.all_lost': {
    en: 'All of it was lost. Open a case: a return gives the credit, an exchange sends the goods again.',
    zh: '货物全部丢失。请登记售后：退货抵扣货款，换货重新发出。',
  },
  'card.order.deliver_parcel': { en: 'Deliver {id}', zh: '签收 {id}' },
  'card.order.deliver_all': { en: 'Deliver all', zh: '全部签收' },
  'card.order.track_parcel': { en: 'Track {id}', zh: '物流 {id}' },
  'card.order.milestones': { en: 'Production and purchasing', zh: '生产与采购进度' },
  'card.order.milestone': { en: '{id} {name} · {kind}', zh: '{id} {name} · {kind}' },
  'card.order.milestone_original': { en: 'first {date}', zh: '原定 {date}' },
  'card.order.milestone_late': { en: '{days} days late', zh: '晚 {days} 天' },
  'card.order.milestone_done': { en: 'Done {id}', zh: '完成 {id}' },
  'card.order.milestone_move': { en: 'Move {id}', zh: '改期 {id}' },
  'card.order.expected_late': { en: '{date}, {days} days later than promised', zh: '{date}，比承诺晚 {days} 天' },

  'card.delayed.title': {
    en: '{order} · {customer}: expected later than promised',
    zh: '{order} · {customer}：预计晚于承诺',
  },
  'card.delayed.no_promise': { en: '{order} · {customer}: expected later', zh: '{order} · {customer}：预计日期推后' },
  'card.delayed.propose': { en: 'Propose another date', zh: '提议新日期' },
  'card.exception.title': { en: '{order} · {customer}: trouble with a parcel', zh: '{order} · {customer}：包裹异常' },
  'card.exception.missing': {
    en: 'The parcel is settled. Agree with the customer on what is missing: a case can be opened for it.',
    zh: '该包裹已确认。缺少的部分请与客户协商，可开售后单处理。',
  },
  'card.milestone.title': {
    en: 'Yours now: {name}, {order} · {customer}',
    zh: '请您负责：{name}，{order} · {customer}',
  },
  'card.milestone.text': { en: '{who} asks you to see to it by {date}.', zh: '{who} 请您在 {date} 前完成。' },
  'card.day.milestones': { en: 'Your milestones of the next 7 days', zh: '未来 7 天我负责的进度' },
  'card.day.milestone': { en: '{name}, planned for {date}', zh: '{name}，计划 {date}' },

  'form.milestone.hint': { en: 'e.g. cutting, fabric ordered', zh: '例如：裁剪、面料采购' },

  'reminder.milestone.before': {
    en: '{name} is planned for {date}, in {days} days',
    zh: '{name} 计划 {date} 完成，还有 {days} 天',
  },
  'reminder.milestone.tomorrow': { en: '{name} is planned for tomorrow ({date})', zh: '{name} 计划明天（{date}）完成' },
  'reminder.milestone.today': { en: '{name} is planned for today ({date})', zh: '{name} 计划今天（{date}）完成' },
  'reminder.milestone.yesterday': {
    en: '{name} was planned for yesterday ({date}) and is not done',
    zh: '{name} 计划昨天（{date}）完成，尚未完成',
  },
  'reminder.milestone.after': {
    en: '{name} was planned for {date}, {days} days ago, and is not done',
    zh: '{name} 计划 {date} 完成，已逾期 {days} 天',
  },

  'error.track_event': {
    en: 'What happened to the parcel? Say one of: {events}.',
    zh: '请说明包裹状态，可选：{events}。',
  },
  'error.parcel_unknown': {
    en: '{order} has no parcel “{text}”. Its parcels are {parcels}.',
    zh: '{order} 没有包裹“{text}”。现有包裹：{parcels}。',
  },
  'error.parcel_which': {
    en: 'Several parcels of {order} are on their way: say which one of {parcels}.',
    zh: '{order} 有多个包裹在途，请说明是哪一个：{parcels}。',
  },
  'error.parcel_received': {
    en: 'Parcel {parcel} of {order} was received on {date}, so nothing more happens to it. For goods that come back, open a case.',
    zh: '{order} 的包裹 {parcel} 已于 {date} 签收，不能再登记。如有退货，请开售后单。',
  },
  'error.received_future': {
    en: '{date} is still to come; today is {today}. Give the day on which the parcel was received.',
    zh: '{date} 尚未到来，今天是 {today}。请填写实际签收日期。',
  },
  'error.received_before': {
    en: 'The parcel was shipped on {shipped}, so it cannot have been received on {date}. Check the date.',
    zh: '该包裹于 {shipped} 发出，不可能在 {date} 签收。请核对日期。',
  },
  'error.received_quantity': {
    en: 'Parcel {parcel} holds {sent} of {sku}: give what arrived of it, from 0 to {sent}.',
    zh: '包裹 {parcel} 中 {sku} 发出 {sent}，请填写 0 到 {sent} 之间的实收数量。',
  },
  'error.milestone_name': {
    en: 'Please give the milestone a name, for instance “cutting”.',
    zh: '请填写进度名称，例如“裁剪”。',
  },
  'error.milestone_date': {
    en: 'Please give the date for which the milestone is planned, for instance 12/5.',
    zh: '请填写计划日期，例如 12月5日。',
  },
  'error.milestone_unknown': {
    en: '{order} has no milestone “{text}”. It has: {milestones}.',
    zh: '{order} 没有进度“{text}”。现有：{milestones}。',
  },
  'error.milestone_done': {
    en: '{milestone} was done on {date}. Add another milestone if more is to be done.',
    zh: '{milestone} 已于 {date} 完成。如还有工作，请新增进度。',
  },
  'error.milestone_nothing': {
    en: 'Nothing of {milestone} is different. Say “done”, a new date, or who is responsible.',
    zh: '{milestone} 没有任何改动。请填写“完成”、新日期或责任人。',
  },
  'error.milestone_future': {
    en: '{date} is still to come; today is {today}. Give the day on which it was done.',
    zh: '{date} 尚未到来，今天是 {today}。请填写实际完成日期。',
  },
  'error.milestone_passed': {
    en: '{text} has passed: {date} was before today, {today}. If it is done, write “done {text}”; if next year is meant, write {next}.',
    zh: '{text} 已过（{date}，今天是 {today}）。如已完成，请写“完成 {text}”；如指明年，请写 {next}。',
  },
  'error.track_date': {
    en: '“{text}” is a date, and no place. News stands at the time at which it is told: leave the date out, or write “eta {text}” for the day on which the parcel is to arrive.',
    zh: '“{text}”是日期，不是地点。物流状态按登记时间记录：请去掉日期，或用“预计 {text}”表示预计到达日期。',
  },
  'error.milestone_not_yours': {
    en: 'Of the milestones of {order} you keep those that were given to you: {milestones}. Ask operations or a manager of the team for the others, and for new ones.',
    zh: '{order} 的进度中，您只能更新由您负责的：{milestones}。其他进度或新增进度请联系运营或团队主管。',
  },
  'error.milestone_person': {
    en: '{name} may not see {order}. Choose somebody of operations, or whoever may open it.',
    zh: '{name} 无权查看 {order}。请选择运营人员或可查看该订单的成员。',
  },
  'error.milestone_many': {
    en: 'An order takes {most} milestones, and this one has them. Use one of those.',
    zh: '每张订单最多 {most} 个进度节点，已达上限。请使用已有节点。',
  },
} as const satisfies Record<string, Words>;
