import type { DecisionFacts } from '../../../src/approvals/card.ts';
import type { Card, SealedButton, SealedCard } from '../../../src/chat/card.ts';
import type { Customer } from '../../../src/customers/customer.ts';
import type { Member, Role } from '../../../src/members/member.ts';
import { viewerOf } from '../../../src/members/viewer.ts';
import type { Line, Order, State } from '../../../src/orders/order.ts';
import type { Product } from '../../../src/products/product.ts';
import type { Locale } from '../../../src/text/index.ts';
import { longNote, nasty, nastyName } from './nasty.ts';

const at = new Date('2026-11-20T02:00:00Z');
export const today = '2026-11-23';

/** A member with the worst name that fits. */
export const member = (id: string, roles: Role[], locale: Locale = 'en'): Member => ({
  _id: id,
  name: `${id} ${nastyName}`,
  locale,
  timezone: 'Asia/Shanghai',
  roles,
  teams: ['east'],
  identities: ['slack:T1:U1'],
  active: true,
  digestHour: 9,
  workHours: { start: 9, end: 18 },
  createdAt: at,
});
export const members = [member('anna', ['sales']), member('bob', ['manager']), member('fiona', ['finance'])];

export const seers: readonly Role[][] = [['sales'], ['manager'], ['finance'], ['operations'], ['admin']];
export const viewerWith = (roles: Role[], locale: Locale) => viewerOf({ ...member('bob', roles, locale) });

const signs = (n: number) => nasty[n % nasty.length] ?? '';

export const line = (n: number, more: Partial<Line> = {}): Line => ({
  product: `p${n}`,
  sku: `SKU-${n}-${signs(n).replace(/\s/g, '')}`.slice(0, 40).toWellFormed(),
  name: `${n} ${nastyName} ${'名'.repeat(30)}`,
  unit: '箱<b>',
  quantity: 12_345_678 + n,
  unitPrice: 123_4567 + n,
  discount: n % 3 === 0 ? 1050 : 0,
  amount: 9_876_543_21 + n,
  cost: 100_0000,
  shipped: n % 2 === 0 ? 4_000 : 0,
  delivered: 0,
  ...more,
});

/** An order that fills every field with the longest and nastiest that it takes. */
export function order(state: State, count = 200, more: Partial<Order> = {}): Order {
  return {
    _id: `0123456789abcdef${state}`,
    draftNo: 'D-0001',
    number: state === 'draft' ? undefined : 'SO-000042',
    customer: 'c1',
    customerSnapshot: { code: 'A<B>&C', name: `${nastyName} ${'客'.repeat(100)}` },
    owner: 'anna',
    team: 'east',
    lines: Array.from({ length: count }, (_, n) => line(n)),
    currency: 'CNY',
    rate: 1_000_000,
    total: 123_456_789_00,
    baseTotal: 123_456_789_00,
    paid: 1_000_00,
    requestedDate: '2026-11-25',
    promisedDate: '2026-11-20',
    expectedDate: '2026-11-28',
    dueDate: '2026-11-01',
    paymentDays: 30,
    poNo: `PO ${nastyName}`.slice(0, 60).toWellFormed(),
    notes: longNote(2000),
    shipTo: longNote(400, 'street'),
    state,
    heldFrom: state === 'on_hold' ? 'ready' : undefined,
    classes: { size: 'large', customer: 'new', urgency: 'urgent' },
    priority: 1,
    approval: {
      steps: [{ seats: [{ role: 'manager' }], need: 'any', reasons: ['amount'] }],
      contentHash: 'hash',
      submittedAt: at,
      stepStartedAt: at,
    },
    shipments: Array.from({ length: 12 }, (_, n) => ({
      id: `S${n}`,
      carrier: `顺丰 ${signs(n)}`,
      trackingNo: `*SF_${n}*`,
      eta: '2026-11-30',
      shippedAt: '2026-11-20',
      deliveredAt: n % 2 === 0 ? '2026-11-22' : undefined,
      lines: [{ index: 0, quantity: 4_000, ...(n % 4 === 0 && { received: 1_000 }) }],
      events: [{ at, kind: 'exception' as const, place: nastyName, note: longNote(300), by: 'anna', key: `e${n}` }],
    })),
    milestones: Array.from({ length: 4 }, (_, n) => ({
      id: `M${n + 1}`,
      name: `${signs(n)} ${nastyName}`.slice(0, 60).toWellFormed(),
      kind: n % 2 === 0 ? ('production' as const) : ('purchasing' as const),
      planned: '2026-11-25',
      original: '2026-11-20',
      actual: n === 3 ? '2026-11-22' : undefined,
      note: longNote(300),
      responsible: 'anna',
    })),
    openComplaints: 0,
    timeline: Array.from({ length: 9 }, (_, n) => ({
      at,
      by: 'anna',
      action: n === 8 ? ('hold' as const) : ('edit' as const),
      note: longNote(500, `event${n}`),
      key: `k${n}`,
    })),
    search: [],
    version: 1,
    revision: 1,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

export const facts: DecisionFacts = {
  history: { count: 3, last: '2026-10-01', hidden: false },
  usualDays: 60,
  due: new Date('2026-11-24T02:00:00Z'),
  lastPrices: new Map([[line(0).sku, 100_0000]]),
  available: new Map(),
  discountAuthority: 500,
  credit: {
    exposure: 900_000_00,
    balance: 900_000_00,
    overdue: 10_00,
    overdueSince: '2026-11-10',
    agreed: 0,
    limit: 1_000_000_00,
    currency: 'CNY',
  },
  risks: [
    {
      ...{ kind: 'supply', cause: 'lead_time', level: 'high', about: line(0).sku },
      goods: { sku: line(0).sku, short: 5_000, leadTimeDays: 30, by: '2026-12-01' },
    },
    {
      ...{ kind: 'market', cause: 'cost', level: 'medium', about: line(0).sku },
      market: { from: 50_0000, to: 60_0000, atStake: 1_000_00 },
    },
  ],
};

export const customer: Customer = {
  _id: 'c1',
  code: 'A<B>&C',
  name: `${nastyName} ${'客'.repeat(100)}`,
  industry: ':factory: *steel*',
  tier: '`A`',
  region: '华东 <!here>',
  address: longNote(400, 'street'),
  contacts: Array.from({ length: 20 }, (_, n) => ({
    name: `${signs(n)} ${n}`,
    phone: `+86 ${n}`,
    email: `a${n}@b.example`,
  })),
  owner: 'anna',
  team: 'east',
  creditLimit: 100,
  paymentDays: 0,
  search: [],
  createdAt: at,
  updatedAt: at,
};

export const product: Product = {
  _id: 'p1',
  sku: 'A_B_C*D*',
  name: nastyName,
  spec: longNote(400, 'spec'),
  unit: '<@U1>',
  category: '~old~',
  price: 120_0000,
  floorPrice: 100_0000,
  cost: 90_0000,
  onHand: 1_000,
  reserved: 500,
  reorderPoint: 2_000,
  leadTimeDays: 3,
  supplier: 'https://evil.example',
  moq: 10,
  search: [],
  active: false,
  createdAt: at,
  updatedAt: at,
};

/** A card as an adapter gets it. */
export function sealed(card: Card): SealedCard {
  let n = 0;
  const seal = ({
    intent: _,
    ...rest
  }: Card['blocks'] extends unknown ? { intent: unknown } & Omit<SealedButton, 'id'> : never): SealedButton => {
    n += 1;
    return { ...rest, id: `f00dfeedf00dfeedf00dfeedf00dfeed.${n}` };
  };
  return {
    ...card,
    blocks: card.blocks.map((block) => {
      if (block.kind === 'buttons' || block.kind === 'checks') return { ...block, buttons: block.buttons.map(seal) };
      if (block.kind !== 'list') return block;
      return { ...block, items: block.items.map((item) => ({ ...item, buttons: item.buttons?.map(seal) })) };
    }),
  };
}
