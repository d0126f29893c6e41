import type { Words } from './locale.ts';

/** An order that may be there already: the question, and what was answered. */
export const doubles = {
  'double.title': { en: 'Is it there already? {order} · {customer}', zh: '是否重复下单？{order} · {customer}' },
  'double.kept': {
    en: '{order} is kept as a draft. Nothing was submitted.',
    zh: '{order} 已保存为草稿，尚未提交。',
  },
  'double.po': { en: 'the same PO number {po}', zh: '采购单号同为 {po}' },
  'double.lines': { en: 'the same lines within 24 hours', zh: '24 小时内的相同明细' },
  'double.po_unseen': {
    en: 'An order of this customer with the PO number {po} exists. Ask {who}.',
    zh: '该客户已有采购单号为 {po} 的订单，请联系 {who}。',
  },
  'double.lines_unseen': {
    en: 'An order of this customer with the same lines exists since less than 24 hours. Ask {who}.',
    zh: '该客户 24 小时内已有相同明细的订单，请联系 {who}。',
  },
  'double.anyway': { en: 'File it anyway', zh: '仍然提交' },
  'double.keep': { en: 'Keep as draft', zh: '保留为草稿' },
  'double.discard': { en: 'Discard', zh: '放弃' },
  'double.discard_sure': {
    en: 'Discard {order}? It is cancelled, and stays readable.',
    zh: '放弃 {order}？该草稿会被取消，但仍可查看。',
  },
  'double.discarded': { en: 'It was there already.', zh: '订单已存在。' },
  'double.none': { en: 'filed although it may be there already', zh: '疑似重复，确认后提交' },
} as const satisfies Record<string, Words>;
