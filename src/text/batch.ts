import type { Words } from './locale.ts';

/** Words of batch entry: orders from a file or a pasted table. */
export const batch = {
  'batch.help.title': { en: 'Orders from a table', zh: '用表格批量下单' },
  'batch.help.file': {
    en: 'Send me a CSV or Excel file (.xlsx) in our direct conversation, where the chat takes files. Nothing is filed before you have seen the verdict on each row.',
    zh: '如果聊天支持发送文件，请在私聊中把 CSV 或 Excel 文件（.xlsx）发给我。在您看到每一行的检查结果并确认之前，不会提交任何订单。',
  },
  'batch.help.paste': {
    en: 'Or paste a table after the command: “/order import”, then the rows. The first row names the columns; tabs, commas or semicolons part them.',
    zh: '也可以把表格粘贴在命令后面：“/order 导入”，然后是各行。第一行为列名，以制表符、逗号或分号分隔。',
  },
  'batch.help.excel': {
    en: 'Headers may be other ones: you are asked which column is which, once for each kind of file.',
    zh: '表头可以不同：系统会询问各列的含义，每种表头只问一次。',
  },
  'batch.help.column': { en: 'Column', zh: '列名' },
  'batch.help.other': { en: 'in Chinese', zh: '英文列名' },
  'batch.help.meaning': { en: 'What it says', zh: '说明' },
  'batch.column.customer': { en: 'needed: code or whole name', zh: '必填：编码或完整名称' },
  'batch.column.sku': { en: 'needed: code of the product', zh: '必填：产品编码' },
  'batch.column.quantity': { en: 'needed: 12 or 12.5', zh: '必填：如 12 或 12.5' },
  'batch.column.unit_price': { en: 'list price where it is empty', zh: '留空则为目录价' },
  'batch.column.discount': { en: '15% or 0.15', zh: '如 15% 或 0.15' },
  'batch.column.requested_at': { en: 'a date like 2026-12-31', zh: '日期，如 2026-12-31' },
  'batch.column.po_no': { en: 'the customer’s number', zh: '客户的采购单号' },
  'batch.column.note': { en: 'any words', zh: '任意文字' },
  'batch.column.order_no': {
    en: 'rows with the same number are one order; it is not kept',
    zh: '编号相同的行合并为一张订单；编号本身不保存',
  },
  'batch.help.together': {
    en: 'Without an order number, rows of one customer and one purchase order that follow each other are one order; every other row is an order of its own.',
    zh: '没有订单号时，同一客户、同一采购单号且相邻的行为一张订单，其余每行各为一张订单。',
  },

  'batch.pasted': { en: 'pasted table', zh: '粘贴的表格' },
  'batch.title': { en: 'Check of “{name}”', zh: '“{name}”的检查结果' },
  'batch.dry': {
    en: 'Nothing is filed yet. Look at the verdicts, then choose.',
    zh: '尚未提交任何订单。请查看检查结果，然后选择。',
  },
  'batch.none_right': {
    en: 'Nothing of it can be filed. Correct the rows in the file that comes with this card, and send it again.',
    zh: '没有可以提交的订单。请在随此卡片发送的文件中修改，然后重新发送。',
  },
  'batch.all_there': {
    en: 'All of it was filed before; there is nothing to do.',
    zh: '全部订单之前均已提交，无需再操作。',
  },
  'batch.nothing_filed': {
    en: 'Nothing was filed, since not every row is right now. These are the verdicts as of now.',
    zh: '由于并非每一行都正确，未提交任何订单。以下是最新的检查结果。',
  },
  'batch.badge.right': { en: 'all right', zh: '全部正确' },
  'batch.badge.some': { en: 'some rows are wrong', zh: '部分行有误' },
  'batch.badge.none': { en: 'nothing to file', zh: '没有可提交的订单' },
  'batch.rows': { en: 'Rows', zh: '行数' },
  'batch.right': { en: 'Orders that are right', zh: '正确的订单' },
  'batch.total': { en: 'Their total', zh: '合计金额' },
  'batch.wrong': { en: 'Orders to correct', zh: '需要修改的订单' },
  'batch.there': { en: 'Already there', zh: '已存在' },
  'batch.doubtful': { en: 'Maybe twice', zh: '可能重复' },
  'batch.others': {
    en: 'One file at a time: “{name}” was read. Send the others one by one: {others}.',
    zh: '每次只处理一个文件：已读取“{name}”。请逐个发送其余文件：{others}。',
  },
  'batch.words_unused': {
    en: 'What you wrote beside the file was not used: “{words}”.',
    zh: '您随文件发送的文字未被使用：“{words}”。',
  },
  'batch.columns_unused': { en: 'Columns that are not used: {columns}.', zh: '未使用的列：{columns}。' },
  'batch.row': { en: 'Row {rows}: {what}', zh: '第 {rows} 行：{what}' },
  'batch.row_several': { en: 'Rows {rows}: {what}', zh: '第 {rows} 行：{what}' },
  'batch.order_row': { en: '{name} ({code})', zh: '{name}（{code}）' },
  'batch.lines': { en: 'lines: {n}', zh: '{n} 行明细' },
  'batch.ok': { en: 'can be filed', zh: '可以提交' },
  'batch.was_filed': { en: '{order} is there already', zh: '{order} 已存在' },
  'batch.file_all': { en: 'File all {n} orders', zh: '提交全部 {n} 张订单' },
  'batch.file_valid': { en: 'File the valid rows only', zh: '仅提交正确的行' },
  'batch.all_or_nothing': { en: 'All or nothing', zh: '全部提交或全部不提交' },
  'batch.confirm_doubles': {
    en: '{n} of these orders may be there already. File them all the same?',
    zh: '其中 {n} 张订单可能已存在，仍要提交吗？',
  },
  'batch.above': {
    en: 'Rows above the header that were not read: {n}.',
    zh: '表头上方未读取的行数：{n}。',
  },
  'batch.ask.title': { en: 'A question about “{name}”', zh: '关于“{name}”的问题' },
  'batch.ask.badge': { en: 'nothing filed yet', zh: '尚未提交' },
  'batch.ask.answer': { en: 'Answer …', zh: '回答…' },
  'batch.ask.form': { en: 'About the table', zh: '关于表格' },
  'batch.ask.submit': { en: 'Check the table', zh: '检查表格' },
  'batch.ask.note': {
    en: 'Nothing is filed yet. Columns are remembered for the next file with the same header.',
    zh: '尚未提交任何订单。列设置会记住，下次相同表头的文件自动使用。',
  },
  'batch.ask.sheet': {
    en: 'The workbook has several tables. Which sheet has the orders?',
    zh: '工作簿中有多个表格，订单在哪个工作表？',
  },
  'batch.ask.sheet_label': { en: 'Sheet', zh: '工作表' },
  'batch.ask.columns': {
    en: 'No header says which column is: {missing}. Choose it; it is remembered for the next file with this header.',
    zh: '表头中找不到以下列：{missing}。请选择，下次相同表头的文件会自动使用。',
  },
  'batch.ask.header': { en: '{header} (e.g. {sample})', zh: '{header}（如 {sample}）' },
  'batch.ask.none': { en: '(no column)', zh: '（无此列）' },
  'batch.ask.date': {
    en: '{column}: which day is “{text}” (row {row})? The dates of this column can be read in two ways.',
    zh: '{column}：“{text}”（第 {row} 行）是哪一天？该列日期有两种读法。',
  },
  'batch.ask.date_change': {
    en: '{column}: which day is “{text}” (row {row})? The file seems to write its dates in one way first and in another one further down.',
    zh: '{column}：“{text}”（第 {row} 行）是哪一天？文件中的日期似乎前后写法不同。',
  },
  'batch.ask.dmy': { en: '{text} = {date}, day first', zh: '{text} = {date}（日在前）' },
  'batch.ask.mdy': { en: '{text} = {date}, month first', zh: '{text} = {date}（月在前）' },
  'batch.ask.change': {
    en: 'Both: {first} = {firstDate} to row {firstRow}, {next} = {nextDate} from row {nextRow}',
    zh: '前后不同：到第 {firstRow} 行 {first} = {firstDate}，从第 {nextRow} 行起 {next} = {nextDate}',
  },
  'batch.ask.number': {
    en: '{column}: how much is “{text}” (row {row})? Its mark can begin the decimals or part thousands.',
    zh: '{column}：“{text}”（第 {row} 行）是多少？其中的符号可能是小数点，也可能是千位分隔符。',
  },
  'batch.ask.is': { en: '{text} = {said}', zh: '{text} = {said}' },
  'batch.ask.point': { en: 'a point begins the decimals: 1,234.50', zh: '小数用点：1,234.50' },
  'batch.ask.comma': { en: 'a comma begins the decimals: 1.234,50', zh: '小数用逗号：1.234,50' },
  'batch.page': { en: '{from}–{to} of {all}', zh: '第 {from}–{to} 条，共 {all} 条' },
  'batch.cancel': { en: 'Cancel', zh: '取消' },
  'batch.columns': { en: 'Columns …', zh: '设置列…' },
  'batch.look': { en: 'How far is it?', zh: '查看进度' },
  'batch.running.title': { en: 'Filing “{name}”', zh: '正在提交“{name}”' },
  'batch.running.done': { en: 'Progress', zh: '进度' },
  'batch.running.of': { en: '{done} of {orders} orders ({percent} %)', zh: '{done}/{orders} 张订单（{percent}%）' },
  'batch.running.text': {
    en: 'This goes on by itself, also if the desk is restarted. You are told when it is done.',
    zh: '任务会自动继续，即使系统重启也不会中断。完成后会通知您。',
  },
  'batch.running.stopping': {
    en: 'It stops after the orders that are in work now. What is filed stays.',
    zh: '正在停止：处理完当前订单后结束。已提交的订单保留。',
  },
  'batch.running.confirm_stop': {
    en: 'Stop filing? Orders that are filed already stay.',
    zh: '要停止提交吗？已提交的订单会保留。',
  },
  'batch.forgotten.title': { en: '“{name}” was cancelled', zh: '“{name}”已取消' },
  'batch.forgotten.text': {
    en: 'Nothing was filed, and the table is deleted. Send the file again to file it.',
    zh: '未提交任何订单，表格已删除。如需提交，请重新发送文件。',
  },
  'batch.done.pending': { en: 'Waiting for approval', zh: '等待审批' },
  'batch.done.stopped': {
    en: 'It was stopped; {left} orders of the table were not dealt with. What is filed stays. Send the same file again to go on: nothing is filed twice.',
    zh: '已停止，表格中还有 {left} 张订单未处理。已提交的订单保留。重新发送同一文件即可继续，不会重复提交。',
  },
  'batch.done.more': {
    en: 'and {n} more: “/order list” shows them all.',
    zh: '另有 {n} 张：输入“/order 列表”查看全部。',
  },
  'batch.done.left': { en: 'Not filed', zh: '未提交' },
  'batch.filed.text': {
    en: '{who} filed {n} orders from a table: {approved} approved, {pending} waiting for approval.',
    zh: '{who} 用表格提交了 {n} 张订单：{approved} 张已批准，{pending} 张等待审批。',
  },
  'batch.filed.title': { en: 'Orders from a table', zh: '批量订单' },
  'batch.waiting.title': { en: '{n} orders wait for your decision', zh: '{n} 张订单等待您审批' },
  'batch.waiting.text': {
    en: '{who} filed them from a table. Decide about them in your list, many at once.',
    zh: '由 {who} 用表格提交。请在待审批列表中批量处理。',
  },
  'batch.waiting.open': { en: 'Open the list', zh: '打开列表' },
  'batch.in_work': {
    en: 'This very table is being filed already; what is filed by then is not filed again.',
    zh: '此表格正在提交中，已提交的订单不会重复提交。',
  },
  'batch.done.title': { en: 'Filed from “{name}”', zh: '“{name}”的提交结果' },
  'batch.done.summary': {
    en: '{filed} filed, {there} already there, {wrong} rejected',
    zh: '已提交 {filed} 张，已存在 {there} 张，被拒绝 {wrong} 张',
  },
  'batch.done.filed': { en: 'Filed', zh: '已提交' },
  'batch.done.total': { en: 'Total of the filed ones', zh: '已提交金额' },
  'batch.done.rejected': { en: 'Rejected', zh: '被拒绝' },
  'batch.done.correct': {
    en: 'The rejected rows are in the file that comes with this card, each with its reason. Correct them there, and send that file.',
    zh: '被拒绝的行及原因在随此卡片发送的文件中。请在其中修改，然后发送该文件。',
  },

  'error.batch_over': {
    en: 'This table is not open any more: it is being filed, was filed, or was cancelled. Send the file again.',
    zh: '此表格已不能更改：正在提交、已提交或已取消。请重新发送文件。',
  },
  'error.batch_columns': {
    en: 'The first row names no column for: {missing}. It names: {found}. Type “/order import” to see all columns.',
    zh: '第一行缺少列：{missing}。现有列：{found}。输入“/order 导入”查看全部列名。',
  },
  'error.batch_workbook': {
    en: '“{name}” is a workbook in an old format, of another program, or under a password, which I cannot read. Save it as .xlsx without a password, or as CSV (in Excel: “Save as”, “CSV UTF-8”), and send that file.',
    zh: '“{name}”是旧格式、其他程序或加密的工作簿，无法读取。请另存为不带密码的 .xlsx，或 CSV（Excel 中：“另存为”，“CSV UTF-8”）后再发送。',
  },
  'error.workbook_broken': {
    en: '“{name}” could not be read as a workbook: it is damaged, or no workbook at all. Open it in Excel or WPS, save it as .xlsx or CSV, and send it again.',
    zh: '无法将“{name}”作为工作簿读取：文件已损坏或不是工作簿。请用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 后重新发送。',
  },
  'error.workbook_large': {
    en: '“{name}” is too large to be read when it is unpacked. Keep only the sheet with the orders, or save it as CSV, and send that file.',
    zh: '“{name}”解压后过大，无法读取。请只保留订单所在的工作表，或另存为 CSV 后发送。',
  },
  'error.batch_asks': {
    en: 'Something about “{name}” has to be answered first. Send the file again.',
    zh: '需要先回答有关“{name}”的问题，请重新发送文件。',
  },
  'error.batch_answer': {
    en: 'Choose one of the answers.',
    zh: '请选择一个答案。',
  },
  'error.batch_column_twice': {
    en: 'One header cannot be two columns. Choose another one for “{field}”.',
    zh: '同一表头不能用作两列，请为“{field}”选择其他列。',
  },
  'error.batch_no_table': {
    en: '“{name}” is no table. Send a CSV or Excel file with a row for each line, or type “/order import” and paste the rows below it.',
    zh: '“{name}”不是表格。请发送每行一个订单行的 CSV 或 Excel 文件，或输入“/order 导入”并在下面粘贴表格行。',
  },
  'error.batch_rows': {
    en: 'The table has more than {most} rows. Split it into several files.',
    zh: '表格超过 {most} 行，请拆分为多个文件。',
  },
  'error.batch_customer': {
    en: 'There is no customer “{text}” whom you may order for. Write the code or the whole name.',
    zh: '没有您可以下单的客户“{text}”。请填写客户编码或完整名称。',
  },
  'error.batch_customer_near': {
    en: 'There is no customer “{text}” whom you may order for. Did you mean {names}? Write the code or the whole name.',
    zh: '没有您可以下单的客户“{text}”。您是指 {names} 吗？请填写客户编码或完整名称。',
  },
  'error.batch_customer_several': {
    en: '“{text}” is the name of several customers ({codes}). Write the code.',
    zh: '有多个客户名为“{text}”（{codes}），请填写客户编码。',
  },
  'error.batch_product': {
    en: 'There is no product “{text}” on sale. Write its code.',
    zh: '没有在售产品“{text}”，请填写产品编码。',
  },
  'error.batch_product_near': {
    en: 'There is no product “{text}” on sale. Did you mean {names}? Write its code.',
    zh: '没有在售产品“{text}”。您是指 {names} 吗？请填写产品编码。',
  },
  'error.batch_product_several': {
    en: '“{text}” is the name of several products ({codes}). Write the code.',
    zh: '有多个产品名为“{text}”（{codes}），请填写产品编码。',
  },
  'error.batch_moq': {
    en: '{sku} is sold from {moq} on. Raise the quantity.',
    zh: '{sku} 的起订量为 {moq}，请增加数量。',
  },
  'error.batch_amount': {
    en: 'The amount of {sku} is too large. Check the quantity and the price.',
    zh: '{sku} 的金额过大，请核对数量和单价。',
  },
  'error.batch_no_approver': {
    en: 'Nobody may approve this order: a step needs the role “{role}”, and nobody who holds it may decide this order. Ask an admin to give one more member that role, then send the file again.',
    zh: '没有人可以审批此订单：有一步需要“{role}”角色，而拥有该角色的人都不能审批此订单。请管理员为另一位成员添加该角色，然后重新发送文件。',
  },
  'error.batch_elsewhere': {
    en: 'These rows were filed already, as an order that you do not see. Ask {who}.',
    zh: '这些行已被提交为您无权查看的订单，请联系{who}。',
  },
  'error.batch_kept': {
    en: 'It is kept as the draft {order}: correct and submit it there, with “/order show {order}”.',
    zh: '已保留为草稿 {order}，请用“/order 查看 {order}”打开，修改后提交。',
  },
  'error.batch_po_there': {
    en: 'Purchase order {po} of this customer is on {order} already. Look at it with “/order show {order}” first.',
    zh: '该客户的采购单号 {po} 已用于 {order}。请先用“/order 查看 {order}”核对。',
  },
  'error.batch_po_unseen': {
    en: 'Purchase order {po} of this customer is on an order already that you do not see. Ask {who} first.',
    zh: '该客户的采购单号 {po} 已用于您无权查看的订单。请先联系{who}。',
  },
  'error.batch_lines_there': {
    en: 'This customer ordered the same on {order} within the last 24 hours. Look at it with “/order show {order}” first.',
    zh: '该客户 24 小时内已在 {order} 中订购相同内容。请先用“/order 查看 {order}”核对。',
  },
  'error.batch_lines_unseen': {
    en: 'This customer ordered the same within the last 24 hours, on an order that you do not see. Ask {who} first.',
    zh: '该客户 24 小时内已订购相同内容（您无权查看该订单）。请先联系{who}。',
  },
  'error.batch_po_twice': {
    en: 'Purchase order {po} of this customer is in row {row} of this table, too. Check whether it is the same order.',
    zh: '该客户的采购单号 {po} 在本表第 {row} 行也有。请核对是否为同一订单。',
  },
  'error.file_not_fetched': {
    en: '“{name}” could not be fetched from the chat. Please send it again.',
    zh: '无法从聊天中取得“{name}”，请重新发送。',
  },
  'error.file_elsewhere': {
    en: '“{name}” is only a link to another place, which is not opened. Upload the file itself.',
    zh: '“{name}”只是指向其他位置的链接，不会打开。请上传文件本身。',
  },
} as const satisfies Record<string, Words>;
