import type { countedStates } from '../orders/stages.ts';

/** What a report can be grouped by, in the order that buttons show them. */
export const groupings = [
  'customer',
  'product',
  'owner',
  'team',
  'size',
  'urgency',
  'customer-type',
  'status',
  'region',
  'category',
  'month',
  'week',
  'day',
] as const;
export type Grouping = (typeof groupings)[number];

/** What a report can be narrowed by: everything that groups, but dates. */
export const filterNames = [
  'customer',
  'product',
  'owner',
  'team',
  'size',
  'urgency',
  'customer-type',
  'status',
  'region',
  'category',
] as const satisfies readonly Grouping[];
export type FilterName = (typeof filterNames)[number];

/** The key of a sum that a grouping goes by: figures are of those who sold, unless today's owners are asked for. */
export function keyNameOf(name: string, currentOwner = false): string {
  const sold = { owner: 'soldBy', team: 'soldTeam' }[name];
  return (!currentOwner && sold) || name;
}

/** Words for each grouping; the first English one is its name. */
export const groupingWords: Readonly<Record<Grouping, readonly string[]>> = {
  customer: ['customer', 'customers', '客户'],
  product: ['product', 'products', 'sku', '产品', '商品'],
  owner: ['owner', 'owners', 'salesperson', '业务员', '负责人', '销售'],
  team: ['team', 'teams', '团队', '小组'],
  size: ['size', 'sizes', '规模', '大小'],
  urgency: ['urgency', '紧急程度', '紧急', '交期'],
  'customer-type': ['customer-type', 'customertype', 'customer_type', '客户类型', '新老客户'],
  status: ['status', 'state', '状态'],
  region: ['region', 'regions', '地区', '区域'],
  category: ['category', 'categories', '类别', '品类', '分类'],
  month: ['month', 'months', '月', '月份'],
  week: ['week', 'weeks', '周', '星期'],
  day: ['day', 'days', '日', '天'],
};

/** Words for the values of filters that take only certain ones. */
export const filterValues: Readonly<Partial<Record<FilterName, Readonly<Record<string, readonly string[]>>>>> = {
  size: {
    large: ['large', 'big', '大', '大单'],
    medium: ['medium', '中', '中单'],
    small: ['small', '小', '小单'],
  },
  urgency: {
    urgent: ['urgent', '紧急', '加急', '急'],
    short: ['short', '短', '短期', '短交期'],
    long: ['long', '长', '长期', '长交期'],
  },
  'customer-type': {
    new: ['new', '新', '新客户'],
    existing: ['existing', 'old', '老', '老客户'],
  },
  status: {
    pending: ['pending', '待审批', '审批中'],
    approved: ['approved', '已批准', '批准'],
    in_production: ['in_production', 'in-production', 'production', '生产中', '生产/采购中', '采购中', '生产'],
    ready: ['ready', '备货完成', '已备货'],
    part_shipped: ['part_shipped', 'part-shipped', '部分发货'],
    shipped: ['shipped', '已发货', '发货'],
    delivered: ['delivered', '已签收', '签收'],
    completed: ['completed', 'complete', '已完成', '完成'],
    on_hold: ['on_hold', 'on-hold', 'hold', '暂停'],
  } satisfies Record<(typeof countedStates)[number], readonly string[]>,
};

/** Another look at the same orders than a trend or groups. */
export const viewNames = ['over-time', 'distribution', 'on-time', 'funnel', 'aging', 'forecast'] as const;
export type ViewName = (typeof viewNames)[number];

/** Words for each view; the first English one is its name. */
export const viewWords: Readonly<Record<ViewName, readonly string[]>> = {
  'over-time': ['over-time', 'overtime', 'stacked', '走势', '堆叠'],
  distribution: ['distribution', 'histogram', '分布', '金额分布'],
  'on-time': ['on-time', 'ontime', 'punctuality', '准时', '准时率'],
  funnel: ['funnel', 'pipeline', '漏斗', '阶段'],
  aging: ['aging', 'ageing', 'overdue', '账龄', '逾期'],
  forecast: ['forecast', 'outlook', '预测', '预计'],
};

/** The view that a word names. */
export const viewOf = (word: string): ViewName | undefined => viewNames.find((name) => viewWords[name].includes(word));

/** The grouping that a word names. */
export const groupingOf = (word: string): Grouping | undefined =>
  groupings.find((name) => groupingWords[name].includes(word));

/** The filter that a word names. */
export const filterNameOf = (word: string): FilterName | undefined =>
  filterNames.find((name) => groupingWords[name].includes(word));

/** The stored value that a word names for a filter; any text where the filter takes any. */
export function filterValueOf(name: FilterName, word: string): string | undefined {
  const values = filterValues[name];
  if (!values) return word;
  const plain = word.toLowerCase();
  return Object.keys(values).find((value) => values[value]!.includes(plain));
}

/** The words that a filter takes, for a sentence; undefined where it takes any. */
export function valueWords(name: FilterName): string[] | undefined {
  const values = filterValues[name];
  return values && Object.values(values).flat();
}
