import type { Words } from './locale.ts';

/** What can be wrong with a table of orders, as a whole and row by row. */
export const batchErrors = {
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
  'error.batch_line_twice': {
    en: '{sku} × {quantity} stands twice in this order. Is one of them a copy?',
    zh: '{sku} × {quantity} 在本单中出现两次，是否重复？',
  },
  'error.batch_lines_twice': {
    en: 'The same products and quantities for this customer are in row {row} of this table, too. Check whether it is the same order.',
    zh: '该客户相同的产品和数量在本表第 {row} 行也有。请核对是否为同一订单。',
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
