import type { Words } from './locale.ts';

/** Words of the sample company's removal. */
export const sample = {
  'sample.none': {
    en: 'There is no sample data on this desk, so there is nothing to remove.',
    zh: '本订单台没有样例数据，无需删除。',
  },
  'sample.confirm': {
    en: 'Remove the sample company with all its orders? This cannot be undone.',
    zh: '确定删除样例公司及其全部订单吗？此操作无法撤销。',
  },
  'sample.kept': {
    en: 'Orders of your own members stay, with the customer’s name as it was: {n}.',
    zh: '您自己成员的订单已保留（客户名称不变）：{n} 张。',
  },
  'sample.you_are_sample': {
    en: 'You are a person of the sample company yourself. When you have read this, leave: you will be signed out for good.',
    zh: '您当前使用的也是样例身份。阅读后请点击退出，该身份将被删除并退出登录。',
  },
  'sample.leave': { en: 'Leave and remove {name}', zh: '退出并删除 {name}' },
  'sample.left': { en: '{name} is gone, too. You are signed out.', zh: '{name} 也已删除，您已退出登录。' },
  'sample.admins': { en: 'This desk’s admins: {names}.', zh: '本订单台的管理员：{names}。' },
  'sample.next_admin': {
    en: 'No other admin is left. To make one, start the desk with ORDERDESK_ADMINS set to that person’s chat identity, for example ORDERDESK_ADMINS=console:you.',
    zh: '已没有其他管理员。请在启动订单台时用 ORDERDESK_ADMINS 指定管理员的聊天标识，例如 ORDERDESK_ADMINS=console:you。',
  },
} as const satisfies Record<string, Words>;
