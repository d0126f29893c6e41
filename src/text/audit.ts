import type { Words } from './locale.ts';

/** Words of the audit trail. */
export const auditWords = {
  'does.audit': { en: 'Who did what to an order, and when', zh: '订单的审计记录' },
  'audit.title': { en: 'Audit trail: {order}', zh: '审计记录：{order}' },
  'audit.recent': { en: 'Audit trail', zh: '审计记录' },
  'audit.empty': { en: 'Nothing is on the trail that you may read.', zh: '没有您可查看的审计记录。' },
  'audit.refused': { en: 'refused: {why}', zh: '已拒绝：{why}' },
  'audit.tried': { en: 'tried: {what}', zh: '尝试：{what}' },
  'audit.is': { en: '{field}: {value}', zh: '{field}：{value}' },
  'audit.change': { en: '{field}: {before} → {after}', zh: '{field}：{before} → {after}' },
  'audit.line': { en: '{sku}: {before} → {after}', zh: '{sku}：{before} → {after}' },
  'audit.line_added': { en: '{sku} added: {after}', zh: '新增 {sku}：{after}' },
  'audit.line_removed': { en: '{sku} removed (was {before})', zh: '删除 {sku}（原为 {before}）' },
  'audit.line_returned': { en: '{sku} returned: {before} → {after}', zh: '{sku} 已退：{before} → {after}' },
  'audit.part': { en: '{sku} × {quantity}', zh: '{sku} × {quantity}' },
  'audit.planned': {
    en: 'away from {from} until {until}, {name} stands in',
    zh: '{from} 至 {until} 外出，由{name}代理',
  },

  'audit.from.console': { en: 'web console', zh: '网页控制台' },
  'audit.from.slack': { en: 'Slack', zh: 'Slack' },
  'audit.from.feishu': { en: 'Feishu', zh: '飞书' },
  'audit.from.cli': { en: 'command line', zh: '命令行' },
  'audit.from.scheduler': { en: 'timetable', zh: '定时任务' },
  'audit.from.sample': { en: 'sample company', zh: '样例公司' },
  'audit.from.other': { en: 'another way', zh: '其他途径' },

  'audit.subject.settings': { en: 'settings', zh: '设置' },
  'audit.subject.gone': { en: 'deleted since', zh: '已删除' },
  'audit.subject.team': { en: 'team {name}', zh: '团队 {name}' },
  'audit.subject.payment': { en: 'payment for {name}', zh: '{name} 的收款' },
  'audit.subject.customer': { en: 'customer {name}', zh: '客户 {name}' },
  'audit.subject.product': { en: 'product {name}', zh: '产品 {name}' },
  'audit.subject.price': { en: 'price of {name}', zh: '{name} 的价格' },
  'audit.subject.member': { en: 'member {name}', zh: '成员 {name}' },

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
