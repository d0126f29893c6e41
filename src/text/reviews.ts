import type { Words } from './locale.ts';

/** Words of the review: questions, transfers, changes of approved orders, and why something cannot be. */
export const reviews = {
  'action.change': { en: 'Change', zh: '变更' },
  'action.ask': { en: 'Ask the owner', zh: '询问负责人' },
  'action.answer': { en: 'Answer', zh: '答复' },
  'action.transfer': { en: 'Transfer', zh: '转审' },
  'action.add_approver': { en: 'Add an approver', zh: '加签' },
  'action.urge': { en: 'Urge', zh: '催办' },
  'did.change': { en: 'changed the order', zh: '变更订单' },
  'did.change_proposed': { en: 'proposed a change', zh: '提出变更' },
  'did.change_lapsed': { en: 'the change was returned', zh: '变更已退回' },
  'did.ask': { en: 'asked', zh: '询问' },
  'did.answer': { en: 'answered', zh: '答复' },
  'did.transfer': { en: 'passed the decision on', zh: '转审' },
  'did.add_approver': { en: 'asked for one more approval', zh: '加签' },
  'did.urge': { en: 'asked to hurry', zh: '催办' },
  'did.reroute': { en: 'passed the decision on', zh: '改派审批' },
  'does.change': { en: 'Change an approved order without cancelling it', zh: '变更已批准的订单，无需取消' },
  'does.ask': { en: 'Ask the owner about an order before you decide', zh: '审批前询问订单负责人' },
  'does.answer': { en: 'Answer a question about your order', zh: '答复审批人对订单的询问' },
  'does.transfer': { en: 'Give your decision to somebody else', zh: '把审批转给他人' },
  'does.add_approver': { en: 'Ask for one more approval', zh: '增加一位审批人' },
  'does.decide': { en: 'All that is needed to decide about an order', zh: '查看订单的审批信息' },
  'does.urge': { en: 'Ask the approver to hurry', zh: '催促审批人' },

  'label.what': { en: 'What', zh: '项目' },
  'label.before': { en: 'Before', zh: '修改前' },
  'label.after': { en: 'After', zh: '修改后' },
  'form.change.title': { en: 'Change {order}', zh: '变更 {order}' },
  'form.change.submit': { en: 'Propose the change', zh: '提交变更' },
  'form.change.note': {
    en: 'The present version stays in force until the change is approved. Quantities cannot go under what was shipped.',
    zh: '变更批准前，现有版本继续有效。数量不能低于已发货数量。',
  },
  'card.change.title': { en: 'Proposed change {change}', zh: '待批变更 {change}' },
  'card.change.since': {
    en: 'Changed since an approver last looked at it',
    zh: '与审批人上次审阅时相比的改动',
  },
  'card.change.decision': {
    en: 'Please decide on the change to {order} · {customer}',
    zh: '请审批变更：{order} · {customer}',
  },
  'card.change.by': {
    en: '{who} · about the change: {what}. The order itself is {state}.',
    zh: '{who} · 就变更：{what}。订单本身的状态是“{state}”。',
  },
  'card.change.held': {
    en: 'The change {change} cannot be decided now, since the order is on hold: {reason}. It waits until the order is resumed.',
    zh: '订单已暂停，变更 {change} 目前不能审批：{reason}。订单恢复后再审批。',
  },
  'card.change.again': { en: 'Propose it again', zh: '重新提交变更' },
  'card.change.version': { en: 'Version {n}', zh: '第 {n} 版' },

  'label.approved_by': { en: 'Approved so far', zh: '已批准' },
  'label.decide_by': { en: 'To be decided by', zh: '审批截止' },
  'card.decision.approved': { en: '{who}, {time}', zh: '{who}（{time}）' },
  'card.list.change': { en: 'change {change}', zh: '变更 {change}' },

  'card.urged.title': { en: '{order} · {customer} waits for your decision', zh: '{order} · {customer} 等待您审批' },
  'card.urged.text': {
    en: '{owner} asks you to hurry. It has waited since {since}.',
    zh: '{owner} 催办：已等待审批，自 {since} 起。',
  },
  'card.decide': { en: 'Look and decide', zh: '查看并审批' },

  'label.question': { en: 'Question to the owner', zh: '询问内容' },
  'label.answer': { en: 'Answer', zh: '答复内容' },
  'label.note': { en: 'Note', zh: '备注' },
  'label.open_question': { en: 'Waits for an answer', zh: '等待答复' },

  'reason.amount': { en: 'amount', zh: '金额' },
  'reason.discount': { en: 'discount over authority', zh: '折扣超权限' },
  'reason.floor': { en: 'price under the floor', zh: '低于底价' },
  'reason.credit': { en: 'credit over the limit', zh: '超信用额度' },
  'reason.new_customer': { en: 'new customer', zh: '新客户' },
  'reason.risk': { en: 'high risk', zh: '高风险' },
  'reason.added': { en: 'asked for in addition', zh: '加签' },

  'lapsed.version': {
    en: 'the order had changed since it was proposed',
    zh: '提出变更后订单已有变化',
  },
  'lapsed.shipped': { en: 'more was shipped than it keeps', zh: '已发货数量超过变更后的数量' },
  'lapsed.stock': { en: 'stock is shorter than when it was proposed', zh: '库存比提出变更时更少' },
  'lapsed.state': { en: 'the order cannot be changed any more', zh: '订单已不能变更' },

  'error.no_review': {
    en: 'Nothing of {order} waits for a decision now. Open it to see where it is.',
    zh: '{order} 目前没有待审批的内容。请打开订单查看状态。',
  },
  'error.not_asked': {
    en: 'Nobody asks anything about {order} now, so there is nothing to answer. Open it to see what was said.',
    zh: '目前没有人询问 {order}，无需答复；可打开订单查看记录。',
  },
  'error.words_needed': { en: 'Please write a few words.', zh: '请填写内容。' },
  'error.asked_already': {
    en: '{name} is asked already. Choose somebody else.',
    zh: '{name} 已在审批人之列，请选择其他人。',
  },
  'error.cannot_decide': {
    en: '{name} may not decide {order}: nobody decides an order that they own or made, a second step, or one outside their rights. Choose somebody else.',
    zh: '{name} 不能审批 {order}：任何人不得审批自己负责或创建的订单、同一订单的两个步骤，或权限以外的订单。请选择其他人。',
  },
  'error.questions_full': {
    en: 'The owner of {order} is asked enough for now. Wait for the answer, then ask on.',
    zh: '{order} 的负责人已有多个询问待答复。请等待答复后再询问。',
  },
  'error.urge_asked': {
    en: '{order} waits for your answer to {who}, not for a decision. Answer first: “/order answer {order}”.',
    zh: '{order} 正在等待您答复 {who} 的询问，而非等待审批。请先答复：“/order 答复 {order}”。',
  },
  'error.urged_already': {
    en: 'The approvers of {order} were asked to hurry less than an hour ago. Try again later, or talk to them.',
    zh: '一小时内已催办过 {order} 的审批人。请稍后再试，或直接联系审批人。',
  },
  'error.change_open': {
    en: 'The change {change} of {order} waits for a decision. Withdraw it first, or wait.',
    zh: '{order} 的变更 {change} 正在审批。请先撤回，或等待审批结果。',
  },
  'error.change_nothing': {
    en: 'Nothing of {order} is different. Change a line, a date or the terms, then send it again.',
    zh: '{order} 没有任何改动，请先修改明细、日期或账期。',
  },
  'error.change_under_shipped': {
    en: '{shipped} of {sku} were shipped already; a change cannot go under that. For goods that come back, open a case.',
    zh: '{sku} 已发货 {shipped}，变更后的数量不能低于此数。如需退货，请开售后单。',
  },
} as const satisfies Record<string, Words>;
