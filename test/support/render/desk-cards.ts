import { caseCard, casesCard } from '../../../src/aftersales/card.ts';
import { type Case, caseKinds, caseStates } from '../../../src/aftersales/case.ts';
import { seenInList } from '../../../src/approvals/batch.ts';
import { batchCard } from '../../../src/approvals/batch-card.ts';
import { decisionCard } from '../../../src/approvals/card.ts';
import { waitingCard } from '../../../src/approvals/waiting-card.ts';
import { failureCard } from '../../../src/bot/failure.ts';
import type { Card, SealedCard } from '../../../src/chat/card.ts';
import { chooseCard } from '../../../src/commands/parts/choose.ts';
import { settingsCard } from '../../../src/commands/parts/settings-card.ts';
import { customerCard } from '../../../src/customers/card.ts';
import { dayCard } from '../../../src/day/card.ts';
import { DeskError } from '../../../src/errors.ts';
import { happened } from '../../../src/notices/happened.ts';
import type { NoticeContext } from '../../../src/notices/notice.ts';
import { told } from '../../../src/notices/told.ts';
import { listCard } from '../../../src/orders/cards/list-card.ts';
import { orderCard } from '../../../src/orders/cards/order-card.ts';
import { type Order, states } from '../../../src/orders/order.ts';
import { productCard } from '../../../src/products/card.ts';
import { digestCard } from '../../../src/reminders/card.ts';
import { reportCard } from '../../../src/reports/card.ts';
import { pictureOf } from '../../../src/reports/picture.ts';
import { groupings } from '../../../src/reports/vocabulary.ts';
import { settingsSchema } from '../../../src/settings/settings.ts';
import { deleteCard, templateCard, templatesCard } from '../../../src/templates/card.ts';
import type { Known } from '../../../src/templates/find.ts';
import type { Template } from '../../../src/templates/template.ts';
import type { Locale } from '../../../src/text/index.ts';
import { resultOf, row } from '../../reports/support/rows.ts';
import { customer, facts, members, order, product, sealed, seers, today, viewerWith } from './company.ts';
import { longNote, nasty, nastyName } from './nasty.ts';

export const context = { members, today, zone: 'Asia/Shanghai' };
/** Goods are missing of every line that can miss some. */
const missed = (one: Order) => ({
  ...context,
  awaited: new Map(one.lines.map(({ product: id }) => [id, { leadTimeDays: 365 }])),
});
const settings = settingsSchema.parse({
  company: nastyName,
  currency: 'CNY',
  timezone: 'Asia/Shanghai',
  locale: 'zh',
  rates: { USD: 7_120_000, EUR: 7_800_000 },
  channels: nasty.map((text) => ({ address: `slack:T1:${text}`, purpose: 'orders', role: 'sales', teams: ['east'] })),
});

function sure(card: Card | undefined): Card {
  if (!card) throw new Error('there is no card');
  return card;
}

function pagesOfOrders(locale: Locale): Card[] {
  const orders = states.map((state) => order(state, 1));
  const viewer = viewerWith(['admin'], locale);
  const turn = (skip: number) => ({ command: 'list', input: { skip } });
  const options = { title: nastyName, empty: nastyName, today, turn, skip: 10, size: 10 };
  const stages = states.map((state) => ({ state, count: 1234 }));
  const milestones = orders.flatMap((one) => (one.milestones ?? []).map((milestone) => ({ order: one, milestone })));
  const due = orders.flatMap((one) =>
    (['delivery', 'payment', 'milestone'] as const).map((kind) => ({
      occurrence: {
        key: `${one._id}${kind}`,
        kind,
        item: kind === 'milestone' ? 'M1' : undefined,
        order: one._id,
        offset: 3,
        on: today,
      },
      order: one,
    })),
  );
  return [
    listCard(viewer, { orders, more: true }, options),
    listCard(viewer, { orders: [], more: false }, options),
    dayCard(viewer, { waiting: orders, stages, deliveries: orders, milestones, overdue: orders }, today),
    dayCard(viewer, { waiting: [], stages: [], deliveries: [], milestones: [] }, today),
    sure(digestCard(viewer, due, { key: 'digest:key', today })),
  ];
}

/** A case that fills every field with the longest and nastiest that it takes. */
const aCase = (kind: Case['kind'], state: Case['state'], count = 3): Case => ({
  _id: `c-${kind}-${state}`,
  number: 'C-0001',
  order: 'o',
  orderName: 'SO-000042',
  customer: 'c1',
  customerSnapshot: { code: 'A<B>&C', name: `${nastyName} ${'客'.repeat(100)}` },
  orderOwner: 'anna',
  team: 'east',
  kind,
  lines: order('delivered', count).lines.map((l, index) => ({ ...l, index, credit: 123 })),
  text: longNote(2000),
  owner: 'anna',
  dueDate: '2026-11-01',
  state,
  goods: 'scrap',
  currency: 'CNY',
  credit: 123_456_789_00,
  outcome: longNote(2000),
  timeline: nasty.map((note) => ({ at: new Date(0), by: 'anna', action: 'case_edit', note, key: note })),
  openedBy: 'anna',
  requestKey: 'k',
  revision: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

function casesOf(roles: (typeof seers)[number], locale: Locale): Card[] {
  const viewer = viewerWith(roles, locale);
  const cases = caseKinds.flatMap((kind) => caseStates.map((state) => aCase(kind, state)));
  const due = cases.map((it) => ({
    occurrence: { key: it._id, kind: 'case' as const, order: it.order, case: it._id, offset: 3, on: today },
    case: it,
  }));
  const options = { ...context, title: nastyName, empty: nastyName };
  return [
    caseCard(viewer, aCase('return', 'open', 12), context),
    caseCard(viewer, aCase('exchange', 'closed'), context),
    caseCard(viewer, aCase('complaint', 'received', 0), context),
    casesCard(viewer, { cases, more: true }, options),
    sure(digestCard(viewer, due, { key: 'digest:key', today })),
  ];
}

/** A full page of what waits, everything on it ticked or changed, and what became of a hundred. */
function decidedTogether(locale: Locale): Card[] {
  const viewer = viewerWith(['manager'], locale);
  const orders = Array.from({ length: 10 }, (_, n) => order('pending', 1, { _id: `order${n}` }));
  const intent = () => ({ command: 'pending', input: {} });
  const ids = orders.map((one) => one._id);
  const page = { page: 2, pages: 3, routine: orders, routines: 30, single: orders, singles: 30, elsewhere: 80 };
  const one = order('rejected', 1);
  const skipped = (['gone', 'decided', 'not_yours', 'changed'] as const).map((why) => ({ order: one, skipped: why }));
  const results = Array.from({ length: 100 }, (_, n) => ({ seen: seenInList(one), order: one, ...skipped[n % 5] }));
  const decision = { action: 'reject' as const, reason: longNote(500) };
  return [
    waitingCard(viewer, { ...page, ticked: ids, changed: [] }, { members, today, intent }),
    waitingCard(viewer, { ...page, ticked: [], changed: ids }, { members, today, intent }),
    batchCard(viewer, results, decision, { members, back: intent() }),
  ];
}

function records(locale: Locale): Card[] {
  const item = { sku: 'A*B*', name: nastyName, unit: 'pc', times: 3, quantity: 1000, lastPrice: 1 };
  const habits = { orders: 9, usual: [item, item], interval: 7, average: 100, trend: 20 };
  const profile = {
    owner: nastyName,
    lastOrders: [order('shipped', 1)],
    habits,
    exposure: 200,
    balance: 200,
    overdue: 100,
    overdueDays: 3,
    agreed: 0,
    recommended: [
      {
        product: 'p',
        sku: 'A*B*',
        name: nastyName,
        unit: 'pc',
        quantity: 1000,
        reason: { kind: 'usual' as const, times: 2 },
      },
    ],
    payment: { rating: 'B' as const, daysLate: 3, onTime: 80, settled: 9 },
  };
  const entries = nasty.map((text) => ({ text, detail: nastyName, input: {} }));
  return [
    ...seers.flatMap((roles) => [
      customerCard(viewerWith(roles, locale), customer, profile, { currency: 'CNY', today }),
      productCard(viewerWith(roles, locale), product, { currency: 'CNY' }),
    ]),
    chooseCard(longNote(300), 'customer', entries, { locale }),
  ];
}

function sayings(locale: Locale): Card[] {
  const errors = nasty.map((text) => new DeskError('error.order_not_found', { name: text }));
  const world = {
    viewer: viewerWith(['sales'], locale),
    order: order('on_hold', 1),
    members,
    data: { action: 'hold', by: 'anna', key: 'k8' },
  } as unknown as NoticeContext;
  return [
    settingsCard(settings, [{ _id: 'east', name: nastyName }], [], { locale }, longNote(500)),
    failureCard(errors, locale),
    sure(told(world) as Card),
    sure(happened(world) as Card),
  ];
}

/** A report of 120 rows, with its picture. */
export function report(by: (typeof groupings)[number], locale: Locale): SealedCard {
  const rows = Array.from({ length: 120 }, (_, n) => row({ code: `C${n}`, name: `${n} ${nastyName}` }));
  const result = resultOf(rows, rows, { by });
  const chart = pictureOf(result, locale)?.spec;
  if (!chart) throw new Error('a report of 120 rows has a chart');
  const drawn = { file: { id: 'f1', name: 'chart.png', mime: 'image/png' }, alt: longNote(3000), chart };
  return sealed(reportCard(result, { money: true, mayUse: () => true }, locale, drawn));
}

/** A template that fills every field, running, stopped and with its draft; and a page of them. */
function templatesOf(locale: Locale): Card[] {
  const schedule = {
    repeat: 'weekly' as const,
    every: 52,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    from: today,
    until: '2030-01-01',
    since: new Date(0),
    done: [],
    skipped: [today],
    nextAt: new Date(0),
  };
  const one = (scope: Template['scope'], more: Partial<Template> = {}): Known => ({
    customer,
    template: {
      _id: 't1',
      name: `${nastyName} ${'名'.repeat(30)}`.slice(0, 60),
      search: [],
      owner: 'bob',
      scope,
      team: 'east',
      holder: 'own:bob',
      nameKey: 'x',
      customer: customer._id,
      lines: order('draft').lines.map(({ product, sku, quantity, unitPrice, discount }, n) =>
        n % 2 ? { product, sku } : { product, sku, quantity, unitPrice, discount },
      ),
      paymentDays: 365,
      notes: longNote(2000),
      schedule,
      active: true,
      revision: 1,
      createdAt: new Date(0),
      updatedAt: new Date(0),
      ...more,
    },
  });
  const viewer = viewerWith(['sales'], locale);
  const next = () => ({ date: '2026-12-06', at: new Date(0) });
  const teams = [{ _id: 'east', name: nastyName }];
  const around = { members, teams, currency: 'CNY', zone: 'Asia/Shanghai', next, names: new Map() };
  const stopped = { schedule: { ...schedule, stopped: { why: 'customer' as const, at: new Date(0) } } };
  const page = { templates: Array.from({ length: 5 }, () => one('own')), skip: 5, size: 5, all: 100 };
  return [
    templateCard(viewer, one('own'), around, longNote(300)),
    templateCard(viewer, one('team', stopped), around),
    templatesCard(viewer, page, around),
    templatesCard(viewer, { templates: [], skip: 0, size: 5, all: 0 }, around),
    deleteCard(viewer, one('own').template),
  ];
}

type Made = [name: string, make: () => SealedCard[]];

/** Every card that the desk draws, filled with the longest and nastiest that it can hold. */
export function deskCards(locale: Locale): Made[] {
  const seen = (roles: (typeof seers)[number]) => viewerWith(roles, locale);
  const made: [string, () => Card[]][] = [
    ...states.map((state): [string, () => Card[]] => [
      `the card of an order that is ${state}, to each role`,
      () => seers.map((roles) => orderCard(seen(roles), order(state, 12), missed(order(state, 12)))),
    ]),
    [
      'the card of an order of 200 lines',
      () => [
        orderCard(seen(['sales']), order('on_hold'), missed(order('on_hold'))),
        orderCard(seen(['admin']), order('part_shipped'), missed(order('part_shipped'))),
      ],
    ],
    ...(['pending', 'approved', 'rejected'] as const).map((state): [string, () => Card[]] => [
      `the card of a decision about an order that is ${state}`,
      () => seers.map((roles) => decisionCard(seen(roles), order(state, 30), facts, context)),
    ]),
    ['a page of orders, My day and the digest of reminders', () => pagesOfOrders(locale)],
    ['what waits for a decision, and what was decided together', () => decidedTogether(locale)],
    ['a customer, a product, a choice between records', () => records(locale)],
    ['after-sales cases, to each role', () => seers.flatMap((roles) => casesOf(roles, locale))],
    ['templates, and a page of them', () => templatesOf(locale)],
    ['the settings, what went wrong, and the notices', () => sayings(locale)],
  ];
  return [
    ...made.map(([name, make]): Made => [name, () => make().map(sealed)]),
    ...groupings.map((by): Made => [`a report by ${by}, with its picture`, () => [report(by, locale)]]),
  ];
}
