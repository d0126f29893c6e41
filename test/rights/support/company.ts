import type { Customer } from '../../../src/customers/customer.ts';
import { customerModel } from '../../../src/customers/model.ts';
import { searchWords } from '../../../src/entry/find/words.ts';
import { newId } from '../../../src/id.ts';
import type { Member, Role } from '../../../src/members/member.ts';
import { lineAmount } from '../../../src/money.ts';
import { orderModel } from '../../../src/orders/model.ts';
import type { Line, Order, State } from '../../../src/orders/order.ts';
import { paymentModel } from '../../../src/payments/model.ts';
import { whomOf } from '../../../src/prices/entry.ts';
import { priceModel } from '../../../src/prices/model.ts';
import { productModel } from '../../../src/products/model.ts';
import type { Product } from '../../../src/products/product.ts';
import { purchaseModel } from '../../../src/purchases/model.ts';
import { watchedStates } from '../../../src/risks/watched.ts';
import { supplierModel } from '../../../src/suppliers/model.ts';
import { templateModel } from '../../../src/templates/model.ts';
import { orderIn } from '../../orders/support/seed.ts';
import type { TestDesk } from '../../support/desk.ts';
import { type Birds, createBirds } from './birds.ts';
import { supplied } from './supplied.ts';
import { templatesOf } from './templates.ts';

/** Who is there: every role, two teams, several roles, somebody without a role. */
const cast: [name: string, roles: Role[], teams: ('east' | 'west')[], locale: 'en' | 'zh'][] = [
  ['Eve', ['sales'], ['east'], 'en'],
  ['Edwin', ['sales'], ['east'], 'zh'],
  ['Wen', ['sales'], ['west'], 'zh'],
  ['Marge', ['manager'], ['east'], 'en'],
  ['Mingw', ['manager'], ['west'], 'zh'],
  ['Bossy', ['manager'], [], 'en'],
  ['Fiona', ['finance'], [], 'zh'],
  ['Otto', ['operations'], [], 'en'],
  ['Ophelia', ['operations'], ['west'], 'zh'],
  ['Ada', ['admin'], [], 'en'],
  ['Mixer', ['sales', 'operations'], ['west'], 'en'],
  ['Dual', ['manager', 'sales'], ['east', 'west'], 'zh'],
  ['Nobody', [], ['east'], 'en'],
];

function product({ price }: Birds, i: number): Product {
  const sku = `SKU${i}`;
  const at = new Date('2026-11-01T00:00:00Z');
  const rest = { unit: 'pc', onHand: 5_000, reserved: 0, active: true, createdAt: at, updatedAt: at };
  return {
    _id: newId(),
    sku,
    name: `Goods ${i}`,
    price: price(),
    floorPrice: price() - 500_0000,
    cost: price() - 700_0000,
    referencePrice: price() - 300_0000,
    search: [sku.toLowerCase(), 'goods'],
    ...rest,
  };
}

async function customer({ bird, price, phone }: Birds, owner: Member | undefined): Promise<Customer> {
  const [code, name] = [bird('c').toUpperCase(), `Firm ${bird('n')}`];
  const contacts = [{ name: bird('k'), phone: phone(), email: `${bird('e')}@firm.example` }];
  const at = new Date('2026-11-01T00:00:00Z');
  const about = {
    code,
    name,
    contacts,
    address: `${bird('a')} Street`,
    region: bird('r'),
    creditLimit: price(),
    paymentDays: 30,
  };
  return {
    ...about,
    _id: newId(),
    owner: owner?._id,
    team: owner?.teams[0],
    search: await searchWords(code, name),
    createdAt: at,
    updatedAt: at,
  };
}

const shippedPart: Partial<Record<State, number>> = {
  part_shipped: 1_000,
  shipped: 3_000,
  delivered: 3_000,
  completed: 3_000,
};

function line({ price }: Birds, p: Product, state: State): Line {
  const shipped = shippedPart[state] ?? 0;
  const about = { quantity: 3_000, unitPrice: price(), discount: 1234 };
  const delivered = ['delivered', 'completed'].includes(state) ? shipped : 0;
  return {
    product: p._id,
    sku: p.sku,
    name: p.name,
    unit: p.unit,
    cost: price() - 600_0000,
    reference: price() - 200_0000,
    ...about,
    amount: lineAmount(about, 'CNY'),
    shipped,
    delivered,
  };
}

/** What may go wrong with an open order, each figure a canary. */
function atRisk({ price }: Birds, state: State, about: string): Partial<Order> {
  if (!(watchedStates as readonly State[]).includes(state)) return {};
  const amount = () => Math.round(price() / 10);
  const since = new Date('2026-12-01T02:00:00Z');
  const credit = { currency: 'CNY', exposure: amount(), limit: amount(), overdue: amount(), excess: amount() };
  const market = { from: price(), to: price(), atStake: amount() };
  return {
    approvedOnce: { amount: amount(), until: '2026-12-20', by: 'x', at: since },
    security: { kind: 'prepayment', amount: amount(), by: 'x', at: since },
    risks: [
      {
        kind: 'credit',
        cause: 'over_limit',
        level: 'high',
        credit: { ...credit, agreed: amount(), until: '2026-12-20' },
        since,
      },
      { kind: 'credit', cause: 'overdue', level: 'medium', credit: { ...credit, overdueSince: '2026-11-20' }, since },
      { kind: 'market', cause: 'cost', level: 'high', about, market, since },
    ],
    ...{ riskWeight: 3_000_000, riskWeightSold: 3_000_000 },
  };
}

function order(birds: Birds, state: State, buyer: Customer, owner: Member | undefined, goods: Product[]): Order {
  const { bird } = birds;
  const lines = goods.slice(0, 2).map((p) => line(birds, p, state));
  const total = lines.reduce((sum, l) => sum + l.amount, 0);
  const paid = ['shipped', 'completed', 'part_shipped'].includes(state) ? Math.floor(total / 3) : 0;
  const shipped = (shippedPart[state] ?? 0) > 0;
  const at = new Date('2026-11-20T02:00:00Z');
  const parcel = {
    id: 'P1',
    carrier: bird('h'),
    trackingNo: bird('t'),
    shippedAt: '2026-11-20',
    lines: lines.map((l, index) => ({ index, quantity: l.shipped })),
  };
  const received = ['delivered', 'completed'].includes(state) ? { deliveredAt: '2026-11-25' } : {};
  const made = orderIn(state, buyer, {
    ...atRisk(birds, state, goods[0]!.sku),
    ...{ lines, total, baseTotal: total, paid, owner: owner?._id, createdBy: owner?._id, team: owner?.teams[0] },
    ...{ submittedOwner: owner?._id, submittedTeam: owner?.teams[0] },
    customerSnapshot: { code: buyer.code, name: buyer.name, region: buyer.region },
    ...{ notes: `note ${bird('o')}`, poNo: bird('p'), shipTo: `${bird('s')} Dock` },
    classes: state === 'draft' ? undefined : { size: 'small', customer: 'existing', urgency: 'long' },
    shipments: shipped ? [{ ...parcel, ...received }] : [],
    ...{
      dueDate: shipped ? (state === 'shipped' ? '2026-12-02' : '2026-11-28') : undefined,
      promisedDate: state === 'draft' ? undefined : '2026-12-03',
    },
    timeline: [
      { at, by: owner?._id, action: 'create', to: 'draft', note: bird('w'), key: bird('y') },
      ...(paid ? [{ at, action: 'pay' as const, amount: paid, note: `BANK ${bird('b')}`, key: bird('y') }] : []),
    ],
  });
  made.search = [made.draftNo, made.number ?? '', made.poNo ?? '', buyer.code, ...lines.map((l) => l.sku)]
    .map((w) => w.toLowerCase())
    .filter(Boolean);
  return made;
}

const statesOf: readonly State[] = [
  'draft',
  'pending',
  'approved',
  'part_shipped',
  'shipped',
  'delivered',
  'completed',
  'on_hold',
  'cancelled',
];

/** A company in which every hidden field and every row holds a canary. Written straight into the database. */
export async function foundCanaries(desk: TestDesk) {
  const birds = createBirds();
  const { bird, price } = birds;
  const cause = (key: string) => ({ from: 'cli:test' as const, key, now: desk.clock() });
  const east = await desk.desk.members.createTeam(cause('east'), { name: 'East' });
  const west = await desk.desk.members.createTeam(cause('west'), { name: 'West' });
  const ids = { east: east._id, west: west._id };
  const members: Member[] = [];
  for (const [name, roles, teams, locale] of cast)
    members.push(
      await desk.member(name, roles, { locale, teams: teams.map((t) => ids[t]), email: `${bird('m')}@desk.example` }),
    );
  const goods = [0, 1, 2, 3, 4].map((i) => product(birds, i));
  const { suppliers, purchases } = supplied(birds, goods);
  const owners = [
    ...members.filter((m) => ['Eve', 'Edwin', 'Wen', 'Marge', 'Otto', 'Mixer'].includes(m.name)),
    undefined,
  ];
  const customers: Customer[] = [];
  const orders: Order[] = [];
  for (const owner of owners) {
    const [first, second] = [await customer(birds, owner), await customer(birds, owner)];
    customers.push(first, second);
    for (const [i, state] of statesOf.entries())
      orders.push(order(birds, state, i % 3 ? first : second, owner, [goods[i % 5]!, goods[(i + 2) % 5]!]));
  }
  // Two people sell to the same customer: the other one's last prices are not for the first one's manager.
  const wen = members.find((m) => m.name === 'Wen');
  const shared = customers
    .slice(0, 2)
    .flatMap((c) => [
      order(birds, 'completed', c, wen, goods.slice(0, 2)),
      order(birds, 'completed', c, wen, goods.slice(2, 4)),
    ]);
  orders.unshift(...shared.map((o, i) => ({ ...o, _id: `000000000000000000000${i}aa` })));
  const templates = await templatesOf(birds, { members, customers, goods, teams: ids });
  await Promise.all([
    productModel(desk.connection).insertMany(goods),
    supplierModel(desk.connection).insertMany(suppliers),
    purchaseModel(desk.connection).insertMany(purchases),
    templateModel(desk.connection).insertMany(templates),
    priceModel(desk.connection).insertMany(
      customers.flatMap(({ _id }, i) =>
        [goods[i % 5]!, goods[(i + 1) % 5]!].map((p, from) => ({
          _id: newId(),
          product: p._id,
          customer: _id,
          whom: whomOf({ customer: _id }),
          from: from * 2_000,
          price: price(),
          at: desk.clock(),
        })),
      ),
    ),
    customerModel(desk.connection).insertMany(customers),
    orderModel(desk.connection).insertMany(orders),
    paymentModel(desk.connection).insertMany(
      orders
        .filter((o) => o.paid)
        .map((o) => ({
          _id: newId(),
          customer: o.customer,
          order: o._id,
          amount: o.paid,
          currency: 'CNY',
          paidAt: '2026-11-22',
          reference: o.timeline[1]?.note,
          key: bird('q'),
        })),
    ),
  ]);
  const ada = members.find((m) => m.name === 'Ada')!;
  for (const [address, purpose, role, teams] of [
    ['rec:#ops', 'orders', 'operations', []],
    ['rec:#east-sales', 'orders', 'sales', [east._id]],
    ['rec:#east-approvals', 'approvals', 'manager', [east._id]],
    ['rec:#ops-approvals', 'approvals', 'operations', []],
  ] as const)
    await desk.desk.settings.connect(desk.actor(ada), { address, purpose, role, teams: [...teams] });
  return { members, goods, customers, orders, teams: ids, templates, suppliers, bird };
}
export type CanaryCompany = Awaited<ReturnType<typeof foundCanaries>>;
