import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SealedForm } from '../../src/chat/form.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import { commands } from '../../src/commands/index.ts';
import type { Member } from '../../src/members/member.ts';
import { memberModel } from '../../src/members/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { priceModel } from '../../src/prices/model.ts';
import { productModel } from '../../src/products/model.ts';
import { purchaseModel } from '../../src/purchases/model.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { supplierModel } from '../../src/suppliers/model.ts';
import { templateModel } from '../../src/templates/model.ts';
import { type Locale, texts } from '../../src/text/index.ts';
import { seedOrder, tenPieces } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, valuesOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
/** One person per language who may do everything. */
let people: Record<Locale, Member>;
let orders: Record<'draft' | 'pending' | 'ready' | 'part_shipped' | 'delivered', Order>;
/** Orders of each of the two, since only an owner answers and changes. */
let owned: Record<'asked' | 'changeable' | 'short', Record<'en' | 'zh', Order>>;
let complained: string;
/** An order whose customer is over the credit limit. */
let over: Order;
const seed = Number(process.env.SEED ?? 7);

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const roles: Member['roles'] = ['sales', 'manager', 'finance', 'operations', 'admin'];
  people = { en: await desk.member('Eva', roles), zh: await desk.member('张伟', roles, { locale: 'zh' }) };
  const seeded = async (state: Order['state'], more = {}) => seedOrder(desk, company, state, more);
  const mine = { owner: people.en._id, createdBy: people.en._id };
  orders = {
    draft: await seeded('draft', mine),
    pending: await seeded('pending'),
    ready: await seeded('ready'),
    part_shipped: await seeded('part_shipped'),
    delivered: await seeded('delivered'),
  };
  const cause = desk.actor(company.anna);
  const risky = await desk.desk.customers.create(cause, { code: 'RISKY', name: 'Risky', address: '1 Way' });
  await desk.desk.customers.update(desk.actor(company.fiona), 'RISKY', { creditLimit: 1_00 });
  over = await seeded('ready', { customer: risky._id });
  const ofBoth = async (state: Order['state'], more = {}) => ({
    en: await seeded(state, { owner: people.en._id, ...more }),
    zh: await seeded(state, { owner: people.zh._id, ...more }),
  });
  await desk.desk.suppliers.create(desk.actor(company.ada), { code: 'WORKS', name: 'Works Ltd' });
  const gone = { sku: 'GONE', name: 'Gone', price: 100_0000, onHand: 0 };
  const { _id: product } = await desk.desk.products.create(desk.actor(company.ada), gone);
  const short = { lines: [tenPieces({ product, sku: 'GONE' })], waitsFor: [product] };
  owned = {
    asked: await ofBoth('pending'),
    changeable: await ofBoth('part_shipped'),
    short: await ofBoth('pending', short),
  };
  for (const { _id } of Object.values(owned.asked))
    await desk.desk.move(desk.actor(company.bob), _id, 'ask', { text: 'can it be Friday?' });
  const complaint = { kind: 'complaint' as const, parts: [], text: 'late' };
  const opened = await desk.desk.cases.open(desk.actor(people.en), orders.delivered._id, complaint);
  complained = opened.case.number;
});
afterAll(() => desk.close());

/** All that must not change when something was not understood. */
async function stored(): Promise<unknown> {
  const all = await Promise.all([
    orderModel(desk.connection).find({}, { revision: 1, state: 1 }).sort({ _id: 1 }).lean(),
    paymentModel(desk.connection).countDocuments(),
    memberModel(desk.connection).find({}, { name: 1, locale: 1, timezone: 1, digestHour: 1 }).sort({ _id: 1 }).lean(),
    productModel(desk.connection).find({}, { onHand: 1, price: 1 }).sort({ _id: 1 }).lean(),
    priceModel(desk.connection).find({}).sort({ _id: 1 }).lean(),
    templateModel(desk.connection).find({}).sort({ _id: 1 }).lean(),
    stockMoveModel(desk.connection).countDocuments(),
    supplierModel(desk.connection).countDocuments(),
    purchaseModel(desk.connection).countDocuments(),
    desk.desk.settings.get(),
  ]);
  return JSON.parse(JSON.stringify(all));
}

/** The sentences with which a command or form was refused; empty when it was not. */
function refusals(answer: Answer, locale: Locale): string[] {
  if (answer.kind === 'errors') return Object.values(answer.errors);
  const isError = answer.kind === 'card' && answer.card.title === texts['card.error.title'][locale];
  return isError ? answer.card.blocks.flatMap((b) => (b.kind === 'text' ? [b.text] : [])) : [];
}

const raw = /undefined|NaN|\[object|\{\w+\}|\bnull\b|Error:|at \w+ \(|node_modules/;

/** What is wrong with the way in which something was refused. */
function complaints(answer: Answer, locale: Locale, typed: string): string[] {
  const sentences = refusals(answer, locale);
  const whole = sentences.join(' ');
  return [
    ...(/wrong on our side|系统出了点问题/.test(JSON.stringify(answer)) ? ['it is called our fault'] : []),
    ...(raw.test(whole) && !raw.test(typed) ? ['something raw in it'] : []),
    ...sentences.filter((s) => locale === 'zh' && !/\p{Script=Han}/u.test(s)).map(() => 'no Chinese in it'),
    ...sentences.filter((s) => locale === 'en' && !/[a-z]{3}.* [a-z]{2}/i.test(s)).map(() => 'no sentence'),
    ...(sentences.some((s) => s.length > 700) ? ['as long as a book'] : []),
  ].map((c) => `${c}: ${whole.slice(0, 300)}`);
}

const long = 'x'.repeat(10_000);
const junk = [
  '???',
  '😀🚀',
  '\u0000',
  'SO-\u0000',
  '-1',
  '0',
  '999999999999999999999',
  'SO-99999999999',
  '1e309',
  'NaN',
  'undefined',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '{name}',
  '{"$gt":""}',
  '$where',
  "'; drop table orders",
  '<script>',
  '\ud800',
  long,
  'SO-1 '.repeat(900),
  '，。',
  'null',
  '[object Object]',
  '../../x',
  '%s%d',
  '＠',
  'a\nb\tc',
  'by',
  'by by',
  'customer:',
  ':',
  '2026-99-99',
  '9999-01-01..0001-01-01',
  '2026-01-01..',
  'owner:',
  'status:draft',
  '\u202e',
  '١٢٣',
];

/** In the daily run each of them is tried in one of the languages; the soak tries all in both. */
const junkFor = (locale: Locale): readonly string[] =>
  process.env.SOAK ? junk : junk.filter((_, i) => (i % 2 === 0) === (locale === 'en'));

describe('whatever stands after a command', () => {
  const cases = commands.flatMap((c) =>
    (['en', 'zh'] as const).map((locale) => [c.words[locale][0] as string, locale] as const),
  );
  test.each(cases)(
    '/order %s is answered with a sentence that the person can read (%s), and nothing is stored',
    async (word, locale) => {
      const before = await stored();
      const { say } = talkAs(desk, people[locale]);
      const answers = await Promise.all(
        junkFor(locale).map(async (text) => [text, await say(`/order ${word} ${text}`)] as const),
      );
      const bad = answers.flatMap(([text, answer]) =>
        complaints(answer, locale, text).map((c) => `${word} ${JSON.stringify(text.slice(0, 30))} → ${c}`),
      );
      expect(bad).toEqual([]);
      expect(await stored()).toEqual(before);
    },
  );

  test.each([
    ['en', 'aprove SO-1', 'approve'],
    ['en', 'shwo SO-1', 'show'],
    ['en', 'hlep', 'help'],
    ['zh', '发或 SO-1', '发货'],
    ['zh', '报裱', '报表'],
  ] as const)('an unknown command names the nearest (%s: %s → %s)', async (locale, text, nearest) => {
    const [sentence] = refusals(await talkAs(desk, people[locale]).say(`/order ${text}`), locale);
    expect(sentence).toContain(`/order ${nearest}`);
  });

  test('the nearest is named only among what the person may do', async () => {
    const otto = talkAs(desk, company.otto);
    expect(refusals(await otto.say('/order aprove SO-1'), 'en')[0]).not.toContain('/order approve');
  });

  test('without words there is My day, and help shows what there is', async () => {
    for (const text of ['', '/order', '订单', '/order   ', '／订单'])
      expect(cardOf(await talkAs(desk, people.en).say(text)).title).toBe('My day, Eva');
    expect(JSON.stringify(cardOf(await talkAs(desk, people.zh).say('/order 帮助')))).toContain('/order 发货');
  });
});

describe('a move that is typed wrong', () => {
  test.each([
    ['ship', 'ready', 'SF 1 eta never'],
    ['ship', 'ready', 'SF 1 A100x'],
    ['ship', 'ready', 'SF 1 A100x-4'],
    ['ship', 'ready', 'SF 1 A100x0'],
    ['ship', 'ready', 'SF 1 A100x11'],
    ['ship', 'ready', `${long} 1`],
    ['ship', 'ready', 'SF 1 A100x999999999999999999'],
    ['deliver', 'part_shipped', 'P9'],
    ['deliver', 'part_shipped', '__proto__'],
    ['pay', 'ready', 'lots'],
    ['pay', 'ready', '-5'],
    ['pay', 'ready', '0'],
    ['pay', 'ready', '1,2'],
    ['pay', 'ready', '99999999999999999999'],
    ['pay', 'ready', '1.234'],
    ['pay', 'ready', '12 on someday'],
    ['pay', 'ready', `12 ref ${long}`],
    ['pay', 'draft', '12'],
    ['assign', 'ready', '@nobody'],
    ['assign', 'ready', '@'],
    ['reject', 'pending', long],
    ['start', 'part_shipped', ''],
    ['edit', 'ready', ''],
  ] as const)('%s of an order in %s with “%s” says what to do', async (word, state, rest) => {
    const before = await stored();
    for (const locale of ['en', 'zh'] as const) {
      const answer = await talkAs(desk, people[locale]).say(`/order ${word} ${orders[state].draftNo} ${rest}`);
      expect(refusals(answer, locale).length).toBeGreaterThan(0);
      expect(complaints(answer, locale, rest)).toEqual([]);
    }
    expect(await stored()).toEqual(before);
  });
});

/** How each form is opened, and what cannot be right in its fields. */
const date = ['2020-01-01', '2026-02-30', 'someday', '٢', long];
const forms: Record<string, { open: (who: Member) => string; wrong: Record<string, unknown[]> }> = {
  new: {
    open: () => '/order new acme A100x1',
    wrong: {
      customer: ['', 'nobody-at-all', '__proto__', long, {}, [], 7, null],
      lines: [
        [],
        {},
        'A100',
        null,
        [{ sku: 'NOPE', quantity: '1' }],
        ...['', '0', '-1', 'x', '1.2345', '1e5', '99999999999999999999', {}, [], null, long, '٣'].map((quantity) => [
          { sku: 'A100', quantity },
        ]),
        ...['-1', 'x', '1.23456', '99999999999999999999', {}, long].map((price) => [
          { sku: 'A100', quantity: '1', price },
        ]),
        ...['-1', '101', 'x', {}, long].map((discount) => [{ sku: 'A100', quantity: '1', discount }]),
        [{ sku: {}, quantity: '1' }],
        [{ sku: ['A100'], quantity: '1' }],
        [{ sku: '__proto__', quantity: '1' }],
        [{ sku: long, quantity: '1' }],
        [null, 7, 'A100'],
        Array.from({ length: 3000 }, () => ({ sku: 'A100', quantity: 'x' })),
        Array.from({ length: 201 }, () => ({ sku: 'A100', quantity: '1' })),
        [{ sku: 'A100', quantity: '999999999999', price: '999999999' }],
      ],
      requestedDate: date,
      poNo: [long],
      paymentDays: ['-1', '366', '1.5', 'x', '1e1', long],
      notes: [long],
    },
  },
  edit: {
    open: () => `/order edit ${orders.draft.draftNo}`,
    wrong: { customer: ['', 'nobody'], lines: [[]], requestedDate: date },
  },
  ship: {
    open: () => `button ship ${orders.ready._id}`,
    wrong: {
      carrier: [long],
      trackingNo: [long],
      eta: date.slice(1),
      line0: ['-1', '0', '', '11', 'x', '0.0001', long, '99999999999999999999'],
    },
  },
  track: {
    open: () => `button track ${orders.part_shipped._id}`,
    wrong: {
      shipment: ['P9', '__proto__', long],
      event: ['', 'vanished', '__proto__', long],
    },
  },
  milestone: {
    open: () => `button milestone ${orders.ready._id}`,
    wrong: { name: ['', '  ', long], planned: ['', ...date.slice(1)] },
  },
  shortage: {
    open: ({ locale }) => `/order shortage ${owned.short[locale].draftNo} date`,
    wrong: { requestedDate: ['', ...date.slice(1)] },
  },
  reject: {
    open: () => `/order reject ${orders.pending.draftNo}`,
    wrong: { reason: ['', '   ', '\n', long, {}, [], null, true] },
  },
  team: {
    open: () => '/order team add',
    wrong: {
      name: ['', '   ', long, {}, [], null],
      roles: [['boss'], ['__proto__'], [long]],
      teams: [['nowhere']],
      locale: ['fr', long],
      identity: ['anna', 'x y', long],
    },
  },
  change: {
    open: (who) => `/order change ${owned.changeable[who.locale].draftNo}`,
    wrong: {
      lines: [[], [{ sku: 'NOPE', quantity: '1' }], [{ sku: 'A100', quantity: 'x' }], [{ sku: 'A100', quantity: '3' }]],
      requestedDate: date.slice(1),
      promisedDate: date.slice(1),
      paymentDays: ['-1', '366', '1.5', 'x', long],
      reason: [long],
    },
  },
  ask: { open: () => `/order ask ${orders.pending.draftNo}`, wrong: { text: ['', '  ', long, {}, []] } },
  answer: {
    open: (who) => `/order answer ${owned.asked[who.locale].draftNo}`,
    wrong: { text: ['', '  ', long, {}, []] },
  },
  transfer: {
    open: () => `/order transfer ${orders.pending.draftNo}`,
    wrong: { person: ['', 'nobody-at-all', '__proto__', long, {}, []] },
  },
  add_approver: {
    open: () => `/order add_approver ${orders.pending.draftNo}`,
    wrong: { person: ['', 'nobody-at-all', '__proto__', long, {}, []] },
  },
  approve_once: {
    open: () => `/order approve_once ${over.draftNo}`,
    wrong: {
      amount: ['0', '-1', 'x', '1', '1.234', '99999999999999999999', long, '1e3'],
      until: date,
      reason: [long],
    },
  },
  contingency: {
    open: () => `/order contingency ${orders.ready.draftNo}`,
    wrong: { text: ['', '  ', long, {}, []], supplier: [long] },
  },
  feedback: {
    open: () => `/order feedback ${orders.delivered.draftNo}`,
    wrong: { kind: ['', 'nonsense', '__proto__', {}], score: ['9', 'x', '-1', long], text: [long] },
  },
  hold: { open: () => `/order hold ${orders.ready.draftNo}`, wrong: { reason: ['', long] } },
  cancel: { open: () => `/order cancel ${orders.ready.draftNo}`, wrong: { reason: ['', long] } },
  close_short: { open: () => `/order close_short ${orders.part_shipped.draftNo}`, wrong: { reason: ['', long] } },
  pay: {
    open: () => `/order pay ${orders.ready.draftNo}`,
    wrong: {
      amount: ['', '0', '-1', 'x', '1.234', '99999999999999999999', long, {}, [], '1e3'],
      paidAt: date.slice(1),
      reference: [long],
    },
  },
  assign: {
    open: () => `/order assign ${orders.ready.draftNo}`,
    wrong: { member: ['', 'nobody', '__proto__', {}, long] },
  },
  case: {
    open: () => `/order case ${orders.delivered.draftNo} return A100x2`,
    wrong: {
      kind: ['', 'gift', '__proto__', long, {}],
      line0: ['-1', 'x', '0.0001', '99999999999999999999', long],
      text: ['', '  ', long, {}],
      dueDate: date.slice(1),
      owner: ['nobody', '__proto__', long],
    },
  },
  'case close': { open: () => `/order case ${complained} close`, wrong: { outcome: ['', ' ', long, {}, []] } },
  'case hand': {
    open: () => `/order case ${complained} hand`,
    wrong: { owner: ['', 'nobody', '__proto__', long, {}] },
  },
  'case due': { open: () => `/order case ${complained} due`, wrong: { dueDate: ['', ...date.slice(1)] } },
  away: {
    open: () => '/order away from 12/10 until 12/20',
    wrong: {
      standIn: ['', 'nobody', '__proto__', {}, long],
      from: date.slice(1),
      until: ['', ...date.slice(1)],
    },
  },
  me: {
    open: () => 'button me',
    wrong: {
      locale: ['fr', '__proto__', long],
      timezone: ['Mars/Olympus', '__proto__', long],
      digestHour: ['-1', '24', 'x', '1.5', '1e400', long],
      workHours: ['18-9', '9', 'x', '9-25', '-1-5', long],
      workDays: [['0'], ['8'], ['__proto__'], [long], 'x', [{ sku: '1', quantity: '1' }]],
      holidays: ['ZZ', '__proto__', long],
      quietHours: ['9', '20-20', '24-8', '-1-5', 'x', long],
      remindAtOnce: ['maybe', '__proto__', long],
      withoutReminders: [['nothing'], ['__proto__'], [long], 'x', [{ sku: '1', quantity: '1' }]],
    },
  },
  remind: {
    open: () => `button remind ${orders.ready._id}`,
    wrong: { on: ['', '2020-01-01', '2099-01-01', ...date.slice(1)], text: ['', '  ', long, {}] },
  },
};

/** A clerk of goods and one of customers may make what is new. */
Object.assign(forms, {
  customer: {
    open: () => '/order customer new',
    wrong: {
      code: ['', '  ', 'A B', long, {}],
      name: ['', long],
      email: ['x', '@', long],
      address: [long],
      phone: [long],
      tier: [long],
    },
  },
  product: {
    open: () => '/order product new',
    wrong: {
      sku: ['', 'A B', long],
      name: ['', long],
      price: ['', '-1', 'x', '1.23456', long],
      cost: ['-1', 'x'],
      on_hand: ['x', '-1', '1.2345'],
      unit: [long],
    },
  },
});

/** Prices are set by who may price products. */
Object.assign(forms, {
  price: {
    open: () => '/order price A100 tier A 110',
    wrong: {
      price: ['', '-1', 'x', '1.23456', '1e400', long],
      customer: ['nobody', '__proto__', long],
      tier: [long],
      from: ['-1', 'x', '1.2345', long],
      validFrom: date.slice(1),
      validTo: date.slice(1),
    },
  },
});

/** Templates are kept by who files orders. */
Object.assign(forms, {
  template: {
    open: () => '/order template new',
    wrong: {
      name: ['', '  ', long, {}],
      customer: ['nobody-at-all', '__proto__', long],
      lines: [
        [],
        [{ sku: 'NOPE', quantity: '1' }],
        [{ sku: 'A100', quantity: '-1' }],
        [{ sku: 'A100', quantity: 'x' }],
      ],
      paymentDays: ['-1', 'x', '1.5', '1e3', long],
    },
  },
});

/** The business rules and the channels, by an admin. */
Object.assign(forms, {
  settings: {
    open: () => '/order settings change',
    wrong: {
      company: ['', '  ', long, {}, []],
      ...Object.fromEntries(
        [
          'sizeLarge',
          'sizeMedium',
          'urgentDays',
          'shortDays',
          'discountAuthority',
          'reviewSlaHours',
          'reservationHours',
          'silentDays',
          'caseDays',
        ].map((name) => [name, ['', '-1', 'x', '1.234567', '1e3', '99999999999999999999', '٣', long, {}]]),
      ),
      workDays: [[], ['0'], ['8'], ['__proto__'], [long], 'x', {}, [{ sku: '1', quantity: '1' }]],
      holidays: ['ZZ', '__proto__', long],
      daysOff: ['2026-02-30', 'x', '2026-12-31..2026-01-01', '__proto__', long],
      makeUpDays: ['2026-02-30', 'x', long],
      singlePersonCompany: ['', 'perhaps', '__proto__', long, {}],
      rates: [
        'USD',
        '7.12',
        'USD -1',
        'USD 0',
        'USD 7,12',
        'USD 7.1234567',
        'USD 1e3',
        'USD 7 USD 8',
        '__proto__ 1',
        long,
      ],
    },
  },
  'settings connect': {
    open: () => '/order settings connect',
    wrong: {
      address: ['', 'orders', 'console:orders', 'console:@anna', 'console:#', 'console:#a b', '__proto__', long, {}],
      purpose: ['', 'gossip', '__proto__', long],
      role: ['', 'boss', '__proto__', long],
      teams: [['nowhere'], ['__proto__'], [long], 'nowhere', {}, [{ sku: 'East', quantity: '1' }]],
    },
  },
});

/** Goods that are counted, by who may. */
Object.assign(forms, {
  stock: {
    open: () => '/order stock A100 count 5 monthly',
    wrong: {
      quantity: ['', ' ', 'x', '-1', '1.2345', '1e3', '99999999999999999999', '٣', long, {}],
      reason: ['', '  ', long],
    },
  },
});

/** Suppliers and what is ordered from them. */
Object.assign(forms, {
  supplier: {
    open: () => '/order supplier new',
    wrong: {
      code: ['', '  ', 'A B', long, {}],
      name: ['', long],
      lead_time_days: ['-1', 'x', '1.5', '99999', long],
      agreed_rate: ['-1', 'x', '100.01', '1.234', long],
      email: ['x', '@', long],
      phone: [long],
      notes: [long],
    },
  },
  'supplier order': {
    open: () => '/order supplier WORKS order A100x5 expected 12/20',
    wrong: {
      product: ['', 'nothing-of-the-kind', '__proto__', long, {}],
      quantity: ['', ' ', 'x', '-1', '0', '0.5', '1e3', '99999999999999999999', long, {}],
      unitCost: ['-1', 'x', '1.23456', '1e400', long],
      orderedOn: date.slice(1),
      expectedOn: date,
      note: [long],
    },
  },
});

/** Opens a form by what is typed, or by a button that a card could have. */
async function openForm(name: string, who: Member): Promise<SealedForm> {
  const how = (forms[name] as (typeof forms)[string]).open(who);
  if (!how.startsWith('button')) return formOf(await talkAs(desk, who).say(how));
  const [, command = '', order] = how.split(' ');
  const intent = { command, input: order ? { order } : {} };
  const card = await desk.desk.sealer.card(
    { title: '', blocks: [{ kind: 'buttons', buttons: [{ label: 'go', intent }] }], summary: '' },
    desk.clock(),
  );
  return formOf(await talkAs(desk, who).click(card, 'go'));
}
const ownerOf = (name: string, locale: Locale): Member => (name === 'edit' ? people.en : people[locale]);
const fieldsOf = Object.entries(forms).flatMap(([name, { wrong }]) =>
  Object.keys(wrong).map((field) => [name, field] as const),
);

/** Forms that are open, by their name and language: one that is refused stays open. */
const open = new Map<string, SealedForm>();
async function openedForm(name: string, locale: Locale): Promise<SealedForm> {
  const at = `${name} ${locale}`;
  const form = open.get(at) ?? (await openForm(name, ownerOf(name, locale)));
  open.set(at, form);
  return form;
}

describe('a form that is filled in wrong', () => {
  test.each(fieldsOf)(
    '%s: whatever is wrong in %s is said in the language of the person, and nothing is stored',
    async (name, field) => {
      const before = await stored();
      for (const locale of name === 'edit' ? (['en'] as const) : (['en', 'zh'] as const)) {
        const who = ownerOf(name, locale);
        const form = await openedForm(name, locale);
        for (const value of forms[name]?.wrong[field] ?? []) {
          const answer = await talkAs(desk, who).submit(form, { [field]: value } as never);
          const what = JSON.stringify(value)?.slice(0, 60);
          expect([what, answer.kind]).toEqual([what, 'errors']);
          expect([what, complaints(answer, locale, '')]).toEqual([what, []]);
        }
      }
      expect(await stored()).toEqual(before);
    },
  );

  test('every form that exists is in the table', async () => {
    const withForms = commands.filter((c) => c.filled).map((c) => c.name);
    const filledByClick = [
      // Its form asks about what was ticked: pending.test.ts.
      'pending',
      // Its form asks about the columns of a table: the scenarios of tables.
      'import',
      'submit',
      'withdraw',
      'approve',
      'return',
      'revise',
      'start',
      'ready',
      'deliver',
      'complete',
      'resume',
      'reopen',
      'urge',
    ];
    expect(withForms.filter((n) => !forms[n] && !filledByClick.includes(n))).toEqual([]);
  });

  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...junk), fc.constant('1'));
  const anything = fc.oneof(
    text,
    fc.anything({ maxDepth: 2, withNullPrototype: true, withBigInt: false }),
    fc.array(fc.record({ sku: text, quantity: text, price: text })),
  );
  test('random values, unknown fields and wrong types never hurt, and what is refused stores nothing', async () => {
    const names = Object.keys(forms).filter((n) => n !== 'edit');
    const cases = fc.sample(fc.tuple(fc.nat(), fc.boolean(), fc.nat(), anything, text, anything), {
      seed,
      numRuns: process.env.SOAK ? 120 : 40,
    });
    for (const [n, chinese, f, value, key, other] of cases) {
      const [name, locale] = [names[n % names.length] as string, chinese ? 'zh' : 'en'] as const;
      const at = `${name} ${locale}`;
      const form = await openedForm(name, locale).catch(() => undefined);
      if (!form) continue;
      const field = form.fields[f % form.fields.length]?.name ?? '';
      const before = await stored();
      const answer = await talkAs(desk, people[locale]).submit(form, { [field]: value, [key]: other } as never);
      const wrong = complaints(answer, locale, `${JSON.stringify([value, key])}`);
      const logged =
        wrong.length > 0
          ? desk.logged
              .filter((l) => l.includes('unexpected'))
              .at(-1)
              ?.slice(0, 900)
          : '';
      expect([at, field, value, wrong, logged]).toEqual([at, field, value, [], '']);
      if (answer.kind === 'errors') expect(await stored()).toEqual(before);
      else open.delete(at);
    }
  });
});

describe('what is too old, or somebody else’s', () => {
  test.each(['en', 'zh'] as const)('a button that nobody was given says what to do (%s)', async (locale) => {
    for (const button of ['', '.', 'x.0', '__proto__.0', 'a.__proto__', long, '\u0000.0']) {
      const answer = await talkAs(desk, people[locale]).press(button);
      expect(refusals(answer, locale)).toEqual([texts['error.button_gone'][locale]]);
    }
  });

  test('a form of somebody else, a form that is not there and a form pressed as a button do nothing', async () => {
    const before = await stored();
    const form = await openForm('assign', people.en);
    for (const [who, id] of [
      ['zh', form.id],
      ['zh', 'nothing'],
      ['en', `${form.id}.0`],
      ['en', '__proto__'],
      ['en', '\u0000'],
    ] as const) {
      const answer = await talkAs(desk, people[who]).submit({ ...form, id }, { member: 'mine' });
      expect(refusals(answer, who)).toEqual([texts['error.form_gone'][who]]);
    }
    for (const id of [`${form.id}.0`, form.id])
      expect(refusals(await talkAs(desk, people.en).press(id), 'en')).toEqual([texts['error.button_gone'].en]);
    expect(await stored()).toEqual(before);
  });

  test('a button of a private answer does nothing for anybody else', async () => {
    const card = cardOf(await talkAs(desk, people.en).say('/order'));
    const answer = await talkAs(desk, people.zh).click(card, 'All open orders');
    expect(cardOf(await talkAs(desk, people.en).click(card, 'All open orders')).title).toBe('Open orders');
    expect(refusals(answer, 'zh')).toEqual([texts['error.button_gone'].zh]);
  });

  test('a stranger is told whom to ask, and gets no further by buttons and forms', async () => {
    const stranger = { ...people.en, _id: 'stranger' };
    const form = await openForm('assign', people.en);
    const talk = talkAs(desk, stranger);
    for (const answer of [
      await talk.say('/order list'),
      await talk.press('x.0'),
      await talk.submit(form, valuesOf(form)),
    ])
      expect(JSON.stringify(answer)).toContain('Ada');
  });

  test('the same form sent twice files one order', async () => {
    const form = await openForm('new', people.en);
    const talk = talkAs(desk, people.en);
    const [first, second] = [await talk.submit(form, {}), await talk.submit(form, {})];
    expect(cardOf(first).title).toBe(cardOf(second).title);
  });
});
