import type { Words } from './locale.ts';

/** Words of the files that lists and reports are exported as. */
export const exports = {
  'export.button': { en: 'Export', zh: '导出' },
  'export.done': { en: '{list} · {rows} rows', zh: '{list} · {rows} 行' },
  'export.done.one': { en: '{list} · 1 row', zh: '{list} · 1 行' },
  'export.nothing': { en: '{list}: there is nothing to export.', zh: '{list}：没有可导出的内容。' },
  'export.left': {
    en: 'Not made, since it would be larger than 20 MB: {names}.',
    zh: '因超过 20 MB 未生成：{names}。',
  },
  'export.own_rights': {
    en: 'Files follow your own rights: what you read only as a stand-in is not in them.',
    zh: '导出文件按您本人的权限生成，不含仅因代理才能查看的内容。',
  },
  'export.total': { en: 'Total', zh: '合计' },
  'export.total_all': { en: 'Total {currency}, all rows', zh: '合计 {currency}（全部行）' },
  'export.list.report': { en: 'Report', zh: '报表' },
  'export.list.orders': { en: 'Orders', zh: '订单' },
  'export.list.pending': { en: 'Pending decisions', zh: '待审批' },
  'export.list.customers': { en: 'Customers', zh: '客户' },
  'export.list.products': { en: 'Products', zh: '产品' },
  'export.list.stock': { en: 'Stock', zh: '库存' },
  'export.list.prices': { en: 'Prices', zh: '价格' },
  'export.list.payments': { en: 'Payments', zh: '收款' },
  'export.list.aging': { en: 'Receivables by age', zh: '应收账龄' },
  'export.list.suppliers': { en: 'Suppliers', zh: '供应商' },
  'export.list.purchases': { en: 'Purchases', zh: '采购' },
  'export.list.cases': { en: 'After-sales cases', zh: '售后' },
  'export.list.risks': { en: 'Risks', zh: '风险' },
  'export.list.feedback': { en: 'Feedback', zh: '反馈' },
  'export.list.audit': { en: 'Audit trail', zh: '审计记录' },
  'export.list.reminders': { en: 'Reminders', zh: '提醒' },
  'export.list.templates': { en: 'Templates', zh: '模板' },
  'export.report': { en: 'Report {from} – {to}', zh: '报表 {from} – {to}' },
  'error.export_rows': {
    en: 'These are more than {most} rows, the most that a file holds. Narrow the list first, for example to a customer, a state or a shorter period, and export that.',
    zh: '结果超过 {most} 行，超出单个文件的上限。请先缩小范围，例如按客户、状态或更短的期间筛选后再导出。',
  },
} as const satisfies Record<string, Words>;
