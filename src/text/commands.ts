import type { Words } from './locale.ts';

/** What the commands do, in one line each. */
export const commands = {
  'does.day': { en: 'My day: what waits for you', zh: '我的今天：待处理事项' },
  'does.new': { en: 'File an order', zh: '新建订单' },
  'does.import': { en: 'File many orders from a table', zh: '用表格批量下单' },
  'does.show': { en: 'Show an order', zh: '查看订单' },
  'does.list': { en: 'List orders', zh: '订单列表' },
  'does.find': { en: 'Search orders', zh: '搜索订单' },
  'does.edit': { en: 'Change a draft', zh: '修改草稿' },
  'does.pay': {
    en: 'Payments: record, reverse, refund, list, aging, statement',
    zh: '收款：登记、冲销、退款、明细、账龄、对账单',
  },
  'does.assign': { en: 'Hand an order to somebody else', zh: '把订单转交他人' },
  'does.customer': { en: 'A customer’s card', zh: '客户资料' },
  'does.product': { en: 'A product’s card', zh: '产品资料' },
  'does.price': { en: 'Prices of a product, and what a customer pays', zh: '查看与调整产品价格' },
  'does.remind': { en: 'Your next reminders', zh: '我的下一批提醒' },
  'does.report': { en: 'Figures and a chart for a period', zh: '某一期间的数据与图表' },
  'does.recap': { en: 'A look back: yours, a team’s, a customer’s, a product’s', zh: '回顾：个人、团队、客户或产品' },
  'does.me': { en: 'Your language, hours and digest', zh: '我的语言、工作时间和摘要' },
  'does.team': { en: 'Teams and members', zh: '团队与成员' },
  'does.console': { en: 'A one-time link to the web console', zh: '网页控制台的一次性登录链接' },
  'does.sample': { en: 'Remove the sample company', zh: '删除样例公司' },
  'does.help': { en: 'This list', zh: '本帮助' },
  'usage.hint': { en: 'Write it like “{example}”.', zh: '请这样输入：“{example}”。' },
} as const satisfies Record<string, Words>;
