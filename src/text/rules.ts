import type { Words } from './locale.ts';

/** The approval rules: in words, in their form, and what they would have meant. */
export const rules = {
  'rules.line': { en: '{when} → {who}', zh: '{when} → {who}' },
  'rules.added': { en: '{rule}, as an added step', zh: '{rule}（附加步骤）' },
  'rules.any_amount': { en: 'any amount', zh: '任意金额' },
  'rules.from': { en: '{on} from {amount}', zh: '{on}（{amount} 起）' },
  'rules.from_size': { en: '{on} from {amount} ({size})', zh: '{on}（{amount} 起，{size}）' },
  'rules.at_once': { en: 'approved at once', zh: '直接批准' },
  'rules.then': { en: '{first}, then {next}', zh: '{first}，然后 {next}' },
  'rules.any_of': { en: 'any of {who}', zh: '{who} 任一人' },
  'rules.all_of': { en: 'all of {who}', zh: '{who} 全部同意' },
  'rules.and': { en: '{who} and {last}', zh: '{who}和{last}' },
  'rules.left': { en: '{name} (left)', zh: '{name}（已离职）' },
  'rules.unknown_person': { en: 'somebody unknown', zh: '未知成员' },

  'rules.title': { en: 'Approval rules', zh: '审批规则' },
  'rules.open': { en: 'Approval rules', zh: '审批规则' },
  'rules.how': {
    en: 'Every rule that fits adds its steps, in this order; whoever is asked already is not asked twice. Where none fits, an order is approved at once.',
    zh: '符合条件的规则按此顺序添加审批步骤，同一审批人不会重复审批。没有规则符合时，订单直接批准。',
  },
  'rules.none': {
    en: 'There is no rule: every order is approved at once.',
    zh: '没有审批规则：所有订单直接批准。',
  },
  'rules.gone_person': {
    en: 'names somebody who has left; where nobody else is named, an admin decides',
    zh: '其中有成员已离职；没有其他审批人时由管理员审批',
  },
  'rules.add': { en: 'Add a rule', zh: '添加规则' },
  'rules.preview': { en: 'Preview', zh: '预览' },
  'rules.up': { en: 'Move up', zh: '上移' },
  'rules.down': { en: 'Move down', zh: '下移' },
  'rules.remove': { en: 'Remove', zh: '删除' },
  'rules.defaults': { en: 'Back to the defaults', zh: '恢复默认规则' },
  'rules.settings': { en: 'All settings', zh: '全部设置' },
  'rules.saved': {
    en: 'Saved. Orders that are submitted from now on follow it; reviews that are open keep their steps.',
    zh: '已保存。此后提交的订单按新规则审批，进行中的审批步骤不变。',
  },
  'rules.same': { en: 'Nothing was different, so nothing was changed.', zh: '没有任何改动。' },

  'rules.form.edit': { en: 'Edit the rule', zh: '修改规则' },
  'rules.form.note': {
    en: 'Nothing is saved before you have seen what it would have meant.',
    zh: '预览影响并确认后才会保存。',
  },
  'rules.form.on': { en: 'When', zh: '条件' },
  'rules.form.from': { en: 'From which amount on ({currency})', zh: '起点金额（{currency}）' },
  'rules.form.from_hint': {
    en: 'Empty: whatever the amount. Or medium, large, or an amount like 50000',
    zh: '留空为任意金额；可填“中单”、“大单”，或金额，例如 50000',
  },
  'rules.form.who': { en: 'Step {n}: who decides', zh: '第 {n} 步：审批人' },
  'rules.form.need': { en: 'Step {n}: of several', zh: '第 {n} 步：多人时' },
  'rules.form.any': { en: 'any one of them is enough', zh: '任一人同意即可' },
  'rules.form.all': { en: 'all of them, each another person', zh: '须全部同意，每人一票' },

  'rules.preview.title': { en: 'This is what it would have meant', zh: '新规则的影响' },
  'rules.preview.now': { en: 'This is what the rules mean', zh: '现有规则的影响' },
  'rules.preview.before': { en: 'Before', zh: '修改前' },
  'rules.preview.after': { en: 'After', zh: '修改后' },
  'rules.preview.removed': { en: 'Removed rule', zh: '删除的规则' },
  'rules.preview.new': { en: 'New rule', zh: '新规则' },
  'rules.preview.counts': { en: 'The last {n} submitted orders', zh: '最近提交的 {n} 张订单' },
  'rules.preview.no_orders': { en: 'No order has been submitted yet.', zh: '还没有提交过订单。' },
  'rules.preview.differ': { en: '{n} of them would have gone another way', zh: '其中 {n} 张审批路径不同' },
  'rules.preview.alike': { en: 'None of them would have gone another way.', zh: '所有订单的审批路径均不变。' },
  'rules.preview.more': { en: 'and {n} more', zh: '另有 {n} 张' },
  'rules.preview.from_to': { en: '{before} → {after}', zh: '{before} → {after}' },
  'rules.preview.basis': {
    en: 'Worked out with the prices, stock and credit of today. Orders loaded as history are left out.',
    zh: '按今天的价格、库存和信用计算，不含导入的历史订单。',
  },
  'rules.gap.stuck': {
    en: '{team}: nobody may decide “{who}”, so such an order could not be submitted. Give somebody the role, or name another person.',
    zh: '{team}：没有人可以审批“{who}”，此类订单将无法提交。请为成员分配角色，或指定其他人。',
  },
  'rules.gap.few': {
    en: '{team}: “{who}” needs more people than may decide, since one person decides once only. Give somebody the role, or ask fewer.',
    zh: '{team}：“{who}”所需的审批人不足，每人只能审批一次。请为成员分配角色，或减少审批步骤。',
  },
  'rules.gap.passed': {
    en: '{team}: nobody of “{who}” may decide there, so an admin decides instead.',
    zh: '{team}：“{who}”中没有人可以审批，将由管理员代为审批。',
  },
  'rules.gap.no_team': { en: 'Without a team', zh: '未分组' },
  'rules.save': { en: 'Save', zh: '保存' },
  'rules.cancel': { en: 'Cancel', zh: '取消' },

  'settings.changeTolerance': { en: 'Change orders without approval up to (%)', zh: '变更免审批幅度（%）' },
  'settings.tolerance': { en: 'Change orders', zh: '订单变更' },
  'settings.say.tolerance': {
    en: 'up to {n} % of the amount without a new approval',
    zh: '金额变动 {n}% 以内无需重新审批',
  },
  'expected.tolerance': { en: '0 to 20 percent, like 2', zh: '0 到 20 的百分比，例如 2' },
  'member.authority_hint': {
    en: 'Largest discount without approval, in percent. Empty: the company’s, {n} %',
    zh: '无需审批的最大折扣，百分比；留空则用公司的 {n}%',
  },
  'error.authority': {
    en: '“{text}” is no discount. Write a percentage from 0 to 100, like 12.5, or leave it empty.',
    zh: '“{text}”不是有效的折扣，请填写 0 到 100 的百分比，例如 12.5，或留空。',
  },

  'error.rule_from': {
    en: '“{text}” is no amount. Leave it empty, or write medium, large or an amount over 0 like 50000.',
    zh: '“{text}”不是有效的金额，请留空，或填写“中单”、“大单”或大于 0 的金额，例如 50000。',
  },
  'error.rule_nobody': {
    en: 'Choose who decides step {n}.',
    zh: '请选择第 {n} 步的审批人。',
  },
  'error.rule_seats': {
    en: 'A step asks at most {most}. Choose fewer, or a role instead of several people.',
    zh: '每一步最多 {most} 个审批人，请减少，或改选角色。',
  },
  'error.rule_twice': {
    en: 'Step {n} is the same as an earlier one. Choose somebody else, or leave it empty.',
    zh: '第 {n} 步与前面的步骤相同，请选择其他人，或留空。',
  },
  'error.rule_person': {
    en: 'There is no member “{text}”. Choose somebody from the list.',
    zh: '没有成员“{text}”，请从列表中选择。',
  },
  'error.rule_sales_only': {
    en: '{name} reads only the own orders and could never decide another person’s. Choose somebody else, or give {name} another role first.',
    zh: '{name} 只能查看自己的订单，无法审批他人的订单。请选择其他人，或先为 {name} 分配其他角色。',
  },
  'error.rule_there': {
    en: 'There is such a rule already. Change that one, or say something else here.',
    zh: '已有相同的规则，请修改已有规则，或调整内容。',
  },
  'error.rule_gone': {
    en: 'Somebody else changed or removed that rule meanwhile, so nothing was saved. Look at the rules again.',
    zh: '该规则已被其他人修改或删除，未做任何保存。请重新查看规则。',
  },
  'error.rules_full': {
    en: 'There are {most} rules already. Remove one first.',
    zh: '规则已达 {most} 条上限，请先删除一条。',
  },
} as const satisfies Record<string, Words>;
