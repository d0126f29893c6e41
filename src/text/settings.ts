import type { Words } from './locale.ts';

/** The business rules and the connected channels, as an admin sees them; and members who leave or come back. */
export const settings = {
  'does.settings': { en: 'The business rules and connected channels', zh: '业务规则与已连接的群' },

  'settings.company': { en: 'Company', zh: '公司' },
  'settings.currency': { en: 'Base currency', zh: '本位币' },
  'settings.timezone': { en: 'Company time zone', zh: '公司时区' },
  'settings.sizeLarge': { en: 'Large order from', zh: '大单起点' },
  'settings.sizeMedium': { en: 'Medium order from', zh: '中单起点' },
  'settings.urgentDays': { en: 'Urgent up to (days)', zh: '加急（天数以内）' },
  'settings.shortDays': { en: 'Short lead time up to (days)', zh: '短交期（天数以内）' },
  'settings.discountAuthority': { en: 'Discount authority (%)', zh: '折扣权限（%）' },
  'settings.reviewSlaHours': { en: 'Review time (hours)', zh: '审批时限（小时）' },
  'settings.workDays': { en: 'Work days', zh: '工作日' },
  'settings.singlePersonCompany': { en: 'Single-person company', zh: '单人公司' },
  'settings.asksAddress': { en: 'Ask for a delivery address', zh: '提交前要求收货地址' },
  'settings.say.address_yes': {
    en: 'yes: an order without one is not filed from a form; of a table it is said',
    zh: '是：没有收货地址的订单不能用表单提交；批量表格会提示',
  },
  'settings.say.address_no': { en: 'no: orders are filed without one', zh: '否：没有收货地址也可提交' },
  'settings.mailDomains': { en: 'Mail domains of the company', zh: '公司邮箱域名' },
  'settings.say.no_domains': { en: 'none: every newcomer is asked about', zh: '未设置：每位新成员都需确认' },
  'form.settings.hint.mailDomains': {
    en: 'Whoever writes from a chat with such an address is linked to the member who has it: example.com, example.cn',
    zh: '聊天账号邮箱属于这些域名时，自动关联到相同邮箱的成员，例如 example.com, example.cn',
  },
  'settings.slackWorkspaces': { en: 'Further Slack workspaces', zh: '其他 Slack 工作区' },
  'form.settings.hint.slackWorkspaces': {
    en: 'Workspaces of the company that may install the desk, by their ids: T0123ABCD',
    zh: '允许安装订单台的本公司工作区编号，例如 T0123ABCD',
  },
  'expected.workspaces': { en: 'ids such as T0123ABCD, E0123ABCD', zh: '工作区编号，例如 T0123ABCD、E0123ABCD' },
  'expected.domains': { en: 'domains such as example.com, example.cn', zh: '域名，例如 example.com, example.cn' },
  'settings.reminderRepeats': {
    en: 'Repeats of a late reminder before the manager is told',
    zh: '逾期提醒重复几次后通知主管',
  },
  'settings.reminders': { en: 'Late reminders', zh: '逾期提醒' },
  'settings.say.repeats': {
    en: 'told again {n} times, then the manager is told',
    zh: '重复提醒 {n} 次后通知主管',
  },
  'expected.repeats': { en: 'a whole number from 0 to 10', zh: '0 到 10 的整数' },
  'settings.silentDays': { en: 'Ask to follow up after (silent days)', zh: '无动态几天后提醒跟进' },
  'settings.rates': { en: 'Exchange rates', zh: '汇率' },
  'settings.review': { en: 'Review time', zh: '审批时限' },
  'settings.caseDays': { en: 'After-sales cases are due after (days)', zh: '售后处理期限（天）' },
  'settings.cases': { en: 'After-sales cases due after', zh: '售后处理期限' },
  'settings.follow_up': { en: 'Asked to follow up after', zh: '提醒跟进' },
  'settings.address': { en: 'Channel', zh: '群地址' },
  'settings.purpose': { en: 'Used for', zh: '用途' },
  'settings.role': { en: 'Audience: role', zh: '受众：角色' },
  'settings.teams': { en: 'Audience: teams (none = all)', zh: '受众：团队（不选为全部）' },

  'settings.say.urgent': { en: 'up to {n} days to the requested date', zh: '距要求交期 {n} 天以内' },
  'settings.say.hours': { en: '{n} hours on the approver’s working days', zh: '审批人工作日内 {n} 小时' },
  'settings.say.money': { en: '{amount} and more', zh: '{amount} 及以上' },
  'settings.say.percent': { en: 'up to {n} % without approval', zh: '{n}% 以内无需审批' },
  'settings.say.rate': { en: '1 {currency} = {amount} {base}', zh: '1 {currency} = {amount} {base}' },
  'settings.say.no_rates': {
    en: 'none; orders are taken in {currency} only',
    zh: '未设置，仅接受 {currency} 订单',
  },
  'settings.say.silent': { en: '{n} days without an event', zh: '{n} 天无动态' },
  'settings.say.single_yes': {
    en: 'yes: the only owner may approve an own order',
    zh: '是：唯一的负责人可以审批自己的订单',
  },
  'settings.say.single_no': {
    en: 'no: nobody approves an own order',
    zh: '否：任何人不得审批自己的订单',
  },
  'settings.all_teams': { en: 'all teams', zh: '全部团队' },
  'settings.yes': { en: 'Yes', zh: '是' },
  'settings.no': { en: 'No', zh: '否' },

  'purpose.orders': { en: 'orders', zh: '订单' },
  'purpose.approvals': { en: 'approvals', zh: '审批' },
  'purpose.recap': { en: 'weekly recap', zh: '周报' },

  'weekday.1': { en: 'Monday', zh: '周一' },
  'weekday.2': { en: 'Tuesday', zh: '周二' },
  'weekday.3': { en: 'Wednesday', zh: '周三' },
  'weekday.4': { en: 'Thursday', zh: '周四' },
  'weekday.5': { en: 'Friday', zh: '周五' },
  'weekday.6': { en: 'Saturday', zh: '周六' },
  'weekday.7': { en: 'Sunday', zh: '周日' },

  'card.settings.title': { en: 'Settings', zh: '设置' },
  'card.settings.saved': { en: 'Saved. It counts from now on.', zh: '已保存，立即生效。' },
  'card.settings.connected': { en: '{address} is connected.', zh: '{address} 已连接。' },
  'card.settings.disconnected': { en: '{address} is disconnected.', zh: '{address} 已断开。' },
  'card.settings.change': { en: 'Change', zh: '修改规则' },
  'card.settings.connect': { en: 'Connect a channel', zh: '连接群' },
  'card.settings.disconnect': { en: 'Disconnect', zh: '断开' },
  'card.settings.disconnect_sure': {
    en: 'Nothing more is posted to {address} for this purpose. Disconnect it?',
    zh: '断开后不再向 {address} 发送此类卡片。确定断开？',
  },
  'card.settings.channels': { en: 'Connected channels', zh: '已连接的群' },
  'card.settings.no_channels': {
    en: 'No channel is connected: cards go to people directly.',
    zh: '尚未连接群：卡片直接发给个人。',
  },
  'form.settings.title': { en: 'Change the rules', zh: '修改规则' },
  'form.settings.hint.rates': {
    en: 'One unit in the base currency: USD 7.12, EUR 7.8',
    zh: '每一单位折合本位币：USD 7.12, EUR 7.8',
  },
  'form.channel.title': { en: 'Connect a channel', zh: '连接群' },
  'card.channel.hello': { en: 'This conversation is connected to OrderDesk', zh: '此会话已连接订单台' },
  'card.channel.purpose': { en: 'Used for: {purpose}', zh: '用途：{purpose}' },
  'form.channel.hint.address': {
    en: 'Slack: slack:T…:C…; Feishu: feishu:oc_…; the console: a name like console:#orders',
    zh: 'Slack 填 slack:T…:C…；飞书填 feishu:oc_…；网页控制台可自行命名，例如 console:#orders',
  },

  'expected.company': { en: '1 to 80 characters', zh: '1 到 80 个字符' },
  'expected.size': {
    en: 'an amount over 0, like 10000.00, and medium under large',
    zh: '大于 0 的金额，例如 10000.00，且中单起点低于大单起点',
  },
  'expected.days': {
    en: 'whole days from 0 to 365, and urgent fewer than short',
    zh: '0 到 365 的整数天，且加急天数少于短交期天数',
  },
  'expected.percent': { en: '0 to 100 percent, like 12.5', zh: '0 到 100 的百分比，例如 12.5' },
  'expected.hours': { en: 'whole hours from 1 to 720', zh: '1 到 720 的整数小时' },
  'expected.silent': { en: 'whole days from 1 to 365', zh: '1 到 365 的整数天' },
  'expected.workDays': { en: 'at least one weekday of the list', zh: '至少选择列表中的一天' },
  'expected.rates': {
    en: 'each other currency once, with at most six decimals, like USD 7.12, EUR 7.8',
    zh: '每种外币一次，最多六位小数，例如 USD 7.12, EUR 7.8',
  },
  'expected.listed': { en: 'one of the list', zh: '列表中的一项' },

  'error.settings_field': {
    en: '“{field}” cannot be “{text}”. Expected: {hint}.',
    zh: '“{field}”不能是“{text}”，应为：{hint}。',
  },
  'error.channel_address': {
    en: '“{text}” is no shared channel. Write it like console:#orders, slack:T012:C034 or feishu:oc_012.',
    zh: '“{text}”不是有效的群地址，请按 console:#orders、slack:T012:C034 或 feishu:oc_012 的格式填写。',
  },

  'card.team.deactivate': { en: 'Deactivate', zh: '停用' },
  'card.team.reactivate': { en: 'Reactivate', zh: '恢复使用' },
  'card.team.deactivate_sure': {
    en: '{name} loses access at once; the name stays on what was done. Deactivate?',
    zh: '{name} 将立即失去权限，历史记录中的姓名保留。确定停用？',
  },
  'card.team.reactivate_sure': {
    en: '{name} gets the same roles and teams back. Reactivate?',
    zh: '{name} 将恢复原有角色和团队。确定恢复？',
  },
  'card.team.hand_over': { en: 'Orders to hand over', zh: '待转交的订单' },
  'card.team.hand_over_more': {
    en: 'There are more: deal with these first, then look at “/order list” for the rest.',
    zh: '还有更多订单：请先处理这些，其余请用“/order 列表”查看。',
  },
  'card.team.deactivated': { en: '{name} is deactivated.', zh: '{name} 已停用。' },
  'card.team.reactivated': { en: '{name} is active again.', zh: '{name} 已恢复使用。' },
} as const satisfies Record<string, Words>;
