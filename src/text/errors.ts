import type { Words } from './locale.ts';

/** Sentences for what can go wrong anywhere. Each says what is wrong and what to do next. */
export const errors = {
  'error.internal': {
    en: 'Something went wrong on our side (reference {reference}). Nothing was lost; please try again, or give the reference to an admin.',
    zh: '系统出了点问题（编号 {reference}）。数据没有丢失，请重试，或把编号告诉管理员。',
  },
  'error.not_allowed': {
    en: 'You may not do that with your roles. Ask {who}.',
    zh: '您的角色没有此权限，请联系{who}。',
  },
  'error.order_not_found': {
    en: 'There is no order “{name}” that you may see. Type “/order list” for your orders.',
    zh: '没有找到您可查看的订单“{name}”。输入“/order 列表”查看您的订单。',
  },
  'error.customer_not_found': {
    en: 'No customer matches “{text}”. {nearest}',
    zh: '没有找到客户“{text}”。{nearest}',
  },
  'error.product_not_found': {
    en: 'No product matches “{text}”. {nearest}',
    zh: '没有找到产品“{text}”。{nearest}',
  },
  'error.reason_required': {
    en: 'Please say why: “{action}” needs a reason.',
    zh: '请说明原因：“{action}”必须填写原因。',
  },
  'error.move_refused': {
    en: '{order} is “{state}”, so it cannot be changed by “{action}” now. Possible now: {possible}.',
    zh: '{order} 目前是“{state}”，不能“{action}”。现在可以：{possible}。',
  },
  'error.move_lost': {
    en: '{who} was faster: {order} is now “{state}”.',
    zh: '{who} 先一步操作：{order} 现在是“{state}”。',
  },
  'error.number_expected': {
    en: '“{text}” is not a number that fits here. Write it like {example}.',
    zh: '“{text}”不是有效的数字，请按 {example} 的格式填写。',
  },
  'error.date_expected': {
    en: '“{text}” is not a date. Write it like 2026-12-01, 12/1, “next friday” or +10d.',
    zh: '“{text}”不是日期。请写成 2026-12-01、12月1日、“下周五”或 +10d。',
  },
  'error.required': { en: '“{field}” is missing. Please fill it in.', zh: '缺少“{field}”，请填写。' },
} as const satisfies Record<string, Words>;
