import type { Words } from './locale.ts';

/** Looking back on a week, a month, a customer or a product. */
export const recaps = {
  'recap.title': { en: 'Weekly recap · {period}', zh: '每周回顾 · {period}' },
  'recap.title_team': { en: 'Weekly recap · {team} · {period}', zh: '每周回顾 · {team} · {period}' },
  'recap.title_plain': { en: 'Recap · {period}', zh: '回顾 · {period}' },
  'recap.title_of': { en: 'Recap · {team} · {period}', zh: '回顾 · {team} · {period}' },
  'recap.trend.week': { en: '12 weeks by order size, {currency}', zh: '近 12 周金额（{currency}），按规模' },
  'recap.trend.week_count': { en: '12 weeks by order size, orders', zh: '近 12 周订单数，按规模' },
  'recap.trend.month': { en: '12 months by order size, {currency}', zh: '近 12 个月金额（{currency}），按规模' },
  'recap.trend.month_count': { en: '12 months by order size, orders', zh: '近 12 个月订单数，按规模' },
  'recap.at_risk': { en: '{number} {customer}', zh: '{number} {customer}' },
  'recap.look.risk': {
    en: '{orders} at risk today, the worst: {list}.',
    zh: '今日有 {orders}存在风险，最需关注：{list}。',
  },
  'recap.look.risk_many': {
    en: 'More than {orders} at risk today, the worst: {list}.',
    zh: '今日有超过 {orders}存在风险，最需关注：{list}。',
  },
  'recap.button.risks': { en: 'Orders at risk', zh: '风险订单' },
  'recap.class': { en: 'By {by}: {list}', zh: '按{by}：{list}' },
  'recap.look': { en: 'What to look at', zh: '需要关注' },
  'recap.look.late': {
    en: '{orders} of this period late by the promised date. See “On time” for whose they are.',
    zh: '本期订单中有 {orders}延期，可在“准时率”中查看归属。',
  },
  'recap.look.overdue': { en: 'Overdue today: {amount} in {orders}.', zh: '今日逾期：{amount}，共 {orders}。' },
  'recap.look.sla': {
    en: '{count} of {all} review decisions took longer than {hours} working-day hours.',
    zh: '{all} 次审批中有 {count} 次超过 {hours} 小时（按工作日计）。',
  },
  'recap.look.fall': {
    en: '{name} ordered {change} less than in {before}.',
    zh: '{name} 比{before}少 {change}。',
  },
  'recap.look.share': { en: '{name} makes up {share} of the period.', zh: '{name} 占本期的 {share}。' },
  'recap.look.nothing': { en: 'Nothing stands out.', zh: '没有需要特别关注的事项。' },
} as const satisfies Record<string, Words>;
