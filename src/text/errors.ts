import type { Words } from './locale.ts';

/** Sentences for what can go wrong anywhere. Each says what is wrong and what to do next. */
export const errors = {
  'error.internal': {
    en: 'Something went wrong on our side (reference {reference}). Nothing was lost; please try again, or give the reference to an admin.',
    zh: '系统出了点问题（编号 {reference}）。数据没有丢失，请重试，或把编号告诉管理员。',
  },
  'error.not_allowed': {
    en: 'You may not do that with your roles. Ask {who}.',
    zh: '您的角色没有此权限，请联系{who}。',
  },
  'error.role_missing': {
    en: 'That belongs to another role than yours. As an admin you can give yourself or somebody else the role: “/order team”.',
    zh: '此操作属于其他角色。您是管理员，可用“/order 成员”为自己或他人添加角色。',
  },
  'error.order_not_found': {
    en: 'There is no order “{name}” that you may see. Type “/order list” for your orders.',
    zh: '没有找到您可查看的订单“{name}”。输入“/order 列表”查看您的订单。',
  },
  'error.reminder_order_gone': {
    en: 'The order of this reminder is gone, or not yours to see any more. Type “/order list” for your orders.',
    zh: '该提醒的订单已不存在，或您已无权查看。输入“/order 列表”查看您的订单。',
  },
  'error.customer_not_found': {
    en: 'No customer matches “{text}”. {nearest}',
    zh: '没有找到客户“{text}”。{nearest}',
  },
  'error.product_not_found': {
    en: 'No product matches “{text}”. {nearest}',
    zh: '没有找到产品“{text}”。{nearest}',
  },
  'error.reason_required': {
    en: 'Please say why: “{action}” needs a reason.',
    zh: '请说明原因：“{action}”必须填写原因。',
  },
  'error.move_refused': {
    en: '“{action}” is not possible now: {order} is {state}. Possible now: {possible}.',
    zh: '现在不能“{action}”：{order} 的状态是{state}。现在可以：{possible}。',
  },
  'error.move_refused_end': {
    en: '“{action}” is not possible now: {order} is {state}. At present there is nothing for you to do with it.',
    zh: '现在不能“{action}”：{order} 的状态是{state}。目前无需您操作。',
  },
  'error.step_decided': {
    en: 'That step of {order} is {decided}. It waits for {turn} now; you need not do anything.',
    zh: '{order} 的该审批步骤{decided}，现在等待 {turn} 审批，您无需操作。',
  },
  'error.step_decided_alone': {
    en: 'That step of {order} is {decided}. Nobody may decide the next one at present: within a minute the desk passes it on, or tells the admins what to do.',
    zh: '{order} 的该审批步骤{decided}。目前没有人可以审批下一步：订单台会在一分钟内改派，或通知管理员如何处理。',
  },
  'error.needed_later': {
    en: 'Nobody but you may decide the next step of {order}, and one person decides one step. Leave this one to {who}.',
    zh: '{order} 的下一步只能由您审批，而每人只能审批一步。本步骤请由 {who} 处理。',
  },
  'error.needed_later_alone': {
    en: 'Nobody but you may decide {order} at present, and it has two steps for two people. If members or roles were changed just now, try again in a minute; otherwise ask an admin to give one more member the role “{role}”.',
    zh: '目前只有您可以审批 {order}，而它的两个步骤须由两人审批。如成员或角色刚有变动，请一分钟后再试；否则请管理员为另一位成员添加“{role}”角色。',
  },
  'error.member_several': {
    en: 'Several members are called “{text}”: {names}. Write one of the identities in brackets.',
    zh: '有多位成员名为“{text}”：{names}。请改用括号中的标识。',
  },
  'error.move_not_yours': {
    en: 'You may not do that to {order}: it is somebody else’s turn, or your roles do not include it. The card shows who is responsible.',
    zh: '您不能对 {order} 执行此操作：现在由别人处理，或您的角色没有此权限。负责人见订单卡片。',
  },
  'error.changed_meanwhile': {
    en: 'Somebody changed {order} a moment ago. Open it again to see the present state, then repeat.',
    zh: '{order} 刚刚被他人修改。请重新打开查看最新状态后再操作。',
  },
  'error.no_approver': {
    en: 'Nobody may approve {order}: a step needs the role “{role}”, and nobody who holds it may decide this order (managers decide for their own teams, nobody for an order that they own or made). Ask an admin to give one more member that role, then try again; the order stays as it was.',
    zh: '没有人可以审批 {order}：有一步需要“{role}”角色，而拥有该角色的人都不能审批此订单（主管只审批本团队，任何人不得审批自己负责或创建的订单）。请管理员为另一位成员添加该角色后重试；订单保持不变。',
  },
  'error.content_changed': {
    en: 'The content of {order} is not the content that was submitted for approval. Withdraw it and submit it again.',
    zh: '{order} 的内容与提交审批时不一致。请撤回后重新提交。',
  },
  'error.content_unseen': {
    en: '{order} was changed since this card was drawn, so nothing was decided. Open the order again, look at what is new, then decide.',
    zh: '此卡片生成后 {order} 已被修改，未作任何审批。请重新打开订单，查看变更后再决定。',
  },
  'error.payment_over': {
    en: '{amount} is more than the {owed} still owed for {order}. Correct the amount (the word “full” is what is owed), or keep the rest as unallocated money of the customer.',
    zh: '{amount} 超过 {order} 尚欠的 {owed}。请更正金额（“全款”即所欠金额），或将超出部分留作该客户的未分配款项。',
  },
  'error.order_ambiguous': {
    en: '“{name}” is the name of several orders: {orders}. Write one of these.',
    zh: '“{name}”对应多个订单：{orders}。请写明其中之一。',
  },
  'error.cannot_own': {
    en: '{name} cannot own orders: only sales, managers and admins can. Choose somebody else, or ask an admin to give {name} the role.',
    zh: '{name} 不能负责订单：只有业务员、主管和管理员可以。请选择其他人，或请管理员为 {name} 添加角色。',
  },
  'error.not_paid': {
    en: '{order} cannot be completed: {owed} is still to be paid. Record the payment, or ask a manager to complete it with a reason.',
    zh: '{order} 还不能完成：尚有 {owed} 未收。请先登记收款，或请主管填写原因后完成。',
  },
  'error.not_paid_plain': {
    en: '{order} cannot be completed: it is not paid in full. Ask finance to record the payment, or a manager to complete it with a reason.',
    zh: '{order} 还不能完成：款项尚未收齐。请财务登记收款，或请主管填写原因后完成。',
  },
  'error.complete_reason': {
    en: '{order} is not done: {what}. See to that first, or complete it all the same with the reason: “/order complete {order} why”.',
    zh: '{order} 还不能直接完成：{what}。请先处理；确需完成请填写原因：“/order 完成 {order} 原因”。',
  },
  'complete.open.unpaid': { en: 'it is not paid in full', zh: '款项尚未收齐' },
  'complete.open.complaint': { en: 'a complaint is open', zh: '有未结的投诉' },
  'complete.open.both': { en: 'it is not paid in full, and a complaint is open', zh: '款项尚未收齐，且有未结的投诉' },
  'error.open_complaint': {
    en: '{order} has an open complaint. Close the case first, or ask a manager to complete it with a reason.',
    zh: '{order} 有未结的投诉。请先处理售后，或请主管填写原因后完成。',
  },
  'error.ship_nothing': {
    en: 'There is nothing to ship in what you named. Leave the lines out to ship all that is left.',
    zh: '没有可发货的内容。不填明细则发出全部剩余货物。',
  },
  'error.ship_quantity': {
    en: 'Of {sku} only {left} is left to ship. Correct the quantity.',
    zh: '{sku} 剩余可发数量为 {left}，请修改数量。',
  },
  'error.ship_line': {
    en: '“{text}” is no line of {order}, so nothing was shipped. Its lines: {lines}. Write them like that, or leave them out to ship all that is left.',
    zh: '“{text}”不是 {order} 的明细，未发货。明细为：{lines}。请照此填写，或不写明细以发出全部余量。',
  },
  'error.already_shipped': {
    en: 'Part of {order} has been shipped, so it cannot be cancelled. Resume it, then close the rest with “/order close_short”.',
    zh: '{order} 已部分发货，不能取消。请先恢复，再用“/order 短结”结束剩余部分。',
  },
  'error.nothing_on_the_way': {
    en: 'No parcel of {order} is on the way. Ship it first.',
    zh: '{order} 没有在途的包裹，请先发货。',
  },
  'error.not_offered': {
    en: '“{text}” is none of the choices of “{field}”. Choose one that the form offers.',
    zh: '“{text}”不是“{field}”的选项，请选择表单中提供的选项。',
  },
  'error.date_far': {
    en: 'The date {date} is more than ten years ahead. Choose {latest} or earlier.',
    zh: '日期 {date} 在十年以后，请选择 {latest} 或更早的日期。',
  },
  'error.date_past': {
    en: 'The date {date} is past (today is {today}). Choose today or later.',
    zh: '日期 {date} 已过（今天是 {today}），请选择今天或以后的日期。',
  },
  'error.no_lines': {
    en: 'The order has no lines. Add at least one product.',
    zh: '订单没有明细，请至少添加一个产品。',
  },
  'error.too_many_lines': {
    en: 'An order takes at most {most} lines. Split it into several orders.',
    zh: '一张订单最多 {most} 行，请拆分为多张订单。',
  },
  'error.line_sku': {
    en: 'Line {line}: there is no product “{sku}” on sale. Choose one from the list.',
    zh: '第 {line} 行：没有在售产品“{sku}”，请从列表中选择。',
  },
  'error.mend_draft': {
    en: 'Edit {order} first, e.g. “/order edit {order}”: remove the line or choose another product, then submit it.',
    zh: '请先修改 {order}（例如“/order 修改 {order}”）：删除该行或换选其他产品，然后再提交。',
  },
  'error.line_quantity': {
    en: 'Line {line}: the quantity of {sku} must be more than 0, with at most three decimals.',
    zh: '第 {line} 行：{sku} 的数量必须大于 0，最多三位小数。',
  },
  'error.line_moq': {
    en: 'Line {line}: {sku} is sold from {moq} on. Raise the quantity.',
    zh: '第 {line} 行：{sku} 的起订量为 {moq}，请增加数量。',
  },
  'error.line_price': {
    en: 'Line {line}: the price of {sku} must be 0 or more, with at most four decimals.',
    zh: '第 {line} 行：{sku} 的单价必须大于等于 0，最多四位小数。',
  },
  'error.line_discount': {
    en: 'Line {line}: the discount of {sku} must be between 0 % and 100 %.',
    zh: '第 {line} 行：{sku} 的折扣必须在 0% 到 100% 之间。',
  },
  'error.line_amount': {
    en: 'Line {line}: the amount of {sku} is too large. Check the quantity and the price.',
    zh: '第 {line} 行：{sku} 的金额过大，请核对数量和单价。',
  },
  'error.no_rate': {
    en: 'There is no exchange rate from {currency} to {base}. Ask an admin to set one.',
    zh: '没有 {currency} 兑 {base} 的汇率，请管理员设置。',
  },
  'error.payment_days': { en: 'Payment terms are 0 to 365 days.', zh: '账期须为 0 到 365 天。' },
  'error.too_long': { en: 'That is too long: at most {most} characters.', zh: '内容过长：最多 {most} 个字符。' },
  'error.payment_amount': {
    en: '“{text}” is not an amount of {currency} over 0. Write it like 1200.50.',
    zh: '“{text}”不是大于 0 的 {currency} 金额，请按 1200.50 的格式填写。',
  },
  'error.payment_differs': {
    en: 'The reference {reference} is recorded with another amount, currency or order. Check it, or use another reference.',
    zh: '流水号 {reference} 已登记，但金额、货币或订单不同。请核对，或使用其他流水号。',
  },
  'error.nothing_owed': {
    en: 'Nothing is owed for {order} any more. Record more money for the customer: “/order pay Acme 5000”.',
    zh: '{order} 已无应收款。如另有收款，请登记到客户：“/order 收款 客户 5000”。',
  },
  'error.payment_future': {
    en: 'Money cannot have come in on {date}: today is {today}. Choose today or earlier.',
    zh: '收款日期 {date} 晚于今天（{today}），请选择今天或更早的日期。',
  },
  'error.payment_state': {
    en: '{order} is {state}; payments are recorded for submitted orders. Submit it first.',
    zh: '{order} 的状态是“{state}”，提交后的订单才能登记收款。',
  },
  'error.member_not_found': {
    en: 'No member is called “{text}”. Write the name as the member list has it.',
    zh: '没有名为“{text}”的成员，请按成员名单填写。',
  },
  'error.button_gone': {
    en: 'This button is too old or unknown. Open the order again with “/order show”.',
    zh: '此按钮已失效。请用“/order 查看”重新打开订单。',
  },
  'error.ticks_missing': {
    en: 'What you ticked did not arrive, so nothing was done. Open the list again, tick, and press the button.',
    zh: '未收到您勾选的内容，未执行任何操作。请重新打开列表，勾选后再点按钮。',
  },
  'error.tick_unknown': {
    en: 'Something was ticked that this card does not offer, so nothing was done. Open the list again.',
    zh: '勾选了此卡片中没有的选项，未执行任何操作。请重新打开列表。',
  },
  'error.nothing_ticked': {
    en: 'Nothing is ticked. Tick at least one order, then press the button again.',
    zh: '尚未勾选。请至少勾选一张订单，再点按钮。',
  },
  'error.too_many_ticked': {
    en: 'That is more than {most} orders at once. Decide about those that are ticked first.',
    zh: '一次最多处理 {most} 张订单，请先处理已勾选的订单。',
  },
  'error.form_gone': {
    en: 'This form is no longer valid. Open it again; what you typed was not stored.',
    zh: '此表单已失效，请重新打开；填写的内容没有保存。',
  },
  'error.channel_teams': {
    en: 'A group of salespeople sees the orders of its teams. Choose the teams, or another audience.',
    zh: '业务员群只能看到所选团队的订单，请选择团队，或改用其他受众。',
  },
  'error.channel_unreachable': {
    en: 'The desk cannot post in {address} ({text}). Check the address, invite the desk there (in Slack with /invite), and connect it again.',
    zh: '订单台无法在 {address} 发消息（{text}）。请检查地址，先把订单台邀请进去（Slack 用 /invite），再重新连接。',
  },
  'error.chat_not_connected': {
    en: 'This desk is not connected to {text}. Choose a conversation in a chat that it is connected to.',
    zh: '本订单台未连接 {text}，请选择已连接聊天工具中的会话。',
  },
  'error.console_off': {
    en: 'The web console is switched off on this desk. Whoever runs the desk switches it on with CONSOLE=on.',
    zh: '本订单台未开启网页控制台，可由运维人员设置 CONSOLE=on 开启。',
  },
  'error.unknown_person': {
    en: 'I do not know you yet. Ask {admins} to add you to the desk; they need your identity {identity}.',
    zh: '您还不是订单台的成员。请联系 {admins} 添加您，您的标识是 {identity}。',
  },
  'error.unknown_command': {
    en: 'There is no command “{text}”. Did you mean “{nearest}”? Type “/order help” for all.',
    zh: '没有命令“{text}”。您是不是想输入“{nearest}”？输入“/order 帮助”查看全部命令。',
  },
  'error.still_working': {
    en: 'This is still being worked on. The result appears in a moment.',
    zh: '正在处理中，稍后显示结果。',
  },
  'error.file_too_large': {
    en: '“{name}” is larger than 20 MB. Make it smaller, or split it.',
    zh: '“{name}”超过 20 MB，请压缩或拆分。',
  },
  'error.file_not_found': {
    en: 'There is no such file that you may read. Ask for it again where you found it.',
    zh: '没有您可查看的文件，请重新获取。',
  },
  'error.data_newer': {
    en: 'The data was written by a newer OrderDesk (schema {found}; this one knows {known}). Start the newer version.',
    zh: '数据由更新版本的订单台写入（结构版本 {found}，本程序支持到 {known}）。请启动新版本。',
  },
  'error.order_missing': {
    en: 'Which order? Write its number after the command, e.g. “{example}”.',
    zh: '请在命令后写上订单号，例如“{example}”。',
  },
  'error.words_missing': { en: 'Please say what you mean. {usage}', zh: '请补充内容。{usage}' },
  'error.words_left': {
    en: 'I did not understand “{text}”. {usage}',
    zh: '没有理解“{text}”。{usage}',
  },
  'error.number_expected': {
    en: '“{text}” is not a number that fits here. Write it like {example}.',
    zh: '“{text}”不是有效的数字，请按 {example} 的格式填写。',
  },
  'error.date_expected': {
    en: '“{text}” is not a date. Write it like 2026-12-01, 12/1, “next friday” or +10d.',
    zh: '“{text}”不是日期。请写成 2026-12-01、12月1日、“下周五”或 +10d。',
  },
  'error.value_unreadable': {
    en: 'What was sent here cannot be read. Fill the field in again.',
    zh: '此项内容无法识别，请重新填写。',
  },
  'error.required': { en: '“{field}” is missing. Please fill it in.', zh: '缺少“{field}”，请填写。' },
} as const satisfies Record<string, Words>;
