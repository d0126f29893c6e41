import type { Words } from './locale.ts';

/** Words of tables of customers. */
export const customerTable = {
  'does.customers': { en: 'Make or change many customers from a table', zh: '用表格批量新建或修改客户' },
  'customers.table.help': { en: 'Customers from a table', zh: '用表格导入客户' },
  'customers.table.how': {
    en: 'Send me a CSV or Excel file (.xlsx) in our direct conversation, or paste a table after “/order customers”. Nothing is stored before you have seen what each row does. At most {most} customers at once.',
    zh: '请在私聊中把 CSV 或 Excel 文件（.xlsx）发给我，或把表格粘贴在“/order 客户导入”后面。在您看到每一行的结果并确认之前，不会保存任何内容。每次最多 {most} 个客户。',
  },
  'customers.table.needed': { en: 'needed', zh: '必填' },
  'customers.table.free': { en: 'may be left out', zh: '可省略' },
  'customers.table.empty': {
    en: 'A customer is known by its code. An empty cell leaves what is there.',
    zh: '客户以编码识别。空单元格不改变原有内容。',
  },
  'customers.table.new': { en: 'New', zh: '新客户' },
  'customers.table.changed': { en: 'Would change', zh: '内容有变化' },
  'customers.table.same': { en: 'There already', zh: '已存在且相同' },
  'customers.table.wrong': { en: 'To correct', zh: '需要修改' },
  'customers.table.is_new': { en: 'new', zh: '新客户' },
  'customers.table.changes': { en: 'changes: {fields}', zh: '修改：{fields}' },
  'customers.table.more': { en: 'and {n} more rows', zh: '另有 {n} 行' },
  'customers.table.title': { en: 'Customers in “{name}”', zh: '“{name}”中的客户' },
  'customers.table.dry': {
    en: 'Nothing is stored yet. Look at the rows, then choose.',
    zh: '尚未保存。请查看各行，然后选择。',
  },
  'customers.table.other': {
    en: 'This is not what you looked at: something changed since. What is left to do now is below; what was done is “there already”.',
    zh: '与您查看时不同：之后数据有变化。以下是现在还要做的；已完成的显示为“已存在”。',
  },
  'customers.table.none_right': {
    en: 'Nothing of it can be stored. Correct the rows in the file that comes with this card, and send it again.',
    zh: '没有可以保存的行。请在随此卡片发送的文件中修改，然后重新发送。',
  },
  'customers.table.all_there': {
    en: 'All of it is there already; there is nothing to do.',
    zh: '全部内容均已存在，无需操作。',
  },
  'customers.table.make': { en: 'Make {n} new', zh: '新建 {n} 个客户' },
  'customers.table.make_change': { en: 'Make {n} new and change {m}', zh: '新建 {n} 个并修改 {m} 个客户' },
  'customers.table.change': { en: 'Change {m}', zh: '修改 {m} 个客户' },
  'customers.table.confirm_change': {
    en: 'Change {m} customers that are there already?',
    zh: '要修改 {m} 个已有客户吗？',
  },
  'customers.table.confirm_alike': {
    en: '{n} of them have the name of a customer that is there. Make them all the same?',
    zh: '其中 {n} 个与已有客户重名，仍要新建吗？',
  },
  'customers.table.done': { en: 'Customers of “{name}”', zh: '“{name}”的导入结果' },
  'customers.table.came.created': { en: '{n} made', zh: '新建 {n} 个' },
  'customers.table.came.changed': { en: '{n} changed', zh: '修改 {n} 个' },
  'customers.table.came.same': { en: '{n} there already', zh: '{n} 个已存在' },
  'customers.table.came.rejected': { en: '{n} rows to correct', zh: '{n} 行需要修改' },
  'did.customers': { en: 'loaded customers from a table', zh: '用表格导入客户' },
  'try.customers': { en: 'load customers from a table', zh: '用表格导入客户' },
  'error.customers_sheets': {
    en: 'The workbook has several tables: {sheets}. Send a file with the sheet of the customers alone.',
    zh: '工作簿中有多个表格：{sheets}。请只保留客户工作表后重新发送。',
  },
  'error.customers_none': {
    en: 'This is no table of customers: its columns are those of orders or products. Name the columns code and name, and leave out what is not of a customer.',
    zh: '这不是客户表：其中的列属于订单或产品。请保留“编码”和“名称”等客户列。',
  },
  'error.customers_most': {
    en: 'The table has more than {most} customers. Split it into several files, or ask for it to be loaded at the command line.',
    zh: '表格超过 {most} 个客户。请拆分为多个文件，或联系管理员用命令行导入。',
  },
  'error.customers_alike': {
    en: 'Row {row} has the same name with another code. Check that they are two customers.',
    zh: '第 {row} 行名称相同而编码不同，请确认是两个客户。',
  },
  'error.customer_merging': {
    en: '{code} became a part of another customer since you looked. Send the table again.',
    zh: '{code} 在您查看之后已并入其他客户，请重新发送表格。',
  },
  'error.customers_owner': {
    en: '{code} has another owner. Hand it over with “/order customer {code} assign …”, and leave the cell empty here.',
    zh: '{code} 的负责人不同。请用“/order 客户 {code} 转交 …”转交，此处留空。',
  },
} as const satisfies Record<string, Words>;
