import type { Words } from './locale.ts';

/** Words of the audit trail. */
export const auditWords = {
  'does.audit': { en: 'Who did what to an order, and when', zh: '订单的审计记录' },
  'audit.title': { en: 'Audit trail: {order}', zh: '审计记录：{order}' },
  'audit.recent': { en: 'Audit trail', zh: '审计记录' },
  'audit.empty': { en: 'Nothing is on the trail that you may read.', zh: '没有您可查看的审计记录。' },
  'audit.refused': { en: 'refused: {why}', zh: '已拒绝：{why}' },
  'audit.change': { en: '{field}: {before} → {after}', zh: '{field}：{before} → {after}' },
  'audit.state': { en: 'State', zh: '状态' },
  'audit.version': { en: 'Version', zh: '版本' },
  'audit.turns': { en: 'Waits for', zh: '等待' },
  'audit.versions': { en: 'Earlier versions', zh: '历史版本' },
  'audit.until': { en: 'in force until {at}', zh: '有效至 {at}' },
  'card.version.title': { en: '{order} · version {n}', zh: '{order} · 第 {n} 版' },
  'card.version.text': {
    en: 'This version is no longer in force. What replaced it, before and after:',
    zh: '此版本已失效。以下是被替换前后的对比：',
  },
  'error.version_unknown': {
    en: '{order} has no version {n}. Its versions are: {known}. Open one of them.',
    zh: '{order} 没有第 {n} 版。现有版本：{known}，请从中选择。',
  },
} as const satisfies Record<string, Words>;
