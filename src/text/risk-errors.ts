import type { Words } from './locale.ts';

/** Why an order is stopped by what its customer owes, and what can be done. */
export const riskErrors = {
  'error.credit_stop': {
    en: 'The customer of {order} is over the credit limit, so its goods stay here. Finance can let it go with Approve once, or the customer pays first.',
    zh: '{order} 的客户已超信用额度，暂不能发货。请财务单次批准，或先收款。',
  },
  'error.prepaid_unpaid': {
    en: '{order} is prepaid and its customer is over the credit limit, so its goods leave once it is paid. Record the payment, or ask finance for Approve once.',
    zh: '{order} 为预付款订单，且客户已超信用额度，付清后才能发货。请登记收款，或由财务单次批准。',
  },
  'error.prepayment_left': {
    en: 'Finance asked for a prepayment of {order}, and {left} of it are missing. Record the payment, then ship.',
    zh: '财务要求 {order} 预付款，尚缺 {left}。请登记收款后再发货。',
  },
  'error.prepayment_left_plain': {
    en: 'Finance asked for a prepayment of {order}, and it is not all there. Ask finance, then ship.',
    zh: '财务要求 {order} 预付款，尚未到齐。请与财务确认后再发货。',
  },
  'error.once_less': {
    en: '{order} takes the customer {least} over the limit, so less than that would not let it go. Type at least {least}.',
    zh: '{order} 使客户超额 {least}，批准额度不能低于此数，请填写不少于 {least}。',
  },
  'error.once_less_plain': {
    en: 'What you agreed to is less than {order} needs, so it would not let it go. Leave the amount out, or ask finance.',
    zh: '批准的额度不足以放行 {order}。请不填金额，或请财务处理。',
  },
  'error.not_about_credit': {
    en: '{order} is not asked about for its credit now, so no amount over the limit and no prepayment can be said with it. Decide as usual.',
    zh: '{order} 当前审批与信用额度无关，不能附带超额或预付款要求，请照常审批。',
  },
  'error.security_amount_plain': {
    en: 'What is asked for must be more than 0 and no more than the order comes to. Type another amount.',
    zh: '金额须大于 0 且不超过订单总额，请重新填写。',
  },
  'error.security_same': {
    en: 'Just that is asked for already, and its answer is waited for. Nothing was changed.',
    zh: '已提出相同要求，正在等待答复，未作更改。',
  },
  'error.within_limit': {
    en: '{order} is within the credit limit, so there is nothing to approve once. Go on as usual.',
    zh: '{order} 在信用额度以内，无需单次批准，可照常处理。',
  },
  'error.security_amount': {
    en: 'What is asked for must be more than 0 and no more than the order comes to, {total}. Type another amount.',
    zh: '金额须大于 0 且不超过订单总额 {total}，请重新填写。',
  },
  'error.risk_words': {
    en: '“{text}” is no kind of risk, customer or product. Type {kinds}, a customer or a SKU.',
    zh: '“{text}”不是风险类型、客户或产品。请输入 {kinds}、客户名或产品编码。',
  },
  'error.risk_hidden': {
    en: 'Risks of the kind “{text}” are not for your role to read. Ask finance or a manager; you can type {kinds}, a customer or a SKU.',
    zh: '您的角色不能查看“{text}”类风险，请联系财务或主管。您可输入 {kinds}、客户名或产品编码。',
  },
} as const satisfies Record<string, Words>;
