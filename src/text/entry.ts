import type { Words } from './locale.ts';

/** Words of the entry room: names of fields, what can be wrong with them, customer and product cards, import and export. */
export const entry = {
  'field.code': { en: 'Code', zh: '客户编码' },
  'field.name': { en: 'Name', zh: '名称' },
  'field.industry': { en: 'Industry', zh: '行业' },
  'field.tier': { en: 'Tier', zh: '等级' },
  'field.region': { en: 'Region', zh: '区域' },
  'field.address': { en: 'Address', zh: '地址' },
  'field.contact': { en: 'Contact', zh: '联系人' },
  'field.contacts': { en: 'Contacts', zh: '联系人' },
  'field.phone': { en: 'Phone', zh: '电话' },
  'field.email': { en: 'E-mail', zh: '邮箱' },
  'field.owner': { en: 'Owner', zh: '负责人' },
  'field.team': { en: 'Team', zh: '团队' },
  'field.credit_limit': { en: 'Credit limit', zh: '信用额度' },
  'field.payment_days': { en: 'Payment terms (days)', zh: '账期（天）' },
  'field.sku': { en: 'SKU', zh: '产品编码' },
  'field.spec': { en: 'Specification', zh: '规格' },
  'field.unit': { en: 'Unit', zh: '单位' },
  'field.category': { en: 'Category', zh: '类别' },
  'field.price': { en: 'Price', zh: '价格' },
  'field.floor_price': { en: 'Floor price', zh: '底价' },
  'field.cost': { en: 'Cost', zh: '成本' },
  'field.reference_price': { en: 'Market reference price', zh: '市场参考价' },
  'field.on_hand': { en: 'On hand', zh: '现有库存' },
  'field.reorder_point': { en: 'Reorder point', zh: '再订货点' },
  'field.lead_time_days': { en: 'Lead time (days)', zh: '供货周期（天）' },
  'field.supplier': { en: 'Supplier', zh: '供应商' },
  'field.moq': { en: 'Smallest order', zh: '起订量' },
  'field.active': { en: 'On sale', zh: '在售' },
  'field.order_no': { en: 'Order number', zh: '订单号' },
  'field.customer': { en: 'Customer', zh: '客户' },
  'field.ordered_at': { en: 'Order date', zh: '下单日期' },
  'field.requested_at': { en: 'Requested date', zh: '要求交期' },
  'field.promised_at': { en: 'Promised date', zh: '承诺交期' },
  'field.status': { en: 'Status', zh: '状态' },
  'field.shipped_at': { en: 'Shipping date', zh: '发货日期' },
  'field.delivered_at': { en: 'Delivery date', zh: '签收日期' },
  'field.po_no': { en: 'Purchase order', zh: '采购单号' },
  'field.quantity': { en: 'Quantity', zh: '数量' },
  'field.unit_price': { en: 'Unit price', zh: '单价' },
  'field.discount': { en: 'Discount', zh: '折扣' },
  'field.ship_to': { en: 'Ship to', zh: '收货地址' },
  'field.note': { en: 'Note', zh: '备注' },
  'field.amount': { en: 'Amount', zh: '金额' },
  'field.paid_at': { en: 'Payment date', zh: '收款日期' },
  'field.reference': { en: 'Reference', zh: '流水号' },
  'field.from_quantity': { en: 'From quantity', zh: '起订数量' },
  'field.valid_from': { en: 'Valid from', zh: '生效日期' },
  'field.valid_to': { en: 'Valid to', zh: '失效日期' },
  'field.shipped_quantity': { en: 'Shipped quantity', zh: '已发数量' },

  'error.field_number': {
    en: '{field}: “{text}” is not a number that fits here. Write it like {example}.',
    zh: '{field}：“{text}”不是有效的数字，请按 {example} 的格式填写。',
  },
  'error.field_range': {
    en: '{field} must be between {least} and {most}. Correct it.',
    zh: '{field}须在 {least} 到 {most} 之间，请修改。',
  },
  'error.field_length': {
    en: '{field} is too long: at most {most} characters.',
    zh: '{field}过长：最多 {most} 个字符。',
  },
  'error.field_date': {
    en: '{field}: “{text}” is not a date. Write it like 2026-12-01.',
    zh: '{field}：“{text}”不是日期，请按 2026-12-01 的格式填写。',
  },
  'error.field_discount': {
    en: 'Discount: “{text}” is neither a fraction from 0 to 1 nor a percentage. Write 0.15, 15% or “85折”.',
    zh: '折扣：“{text}”既不是 0 到 1 的小数，也不是百分比或折数，请写成 0.15、15% 或 85折。',
  },
  'error.field_status': {
    en: 'Status: “{text}” is no state of an order. Possible: {possible}.',
    zh: '状态：“{text}”不是订单状态。可填：{possible}。',
  },
  'error.field_email': {
    en: '{field}: “{text}” is not an e-mail address. Write it like anna@example.com.',
    zh: '{field}：“{text}”不是邮箱地址，请按 anna@example.com 的格式填写。',
  },
  'error.code_format': {
    en: '{field}: a code has no spaces and at most 40 letters, digits and signs. Correct “{text}”.',
    zh: '{field}：编码不能有空格，最多 40 个字母、数字或符号。请修改“{text}”。',
  },
  'error.customer_exists': {
    en: 'There is a customer {code} already: {name}. Use that one, or choose another code.',
    zh: '客户 {code} 已存在：{name}。请使用该客户，或换一个编码。',
  },
  'error.customer_taken': {
    en: 'A customer {code} exists already. Ask {who}.',
    zh: '客户 {code} 已存在，请联系{who}。',
  },
  'error.product_exists': {
    en: 'There is a product {code} already: {name}. Use that one, or choose another SKU.',
    zh: '产品 {code} 已存在：{name}。请使用该产品，或换一个编码。',
  },
  'error.field_not_yours': {
    en: 'Your roles do not include changing “{field}”. Leave it as it is, or ask {who}.',
    zh: '您的角色不能修改“{field}”。请保持不变，或联系{who}。',
  },
  'entry.file_unused': {
    en: '“{name}” was not used: these words take no file.',
    zh: '未使用“{name}”：该命令不需要文件。',
  },
  'error.file_unfit': {
    en: '“{name}” is not a file for that. Send a CSV or Excel file for a table, a picture for feedback.',
    zh: '“{name}”不适用于此命令。表格请发送 CSV 或 Excel 文件，反馈照片请发送图片。',
  },
  'entry.who.manager': { en: 'a manager', zh: '主管' },
  'entry.who.finance': { en: 'finance', zh: '财务' },
  'entry.who.operations': { en: 'operations', zh: '运营' },
  'entry.nearest': { en: 'Did you mean {names}?', zh: '您是不是要找 {names}？' },
  'entry.nearest_none': { en: 'Check the spelling, or search by code.', zh: '请检查写法，或按编码搜索。' },

  'customer.within_limit': { en: 'within the limit', zh: '额度内' },
  'customer.over_limit': { en: 'over the limit', zh: '超出额度' },
  'customer.no_limit': { en: 'no limit set', zh: '未设额度' },
  'customer.credit': { en: 'Credit', zh: '信用' },
  'customer.credit_used': { en: '{used} of {limit} used', zh: '已用 {used}，额度 {limit}' },
  'customer.used_only': { en: '{used} used, no limit set', zh: '已用 {used}，未设额度' },
  'customer.overdue': { en: 'Overdue', zh: '逾期' },
  'customer.terms': { en: 'Payment terms', zh: '付款条件' },
  'customer.days': { en: '{days} days', zh: '{days} 天' },
  'customer.prepaid': { en: 'prepaid', zh: '预付' },
  'customer.last_orders': { en: 'Last orders', zh: '最近订单' },
  'customer.no_orders': { en: 'No orders yet', zh: '暂无订单' },
  'customer.habits': { en: 'Habits', zh: '采购习惯' },
  'customer.usual': { en: 'Usual items', zh: '常购产品' },
  'customer.usual_item': {
    en: '{sku} {name} × {quantity} ({times} times)',
    zh: '{sku} {name} × {quantity}（{times} 次）',
  },
  'customer.interval': { en: 'Orders every', zh: '下单间隔' },
  'customer.average': { en: 'Average order', zh: '平均订单额' },
  'customer.trend': { en: 'Trend', zh: '趋势' },
  'customer.trend_up': { en: 'rising ({percent} % more)', zh: '上升（多 {percent}%）' },
  'customer.trend_down': { en: 'falling ({percent} % less)', zh: '下降（少 {percent}%）' },
  'customer.trend_flat': { en: 'steady', zh: '平稳' },
  'customer.new_order': { en: 'New order', zh: '新建订单' },
  'customer.summary': { en: 'Customer {name} ({code})', zh: '客户 {name}（{code}）' },
  'entry.date': { en: 'Date', zh: '日期' },
  'entry.order': { en: 'Order', zh: '订单' },
  'entry.state': { en: 'State', zh: '状态' },
  'entry.amount': { en: 'Amount', zh: '金额' },

  'product.on_hand': { en: 'On hand', zh: '现有' },
  'product.reserved': { en: 'Reserved', zh: '已占用' },
  'product.available': { en: 'Available', zh: '可用' },
  'product.margin': { en: 'Margin', zh: '毛利率' },
  'product.low': { en: 'below the reorder point', zh: '低于再订货点' },
  'product.inactive': { en: 'no longer sold', zh: '已停售' },
  'product.per_unit': { en: '{price} / {unit}', zh: '{price}/{unit}' },
  'product.summary': { en: 'Product {name} ({sku})', zh: '产品 {name}（{sku}）' },

  'error.file_empty': {
    en: 'The file has no rows. It needs a first row with the names of the columns, and rows below it.',
    zh: '文件没有数据。第一行应为列名，其下为数据行。',
  },
  'error.file_broken': {
    en: 'The file cannot be read at row {row}: check the quotation marks there.',
    zh: '文件第 {row} 行无法读取，请检查引号。',
  },
  'error.file_bytes': {
    en: 'The file is no text table. Save it as CSV and try again.',
    zh: '文件不是文本表格，请另存为 CSV 后重试。',
  },
  'error.columns_missing': {
    en: 'These columns are missing: {missing}. Found: {found}.',
    zh: '缺少列：{missing}。找到的列：{found}。',
  },
  'error.column_twice': {
    en: 'The column “{column}” is there twice. Remove one.',
    zh: '列“{column}”重复，请删除其一。',
  },
  'entry.columns_unknown': { en: 'not used: columns {columns}', zh: '未使用的列：{columns}' },

  'error.import_customer': {
    en: 'There is no customer “{code}”. Import customers first, or correct the code.',
    zh: '没有客户“{code}”。请先导入客户，或修改编码。',
  },
  'error.import_product': {
    en: 'There is no product “{code}”. Import products first, or correct the SKU.',
    zh: '没有产品“{code}”。请先导入产品，或修改编码。',
  },
  'error.import_order': {
    en: 'There is no order “{order}” of customer {customer}. Import orders first, or correct the number.',
    zh: '客户 {customer} 没有订单“{order}”。请先导入订单，或修改单号。',
  },
  'error.import_merged': {
    en: '{code} was merged into {name} ({into}). Change the row of {into}, and leave this one out.',
    zh: '{code} 已并入 {name}（{into}）。请修改 {into} 所在行，并删去此行。',
  },
  'error.import_differs': {
    en: 'differs: {key} is there with other content ({fields}). Run again with --update to change it.',
    zh: 'differs：{key} 已存在且内容不同（{fields}）。如需修改，请加 --update 重新运行。',
  },
  'error.import_worked_on': {
    en: 'differs: {key} was changed in the desk since it was imported, so it is not overwritten. Change it in the desk.',
    zh: 'differs：{key} 导入后已在订单台中处理过，不能覆盖。请在订单台中修改。',
  },
  'error.import_twice': {
    en: '{key} is in the file twice. Keep one of the rows.',
    zh: '{key} 在文件中重复，请只保留一行。',
  },
  'error.import_rows_disagree': {
    en: 'The rows of order {key} disagree about {field}. Make them the same.',
    zh: '订单 {key} 各行的“{field}”不一致，请改为一致。',
  },
  'error.import_other_row': {
    en: 'Another row of order {key} is wrong, so the whole order was left out. Correct that row, then load all of them again.',
    zh: '订单 {key} 的其他行有错误，整张订单未导入。请修正该行后重新导入。',
  },
  'error.import_quantity': {
    en: 'The quantity must be more than 0, with at most three decimals. Correct “{text}”.',
    zh: '数量必须大于 0，最多三位小数。请修改“{text}”。',
  },
  'error.import_dates': {
    en: '{later} ({late}) is before {earlier} ({early}). Correct one of them.',
    zh: '{later}（{late}）早于{earlier}（{early}），请修改。',
  },
  'error.row_surplus': {
    en: 'The row has more cells than the header: “{text}” is behind the last column. Put texts that contain the separator in quotation marks.',
    zh: '该行的单元格多于列名：“{text}”在最后一列之外。含分隔符的文字请加引号。',
  },
  'error.import_no_approver': {
    en: 'Nobody may decide about order {key}: a step needs the role “{role}”, and nobody but its owner could take it. Give one more member that role in the desk, or name another owner, then load it again.',
    zh: '没有人可以审批订单 {key}：有一步需要“{role}”角色，而除负责人外无人可以处理。请在订单台中为另一位成员添加该角色，或更换负责人，然后重新导入。',
  },
  'error.import_shipped_over': {
    en: '{field}: {shipped} is more than the quantity ({quantity}). Correct one of them.',
    zh: '{field}：{shipped} 大于数量（{quantity}），请修改其一。',
  },
  'error.import_part_shipped': {
    en: 'Order {key} is part shipped, so the column shipped_quantity must say what left of each line: more than nothing, less than everything. Fill it in, or load the order as approved, in_production, ready or shipped and record the parcel in chat.',
    zh: '订单 {key} 为部分发货，须在 shipped_quantity（已发数量）列填写各行已发出的数量，不能全为 0，也不能全部发完。请填写该列，或以 approved、in_production、ready、shipped 状态导入，再在聊天中登记发货。',
  },
  'error.import_shipped_state': {
    en: 'Order {key}: what shipped_quantity says does not fit the status “{state}”. Leave the column empty, or correct the status.',
    zh: '订单 {key}：shipped_quantity（已发数量）与状态“{state}”不符。请清空该列，或修改状态。',
  },
  'error.import_payment_currency': {
    en: 'The order {order} is in {currency}, and amounts of a file are in {base}. Leave this row out, and record the payment in chat: /order pay {order}.',
    zh: '订单 {order} 的币种为 {currency}，而文件中的金额为 {base}。请去掉该行，在聊天中登记收款：/order 收款 {order}。',
  },
  'error.import_payment_state': {
    en: 'The order {order} was cancelled or rejected or is a draft, so it takes no payment. Leave the order number out.',
    zh: '订单 {order} 已取消、被驳回或是草稿，不能登记收款。请去掉订单号。',
  },
  'error.import_overflow': {
    en: 'The amount of this order is too large to be kept exactly. Correct quantity or price.',
    zh: '订单金额过大，无法精确保存。请修改数量或单价。',
  },
  'error.import_usage': {
    en: 'Usage: npm run import -- customers|products|prices|orders|payments FILE [--update] [--open-balance] [--as-of DATE] [--dry-run]',
    zh: '用法：npm run import -- customers|products|prices|orders|payments 文件 [--update] [--open-balance] [--as-of 日期] [--dry-run]',
  },
  'error.export_usage': {
    en: 'Usage: npm run export -- customers|products|prices|orders|payments FILE',
    zh: '用法：npm run export -- customers|products|prices|orders|payments 文件',
  },
  'error.file_missing': {
    en: 'The file {file} cannot be read. Check the path, and that it is a file which you may read.',
    zh: '无法读取文件 {file}，请检查路径，并确认它是您有权读取的文件。',
  },
  'error.file_not_written': {
    en: 'The file {file} cannot be written. Check the folder and its rights.',
    zh: '无法写入文件 {file}，请检查文件夹及其权限。',
  },
  'error.file_not_removed': {
    en: 'The file {file} of an earlier run cannot be removed. Remove it yourself: nothing is rejected any more.',
    zh: '无法删除上次运行留下的文件 {file}，请自行删除：已没有被拒绝的行。',
  },
  'error.database_not_open': {
    en: 'The database cannot be opened. Check DATA_DIR or MONGODB_URI, then try again. The reason: {why}',
    zh: '无法打开数据库，请检查 DATA_DIR 或 MONGODB_URI 后重试。原因：{why}',
  },
  'error.command_failed': {
    en: 'The command ended early. Run it again: what was stored is recognised. With LOG_LEVEL=debug it says more. The reason: {why}',
    zh: '命令提前结束。请重新运行，已保存的数据会被识别；设置 LOG_LEVEL=debug 可查看详情。原因：{why}',
  },
  'import.progress': { en: '{done} of {all}', zh: '{done} / {all}' },
  // The words of these two are exact, in both languages: scripts read them.
  'import.result': {
    en: 'imported {imported}, skipped {skipped} (already there), rejected {rejected}',
    zh: 'imported {imported}, skipped {skipped} (already there), rejected {rejected}',
  },
  'import.updated': { en: ', updated {updated}', zh: ', updated {updated}' },
  'import.dry_run': { en: 'dry run: nothing was stored', zh: '试运行：未保存任何数据' },
  'import.rejected_file': { en: 'The rejected rows and their reasons: {file}', zh: '被拒绝的行及原因：{file}' },
  'export.result': { en: 'exported {rows} to {file}', zh: '已导出 {rows} 到 {file}' },
} as const satisfies Record<string, Words>;
