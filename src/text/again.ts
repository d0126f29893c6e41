import type { Words } from './locale.ts';

/** Ordering the same again: the command, its button, and what the form says. */
export const again = {
  'does.again': { en: 'Order the same again, at today’s prices', zh: '按今日价格再来一单' },
  'again.button': { en: 'Order again', zh: '再来一单' },
  'again.from': {
    en: 'As {order} of {date}, at today’s prices. PO number, date and notes are not taken over.',
    zh: '同 {date} 的 {order}，按今日价格；采购单号、交期和备注不沿用。',
  },
  'again.from_draft': {
    en: 'As {order}, at today’s prices. PO number, date and notes are not taken over.',
    zh: '同 {order}，按今日价格；采购单号、交期和备注不沿用。',
  },
  'again.discounts': {
    en: 'Discounts then are not taken over: {lines}.',
    zh: '当时的折扣不沿用：{lines}。',
  },
  'again.gone': {
    en: 'Not sold any more, remove or replace: {lines}.',
    zh: '已停售，请删除或更换：{lines}。',
  },
  'again.short': {
    en: 'Short of stock now: {lines}.',
    zh: '当前库存不足：{lines}。',
  },
  'again.short_line': {
    en: '{sku} ({available} of {quantity} available)',
    zh: '{sku}（需 {quantity}，可用 {available}）',
  },
  'error.again_missing': {
    en: 'Order what again? Write an order or a customer, e.g. “{example}”.',
    zh: '要按哪个订单再来一单？请写上订单号或客户，例如“{example}”。',
  },
  'error.again_none': {
    en: '{customer} has no order that you can order again. File a new one with “/order new {code}”.',
    zh: '{customer} 没有可再来一单的订单，请用“/order 新建 {code}”新建。',
  },
  'error.again_customer': {
    en: 'You can read {order}, but {customer} is another’s customer. Ask {who} to order.',
    zh: '您可以查看 {order}，但客户 {customer} 由他人负责，请联系 {who} 下单。',
  },
  'error.again_unknown': {
    en: '“{text}” is neither an order nor a customer that you see. {nearest}',
    zh: '“{text}”不是您可查看的订单或客户。{nearest}',
  },
} as const satisfies Record<string, Words>;
