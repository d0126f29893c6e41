import { describe, expect, test } from '@jest/globals';
import { renderCard } from '../../../adapters/slack/render/index.ts';
import { decisionCard } from '../../../src/approvals/card.ts';
import { failureCard } from '../../../src/bot/failure.ts';
import type { Card } from '../../../src/chat/card.ts';
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
import { states } from '../../../src/orders/order.ts';
import { productCard } from '../../../src/products/card.ts';
import { digestCard } from '../../../src/reminders/card.ts';
import { reportCard } from '../../../src/reports/card.ts';
import { groupings } from '../../../src/reports/vocabulary.ts';
import { settingsSchema } from '../../../src/settings/settings.ts';
import { type Locale, locales } from '../../../src/text/index.ts';
import { resultOf, row } from '../../reports/support/rows.ts';
import { everyWay, expectSound, pagesOf } from './support/checks.ts';
import { customer, facts, members, order, product, sealed, seers, today, viewerWith } from './support/company.ts';
import { longNote, nasty, nastyName } from './support/nasty.ts';
import { textsOf } from './support/said.ts';

const context = { members, today, zone: 'Asia/Shanghai' };
const settings = settingsSchema.parse({
  company: nastyName,
  currency: 'CNY',
  timezone: 'Asia/Shanghai',
  locale: 'zh',
  rates: { USD: 7_120_000, EUR: 7_800_000 },
  channels: nasty.map((text) => ({ address: `slack:T1:${text}`, purpose: 'orders', role: 'sales', teams: ['east'] })),
});

/** The card is sound on every surface, in the language that it was made in. */
function expectCard(card: Card | undefined, locale: Locale): void {
  if (!card) throw new Error('there is no card');
  for (const way of everyWay.filter((w) => w.locale === locale)) expectSound(sealed(card), way);
}

describe.each([...locales])('in %s', (locale) => {
  test.each([...states])('the card of an order that is %s, to each role', (state) => {
    for (const roles of seers) expectCard(orderCard(viewerWith(roles, locale), order(state, 12), context), locale);
  });

  test('the card of an order of 200 lines', () => {
    expectCard(orderCard(viewerWith(['sales'], locale), order('on_hold'), context), locale);
    expectCard(orderCard(viewerWith(['admin'], locale), order('part_shipped'), context), locale);
  });

  test.each(['pending', 'approved', 'rejected'] as const)(
    'the card of a decision about an order that is %s',
    (state) => {
      for (const roles of seers)
        expectCard(decisionCard(viewerWith(roles, locale), order(state, 30), facts, context), locale);
    },
  );

  test('a page of orders, My day and the digest of reminders', () => {
    const orders = states.map((state) => order(state, 1));
    const viewer = viewerWith(['admin'], locale);
    const turn = (skip: number) => ({ command: 'list', input: { skip } });
    const options = { title: nastyName, empty: nastyName, today, turn, skip: 10, size: 10 };
    expectCard(listCard(viewer, { orders, more: true }, options), locale);
    expectCard(listCard(viewer, { orders: [], more: false }, options), locale);
    const stages = states.map((state) => ({ state, count: 1234 }));
    expectCard(dayCard(viewer, { waiting: orders, stages, deliveries: orders, overdue: orders }, today), locale);
    expectCard(dayCard(viewer, { waiting: [], stages: [], deliveries: [] }, today), locale);
    const due = orders.flatMap((one) =>
      (['delivery', 'payment'] as const).map((kind) => ({
        occurrence: { key: `${one._id}${kind}`, kind, order: one._id, offset: 3, on: today },
        order: one,
      })),
    );
    expectCard(digestCard(viewer, due, 'digest:key'), locale);
  });

  test('a customer, a product, a choice between records', () => {
    const item = { sku: 'A*B*', name: nastyName, unit: 'pc', times: 3, quantity: 1000, lastPrice: 1 };
    const habits = { orders: 9, usual: [item, item], interval: 7, average: 100, trend: 20 };
    const profile = { owner: nastyName, lastOrders: [order('shipped', 1)], habits, exposure: 200, overdue: 100 };
    for (const roles of seers) {
      expectCard(customerCard(viewerWith(roles, locale), customer, profile, { currency: 'CNY', today }), locale);
      expectCard(productCard(viewerWith(roles, locale), product, { currency: 'CNY' }), locale);
    }
    const entries = nasty.map((text) => ({ text, detail: nastyName, input: {} }));
    expectCard(chooseCard(longNote(300), 'customer', entries, { locale }), locale);
  });

  test.each([...groupings])('a report by %s, with its picture', (by) => {
    const rows = Array.from({ length: 120 }, (_, n) => row({ code: `C${n}`, name: `${n} ${nastyName}` }));
    const drawn = { file: { id: 'f1', name: 'chart.png', mime: 'image/png' }, alt: longNote(3000) };
    const sights = { money: true, mayUse: () => true };
    const card = sealed(reportCard(resultOf(rows, rows, { by }), sights, locale, drawn));
    for (const way of everyWay.filter((w) => w.locale === locale)) {
      expectSound(card, way);
      expectSound(card, { ...way, slackFile: () => 'F1' });
    }
  });

  test('the settings, what went wrong, and the notices', () => {
    expectCard(settingsCard(settings, [{ _id: 'east', name: nastyName }], { locale }, longNote(500)), locale);
    const errors = nasty.map((text) => new DeskError('error.order_not_found', { name: text }));
    expectCard(failureCard(errors, locale), locale);
    const world = (data: object) =>
      ({
        viewer: viewerWith(['sales'], locale),
        order: order('on_hold', 1),
        members,
        data,
      }) as unknown as NoticeContext;
    for (const notice of [told, happened])
      expectCard(notice(world({ action: 'hold', by: 'anna', key: 'k8' })) as Card, locale);
  });
});

describe('an order of 200 lines', () => {
  const card = sealed(decisionCard(viewerWith(['manager'], 'en'), order('pending'), facts, context));
  const pages = pagesOf(card, 'message', 'en');

  test('is cut into pages, on each of which it can be decided', () => {
    expect(pages.length).toBeGreaterThan(2);
    for (const { blocks } of pages) {
      const labels = blocks.flatMap((b) => (b.type === 'actions' ? b.elements : [])).map((e) => textsOf(e)[0]);
      expect(labels).toEqual(expect.arrayContaining(['Approve', 'Reject', 'Open']));
    }
  });

  test('shows its lines as one of Slack’s own tables a page, with all columns', () => {
    const tables = pages.map(({ blocks }) => blocks.filter((b) => b.type === 'table'));
    expect(tables.every((some) => some.length <= 1)).toBe(true);
    const rows = tables.flat().flatMap((table) => ('rows' in table ? table.rows.slice(1) : []));
    expect(rows.length).toBe(200);
    expect(new Set(rows.map((r) => r.length)).size).toBe(1);
  });

  test('says on each page which one it is', () => {
    pages.forEach(({ blocks }, i) => {
      expect(textsOf(blocks)).toContain(`page ${i + 1} of ${pages.length}`);
    });
  });

  test('a page that is not there is the nearest one that is', () => {
    const draw = (page: number) => renderCard(card, { locale: 'en', surface: 'message', page, pagesKey: 'key' }).blocks;
    expect(draw(-3)).toEqual(draw(1));
    expect(draw(999)).toEqual(draw(pages.length));
    expect(draw(Number.NaN)).toEqual(draw(1));
  });
});
