import type { Words } from './locale.ts';

/** Deciding about what waits, several at once. */
export const pending = {
  'does.pending': { en: 'What waits for your decision', zh: '等待我审批的订单' },
  'pending.title': { en: 'Waiting for your decision', zh: '等待您审批' },
  'pending.summary': { en: '{n} orders wait for your decision.', zh: '有 {n} 张订单等待您审批。' },
  'pending.summary_one': { en: '{n} order waits for your decision.', zh: '有 {n} 张订单等待您审批。' },
  'pending.nothing': { en: 'Nothing waits for your decision. 👍', zh: '没有等待您审批的订单。👍' },
  'pending.routine': {
    en: 'Small ones without a flag ({n}): tick, then decide together',
    zh: '小额且无风险提示（{n} 张）：可勾选后一并处理',
  },
  'pending.single': { en: 'To be looked at one by one ({n})', zh: '需逐张审阅（{n} 张）' },
  'pending.changed': { en: 'changed since you ticked it', zh: '勾选后有变更' },
  'pending.approve': { en: 'Approve selected', zh: '批准所选' },
  'pending.approve_more': { en: 'Approve selected (and {n} on other pages)', zh: '批准所选（含其他页 {n} 张）' },
  'pending.reject': { en: 'Reject selected', zh: '驳回所选' },
  'pending.reject_more': { en: 'Reject selected (and {n} on other pages)', zh: '驳回所选（含其他页 {n} 张）' },
  'pending.all': { en: 'Select this page', zh: '全选本页' },
  'pending.back': { en: 'What else waits', zh: '其余待审批' },
  'pending.reject_title': { en: 'Reject the selected ({n})', zh: '驳回所选（{n} 张）' },
  'pending.selected': { en: 'Selected: {orders}', zh: '所选订单：{orders}' },
  'pending.result.title': { en: 'Decided', zh: '审批结果' },
  'pending.result.approve': {
    en: 'Approved {done} of {all}; skipped {skipped}.',
    zh: '共 {all} 张，已批准 {done} 张，跳过 {skipped} 张。',
  },
  'pending.result.reject': {
    en: 'Rejected {done} of {all}; skipped {skipped}.',
    zh: '共 {all} 张，已驳回 {done} 张，跳过 {skipped} 张。',
  },
  'pending.result.skipped': {
    en: 'Skipped ({n}): nothing was decided by you here',
    zh: '已跳过（{n} 张）：您未作审批',
  },
  'pending.result.done': { en: 'Done ({n})', zh: '已处理（{n} 张）' },
  'pending.done.approve': { en: 'approved', zh: '已批准' },
  'pending.done.reject': { en: 'rejected', zh: '已驳回' },
  'pending.done.next': { en: 'approved by you; it waits for the next approver', zh: '您已批准，等待下一位审批人' },
  'pending.skip.gone': { en: 'you cannot see this order any more', zh: '您已无权查看此订单' },
  'pending.skip.decided': { en: 'had been settled already: {who} · {what}', zh: '此前已处理：{who} · {what}' },
  'pending.skip.not_yours': { en: 'it is not your turn any more', zh: '已不由您审批' },
  'pending.skip.changed': {
    en: 'changed since the list was drawn: open it, look at what is new, then decide',
    zh: '列表生成后有变更：请打开查看后再审批',
  },
} as const satisfies Record<string, Words>;
