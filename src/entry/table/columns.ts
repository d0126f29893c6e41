/** What a file can hold. */
export const tables = ['customers', 'products', 'prices', 'orders', 'payments'] as const;
export type Table = (typeof tables)[number];

/** One column: its name in files and in messages (`field.<name>`), whether it must be there, and other headers for it. */
export type ColumnOf = { readonly name: string; readonly required?: true; readonly also: readonly string[] };

const column = (name: string, ...also: string[]): ColumnOf => ({ name, also });
const required = (name: string, ...also: string[]): ColumnOf => ({ name, required: true, also });

/** The columns of each file, in the order in which they are exported. `also`: further headers, in both languages. */
export const columns: Readonly<Record<Table, readonly ColumnOf[]>> = {
  customers: [
    required('code', 'customer code', '客户编码', '编码', '客户代码', '客户编号'),
    required('name', 'customer name', 'company', '名称', '客户名称', '客户名', '公司'),
    column('industry', '行业'),
    column('tier', 'level', '等级', '客户等级', '级别'),
    column('region', 'country', '区域', '地区'),
    column('address', '地址', '收货地址'),
    column('contact', 'contact name', '联系人'),
    column('phone', 'telephone', '电话', '手机', '联系电话'),
    column('email', 'e mail', '邮箱', '电子邮箱', '邮件'),
    column('owner', 'salesperson', 'sales', '负责人', '业务员', '销售'),
    column('credit limit', '信用额度', '额度'),
    column('payment days', 'payment terms', 'terms', '账期', '账期 天', '付款天数'),
  ],
  products: [
    required('sku', 'product code', 'code', '产品编码', '编码', '货号', '料号'),
    required('name', 'product', 'product name', '名称', '产品名称', '品名', '产品'),
    column('unit', '单位'),
    column('category', '类别', '分类', '品类'),
    required('price', 'list price', '价格', '单价', '售价', '标价'),
    column('floor price', 'minimum price', '底价', '最低价'),
    column('cost', '成本', '成本价'),
    column('reference price', 'market price', '参考价', '市场参考价', '市场价'),
    column('on hand', 'stock', '现有库存', '库存', '现有'),
    column('reorder point', '再订货点', '补货点', '安全库存'),
    column('lead time days', 'lead time', '供货周期', '供货周期 天', '交货周期'),
    column('supplier', '供应商'),
    column('moq', 'minimum order', '起订量', '最小起订量'),
  ],
  prices: [
    required('sku', 'product code', 'product', '产品编码', '产品', '货号', '料号'),
    required('price', 'unit price', '价格', '单价', '售价'),
    column('customer', 'customer code', '客户', '客户编码', '客户代码'),
    column('tier', 'level', '等级', '客户等级', '级别'),
    column('from quantity', 'minimum quantity', 'quantity', '起订数量', '起始数量', '数量'),
    column('valid from', 'from', 'from date', 'start date', 'starts', '生效日期', '开始日期', '起始日期', '生效'),
    column(
      'valid to',
      'to',
      'to date',
      'valid until',
      'until',
      'end date',
      'ends',
      '失效日期',
      '截止日期',
      '结束日期',
      '失效',
      '到期日期',
    ),
  ],
  orders: [
    required('order no', 'order number', 'order', '订单号', '订单编号', '单号'),
    required('customer', 'customer code', '客户', '客户编码', '客户代码'),
    column('owner', 'salesperson', 'sales', '负责人', '业务员', '销售'),
    required('ordered at', 'order date', 'date', '下单日期', '订单日期', '日期'),
    column('requested at', 'requested date', '要求交期', '需求日期', '交期'),
    column('promised at', 'promised date', '承诺交期', '承诺日期'),
    column('status', 'state', '状态', '订单状态'),
    column('shipped at', 'shipping date', 'ship date', '发货日期'),
    column('delivered at', 'delivery date', '签收日期', '送达日期'),
    column('po no', 'po', 'purchase order', '采购单号', '客户单号', '采购单'),
    required('sku', 'product code', 'product', '产品编码', '产品', '货号', '料号'),
    required('quantity', 'qty', '数量'),
    column('unit price', 'price', '单价', '价格'),
    column('discount', 'discount percent', 'discount pct', 'discount rate', 'disc', '折扣', '折扣率', '优惠'),
    column('note', 'notes', 'remark', '备注'),
    column('shipped quantity', 'shipped qty', 'quantity shipped', '已发数量', '已发货数量'),
  ],
  payments: [
    required('customer', 'customer code', '客户', '客户编码', '客户代码'),
    column('order no', 'order number', 'order', '订单号', '订单编号', '单号'),
    required('amount', '金额', '收款金额'),
    required('paid at', 'payment date', 'date', '收款日期', '付款日期', '日期'),
    column('reference', 'ref', '流水号', '参考号', '凭证号'),
  ],
};

/** A column's name as files and messages write it. */
export const columnKey = (of: Pick<ColumnOf, 'name'>): string => of.name.replaceAll(' ', '_');
