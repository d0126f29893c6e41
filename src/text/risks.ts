import type { Words } from './locale.ts';

/** What may go wrong with an order, and what can be done about it. */
export const risks = {
  'risk.credit': { en: 'Credit risk', zh: '信用风险' },
  'risk.market': { en: 'Market risk', zh: '市场风险' },
  'risk.supply': { en: 'Delivery risk', zh: '交付风险' },
  'risk.word.credit': { en: 'credit', zh: '信用' },
  'risk.word.market': { en: 'market', zh: '市场' },
  'risk.word.supply': { en: 'supply', zh: '交付' },
  'risk.level.low': { en: 'low', zh: '低' },
  'risk.level.medium': { en: 'medium', zh: '中' },
  'risk.level.high': { en: 'high', zh: '高' },

  'risk.over_limit': {
    en: '{used} of a limit of {limit}: {excess} over it',
    zh: '已用 {used}，额度 {limit}，超出 {excess}',
  },
  'risk.over_limit.plain': { en: 'The customer is over the credit limit', zh: '客户已超信用额度' },
  'risk.agreed': { en: 'finance agreed to {amount} until {date}', zh: '财务已同意超额 {amount}，有效至 {date}' },
  'risk.agreed.plain': { en: 'finance agreed until {date}', zh: '财务已同意，有效至 {date}' },
  'risk.overdue': { en: '{amount} overdue, the oldest for {days} days', zh: '逾期 {amount}，最长 {days} 天' },
  'risk.overdue.plain': { en: 'The customer has overdue payments', zh: '客户有逾期款项' },

  'risk.cost': {
    en: 'Cost of {sku} {from} → {to}; margin at stake {amount}',
    zh: '{sku} 成本 {from} → {to}，影响毛利 {amount}',
  },
  'risk.cost.plain': {
    en: 'The purchase price of {sku} moved since the order was priced',
    zh: '{sku} 的采购价在报价后发生变动',
  },
  'risk.reference': {
    en: 'Market price of {sku} {from} → {to}; margin at stake {amount}',
    zh: '{sku} 市场参考价 {from} → {to}，影响毛利 {amount}',
  },
  'risk.reference.plain': {
    en: 'The market price of {sku} moved since the order was priced',
    zh: '{sku} 的市场参考价在报价后发生变动',
  },

  'risk.late': {
    en: '{quantity} of {sku} are missing and need {lead} days; {days} are left',
    zh: '{sku} 缺 {quantity}，补货需 {lead} 天，仅剩 {days} 天',
  },
  'risk.in_time': {
    en: '{quantity} of {sku} are missing and come within {lead} days',
    zh: '{sku} 缺 {quantity}，{lead} 天内可补齐',
  },
  'risk.unknown': {
    en: '{quantity} of {sku} are missing; its lead time is not known',
    zh: '{sku} 缺 {quantity}，补货时间未知',
  },
  'risk.comes': {
    en: '{quantity} of {sku} are missing and are expected on {date}',
    zh: '{sku} 缺 {quantity}，预计 {date} 到货',
  },
  'risk.milestone': { en: '{milestone} slipped: {from} → {to}', zh: '{milestone} 延期：{from} → {to}' },
  'risk.supplier': {
    en: '{supplier}, who brings {sku}, is on time in {rate} % of cases; {asked} % are asked for',
    zh: '{sku} 的供应商 {supplier} 准时率 {rate} %，要求 {asked} %',
  },

  'risk.owner_pending': {
    en: 'Finance decides about that. Meanwhile the customer can pay what is open, or you withdraw the order and make it smaller or prepaid.',
    zh: '由财务审批。在此期间，客户可先付未结款项；您也可以撤回订单，减少数量或改为预付款。',
  },
  'risk.title': { en: 'Risks', zh: '风险' },
  'risk.none': { en: 'Nothing is at risk that you can see.', zh: '您可见的订单暂无风险。' },
  'risk.summary': { en: '{count} orders at risk', zh: '{count} 个订单有风险' },
  'risk.item': { en: '{order} · {customer} · {level}', zh: '{order} · {customer} · {level}' },
  'risk.all': { en: 'All', zh: '全部' },
  'risk.rest': { en: 'and {n} more', zh: '另有 {n} 项' },
  'risk.stake': { en: 'Margin at stake on this page', zh: '本页影响毛利合计' },
  'risk.notice.one': { en: 'New risk: {order} · {customer}', zh: '新风险：{order} · {customer}' },
  'risk.notice.many': { en: 'New risks in {count} orders', zh: '{count} 个订单出现新风险' },
  'risk.notice.rest': { en: 'and {count} more: /order risk', zh: '另有 {count} 个：/order 风险' },
  'risk.open': { en: 'All risks', zh: '全部风险' },
  'risk.do.decide': { en: 'Decide…', zh: '去审批…' },
  'risk.do.once': { en: 'Approve once…', zh: '单次批准…' },
  'risk.do.security': { en: 'Ask for prepayment or guarantee…', zh: '要求预付款或担保…' },
  'risk.do.prepaid': { en: 'Make it prepaid…', zh: '改为预付款…' },
  'risk.do.reprice': { en: 'Renegotiate: change order…', zh: '重新议价：变更订单…' },
  'risk.do.date': { en: 'Other date…', zh: '改期…' },
  'risk.do.split': { en: 'Split off what is missing', zh: '拆分缺货部分' },
  'risk.do.contingency': { en: 'Other supplier, note…', zh: '换供应商/预案…' },
  'risk.do.product': { en: 'Product', zh: '产品' },

  'try.risk': { en: 'list risks', zh: '查看风险' },
  'does.risk': { en: 'What may go wrong with open orders, worst first', zh: '查看订单风险，严重的在前' },
  'action.approve_once': { en: 'Approve once', zh: '单次批准' },
  'action.contingency': { en: 'Contingency', zh: '预案' },
  'did.approve_once': { en: 'approved once over the credit limit until', zh: '单次批准超额，有效至' },
  'did.contingency': { en: 'noted a contingency', zh: '记录预案' },
  'does.approve_once': {
    en: 'Let an approved order go although its customer is over the credit limit',
    zh: '客户超额时，单次批准已批准的订单继续执行',
  },
  'does.contingency': {
    en: 'Note what is to be done if goods do not come in time',
    zh: '记录货物不能按时到达时的预案',
  },
  'label.once_amount': { en: 'Over the limit up to ({currency})', zh: '可超额度上限（{currency}）' },
  'label.once_until': { en: 'Good until', zh: '有效至' },
  'label.once_hint': {
    en: 'The order takes the customer {amount} over the limit.',
    zh: '该订单将使客户超额 {amount}。',
  },
  'label.security': { en: 'What is asked for', zh: '要求' },
  'audit.field.once': { en: 'Over the limit up to', zh: '可超额度上限' },
  'audit.field.security': { en: 'Amount asked for', zh: '要求金额' },
  'security.prepayment': { en: 'Prepayment', zh: '预付款' },
  'security.guarantee': { en: 'Guarantee', zh: '担保' },
  'label.security_amount': { en: 'Amount ({currency})', zh: '金额（{currency}）' },
  'label.security_words': { en: 'More for the owner', zh: '补充说明' },
  'label.security_words_hint': {
    en: 'Everybody who reads the order reads it: leave the amount out.',
    zh: '能看订单的人都能看到，请勿填写金额。',
  },
  'security.asked': { en: '{kind} of {amount} asked for', zh: '要求{kind} {amount}' },
  'security.asked_plain': { en: '{kind} asked for', zh: '要求{kind}' },
  'security.there': { en: 'The prepayment of {amount} is there.', zh: '预付款 {amount} 已到账。' },
  'label.contingency_supplier': { en: 'Other supplier', zh: '备选供应商' },
  'label.contingency': { en: 'What is to be done', zh: '预案内容' },

  'settings.approveOnceDays': { en: 'Approve once is good for (days)', zh: '单次批准有效期（天）' },
  'settings.creditStopsShipping': {
    en: 'Goods for customers over the limit wait for finance',
    zh: '客户超额时暂停发货，等待财务批准',
  },

  'label.credit': { en: 'Credit', zh: '信用' },
  'card.decision.over_limit': { en: 'over the limit', zh: '超出额度' },
  'card.decision.within_limit': { en: 'within the limit', zh: '额度以内' },
  'card.decision.overdue': { en: '{amount} overdue', zh: '逾期 {amount}' },
  'card.decision.asked': { en: '{who} asks the owner: {text}', zh: '{who} 询问负责人：{text}' },
  'card.decision.answered': { en: '{who} answered: {text}', zh: '{who} 答复：{text}' },
} as const satisfies Record<string, Words>;
