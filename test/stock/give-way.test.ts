import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditModel } from '../../src/audit/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { transact } from '../../src/database/transact.ts';
import { DeskError } from '../../src/errors.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { createGiveWay, whoGivesWay } from '../../src/stock/give-way.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { withinThere } from '../../src/stock/overship.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { orderNow } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { settle } from '../support/settle.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';
import { piece, warehouse } from './support/goods.ts';

let desk: TestDesk;
let company: Company;
let store: ReturnType<typeof warehouse>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  store = warehouse(desk, company);
});
afterAll(() => desk.close());

const tick = () => desk.desk.stock.tick(desk.clock());
const book = (sku: string, kind: 'count' | 'receive' | 'scrap', pieces: number) =>
  desk.desk.stock.book(store.by('otto'), sku, { kind, quantity: pieces * piece, reason: 'as it is' });
const otto = () => talkAs(desk, company.otto);
const labels = (card: ReturnType<typeof cardOf>) => buttonsOf(card).map((b) => b.label);
const toldOf = async (order: Order) =>
  (await outboxModel(desk.connection).find({ order: order._id, notice: 'reservation_lost' }).lean())
    .map((r) => (r.viewer as { member: string }).member)
    .sort();
const kinds = async (product: string) =>
  (await stockMoveModel(desk.connection).find({ product }).sort({ _id: 1 }).lean()).map((m) => [
    m.kind,
    m.quantity / piece,
  ]);

describe('less is there than orders hold', () => {
  test('a count takes from the orders that were submitted last; they wait, are told once, and get it back in their old place', async () => {
    const { sku, id } = await store.goods(10);
    const [first, second, third] = (await store.inTurn(sku, 4, 3, 3)) as [Order, Order, Order];
    const late = await store.submitted([sku, 2]);
    await book(sku, 'count', 6);
    expect([await store.heldNow(first, second, third, late), await store.shelf(id)]).toEqual([
      [4, 2, 0, 0],
      [6, 6, 6],
    ]);
    const people = [company.anna._id, company.otto._id].sort();
    expect([await toldOf(first), await toldOf(second), await toldOf(third)]).toEqual([[], people, people]);
    expect((await orderNow(desk, second._id)).timeline.at(-1)).toMatchObject({
      action: 'reservation_lost',
      goods: { held: `${sku}x1`, short: `${sku}x1` },
    });
    await settle(desk);
    const seen = await talkAs(desk, company.anna).say(`/order ${second.number}`);
    expect(textOf(cardOf(seen))).toContain('goods held for it are not there any more');
    await book(sku, 'receive', 4);
    await tick();
    expect([await store.heldNow(first, second, third, late), await store.shelf(id)]).toEqual([
      [4, 3, 3, 0],
      [10, 10, 2],
    ]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('what nobody has decided yet gives way before what is agreed', async () => {
    const { sku } = await store.goods(30, 1000_0000);
    const pending = await store.submitted([sku, 20]);
    store.later(1);
    const later = await store.submitted([sku, 10]);
    const agreed = later.state === 'pending' ? await store.moved('bob', later, 'approve') : later;
    await book(sku, 'scrap', 5);
    expect(await store.heldNow(pending, agreed)).toEqual([15, 10]);
    // Operations hear of what is agreed; of the other one its owner alone.
    expect(await toldOf(pending)).toEqual([company.anna._id]);
  });

  test('the form of the product, too; and a file is put right by the timetable', async () => {
    const { sku, id } = await store.goods(8);
    const [first, second] = (await store.inTurn(sku, 4, 4)) as [Order, Order];
    await desk.desk.products.update(store.by('ada'), sku, { onHand: 7 * piece });
    expect([await store.heldNow(first, second), await store.shelf(id)]).toEqual([
      [4, 3],
      [7, 7, 1],
    ]);
    // As a file leaves it: counted and marked, the orders not yet looked at.
    await productModel(desk.connection).updateOne(
      { _id: id },
      { $set: { onHand: 5 * piece, restockedAt: desk.clock() } },
    );
    await stockMoveModel(desk.connection).insertMany([
      { _id: `file-${id}`, at: desk.clock(), product: id, kind: 'count', quantity: -2 * piece, key: 'file' },
    ]);
    await tick();
    expect([await store.heldNow(first, second), await store.shelf(id)]).toEqual([
      [4, 1],
      [5, 5, 3],
    ]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('an order that loses two products is told once, with both', async () => {
    const [one, two] = [await store.goods(5), await store.goods(5)];
    const first = await store.submitted([one.sku, 5], [two.sku, 5]);
    const second = await store.submitted([one.sku, 2], [two.sku, 3]);
    await store.moved('otto', second, 'ship', { overship: 'take' });
    expect(await toldOf(first)).toEqual([company.anna._id, company.otto._id].sort());
    const news = (await orderNow(desk, first._id)).timeline.filter((e) => e.action === 'reservation_lost');
    expect(news).toMatchObject([
      { by: company.otto._id, goods: { lost: 'ship', held: expect.stringContaining(`${one.sku}x2`) } },
    ]);
    expect(news[0]?.goods?.held).toContain(`${two.sku}x3`);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('so many orders that one transaction would not end give way a part at a time', async () => {
    const { sku, id } = await store.goods(6);
    const orders = await store.inTurn(sku, 2, 2, 2);
    const { connection, members, audit, outbox } = { ...desk, ...desk.desk };
    const giveWay = createGiveWay({ connection, members, audit, outbox, directOf: () => [] }, 2);
    await productModel(desk.connection).updateOne({ _id: id }, { $set: { onHand: 0 } });
    await stockMoveModel(desk.connection).insertMany([
      { _id: `gone-${id}`, at: desk.clock(), product: id, kind: 'count', quantity: -6 * piece, key: 'gone' },
    ]);
    const step = () => transact(connection, (session) => giveWay([id], { now: desk.clock(), cause: 'file' }, session));
    expect([await step(), await store.heldNow(...orders)]).toEqual([true, [2, 0, 0]]);
    expect([await step(), await store.heldNow(...orders)]).toEqual([false, [0, 0, 0]]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('a product of which more is reserved than anybody holds is looked at once, and left to who reconciles', async () => {
    const { id } = await store.goods(5);
    const products = productModel(desk.connection);
    await products.updateOne({ _id: id }, { $set: { reserved: 9 * piece, restockedAt: desk.clock() } });
    await tick();
    expect((await products.findById(id).lean())?.restockedAt).toBeUndefined();
    await products.updateOne({ _id: id }, { $set: { reserved: 0 } });
  });

  test('of a product that nobody counted nothing is held, so nothing is lost', async () => {
    const { sku, id } = await store.goods(undefined);
    const order = await store.submitted([sku, 4]);
    expect(labels(cardOf(await otto().say(`/order ship ${order.number} SF 1`)))).not.toContain('Send all, others wait');
    expect((await orderNow(desk, order._id)).state).toBe('shipped');
    expect((await store.shelf(id))[1]).toBe(0);
  });
});

describe('an order that would send more than is there for it', () => {
  /** Ten pieces: seven held for the first, three for the second, which wants eight. */
  async function tight(): Promise<{ sku: string; id: string; first: Order; second: Order }> {
    const { sku, id } = await store.goods(10);
    const [first, second] = (await store.inTurn(sku, 7, 8)) as [Order, Order];
    return { sku, id, first, second };
  }

  test('is asked about, names who holds the rest, and stores nothing', async () => {
    const { sku, id, first, second } = await tight();
    const card = cardOf(await otto().say(`/order ship ${second.number} SF 77`));
    expect(textOf(card)).toContain(`${sku}: 8 to send, 3 there for it`);
    expect(textOf(card)).toContain(`${first.number} · 7`);
    expect(labels(card)).toEqual([`Send ${sku}x3`, `Book in ${sku}x5, send all`, 'Send all, others wait']);
    expect(await store.shelf(id)).toEqual([10, 10, 5]);
    expect((await orderNow(desk, second._id)).shipments).toEqual([]);
    await expect(store.moved('otto', second, 'ship')).rejects.toMatchObject({ code: 'error.ship_asks' });
  });

  test('sends what is there for it, with what was said of the parcel', async () => {
    const { sku, id, first, second } = await tight();
    const card = cardOf(await otto().say(`/order ship ${second.number} SF 77`));
    await otto().click(card, `Send ${sku}x3`);
    await otto().click(card, `Send ${sku}x3`);
    const after = await orderNow(desk, second._id);
    expect(after.shipments).toMatchObject([
      { carrier: 'SF', trackingNo: '77', lines: [{ index: 0, quantity: 3 * piece }] },
    ]);
    expect([await store.heldNow(first, second), await store.shelf(id)]).toEqual([
      [7, 0],
      [7, 7, 5],
    ]);
  });

  test('books in what came without a word, and nobody loses anything', async () => {
    const { sku, id, first, second } = await tight();
    const card = cardOf(await otto().say(`/order ship ${second.number} SF 78`));
    await otto().click(card, `Book in ${sku}x5, send all`);
    expect([await store.heldNow(first, second), await store.shelf(id)]).toEqual([
      [7, 0],
      [7, 7, 0],
    ]);
    expect((await kinds(id)).slice(-3)).toEqual([
      ['receive', 5],
      ['ship', 8],
      ['release', 3],
    ]);
    expect(await toldOf(first)).toEqual([]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('takes it from the others, who are told and wait', async () => {
    const { sku, id, first, second } = await tight();
    const card = cardOf(await otto().say(`/order ship ${second.number} SF 79`));
    expect(buttonsOf(card).at(-1)?.confirm).toContain(`${sku}x5`);
    await otto().click(card, 'Send all, others wait');
    await otto().click(card, 'Send all, others wait');
    expect([await store.heldNow(first, second), await store.shelf(id)]).toEqual([
      [2, 0],
      [2, 2, 5],
    ]);
    expect(await toldOf(first)).toEqual([company.anna._id, company.otto._id].sort());
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('an answer is for the parcel that was asked about: another answer of the same card sends nothing more', async () => {
    const { sku, id, second } = await tight();
    const card = cardOf(await otto().say(`/order ship ${second.number} SF 80`));
    await otto().click(card, `Send ${sku}x3`);
    const late = textOf(cardOf(await otto().click(card, `Book in ${sku}x5, send all`)));
    expect(late).toContain('Somebody changed');
    expect((await orderNow(desk, second._id)).shipments).toHaveLength(1);
    expect((await kinds(id)).filter(([kind]) => kind === 'receive')).toEqual([]);
  });

  test('an answer is for what was shown: where more is missing by now, it is asked again', async () => {
    const { sku, id, second } = await tight();
    const card = cardOf(await otto().say(`/order ship ${second.number} SF 81`));
    await book(sku, 'count', 6);
    const again = cardOf(await otto().click(card, `Book in ${sku}x5, send all`));
    expect(textOf(again)).toContain(`${sku}: 8 to send, 0 there for it`);
    expect((await orderNow(desk, second._id)).shipments).toEqual([]);
    await otto().click(again, `Book in ${sku}x8, send all`);
    expect(await store.shelf(id)).toEqual([6, 6, 1]);
  });

  test('two parcels that were asked about at once are not taken for one: the second is refused aloud', async () => {
    const { sku, second } = await tight();
    const [one, two] = [
      cardOf(await otto().say(`/order ship ${second.number} SF 82 ${sku}x4`)),
      cardOf(await otto().say(`/order ship ${second.number} SF 83 ${sku}x5`)),
    ];
    await otto().click(one, `Book in ${sku}x1, send all`);
    const refused = textOf(cardOf(await otto().click(two, `Book in ${sku}x2, send all`)));
    expect(refused).not.toContain('SF · 83');
    expect((await orderNow(desk, second._id)).shipments.map((s) => s.trackingNo)).toEqual(['82']);
  });

  test('a line that is typed twice is one part of the question', async () => {
    const { sku, second } = await tight();
    const card = cardOf(await otto().say(`/order ship ${second.number} SF 84 ${sku}x2 ${sku}x3`));
    expect(textOf(card)).toContain(`${sku}: 5 to send, 3 there for it`);
    expect(labels(card)[0]).toBe(`Send ${sku}x3`);
  });

  test('who booked in, and who took, stands on the order, and what was booked in on the product’s trail', async () => {
    const { sku, id, second } = await tight();
    const card = cardOf(await otto().say(`/order ship ${second.number} SF 85`));
    await otto().click(card, `Book in ${sku}x5, send all`);
    const sent = (await orderNow(desk, second._id)).timeline.find((e) => e.action === 'ship');
    expect(sent).toMatchObject({ by: company.otto._id, goods: { booked: `${sku}x5` } });
    const [booked] = await auditModel(desk.connection).find({ 'subject.id': id, action: 'stock.receive' }).lean();
    expect([booked?.by, booked?.before?.onHand, booked?.after?.onHand]).toEqual([company.otto._id, 10_000, 15_000]);
  });

  test('cannot take what is not on hand either: it came in, or the product is counted first', async () => {
    const { sku, id } = await store.goods(2);
    const order = await store.submitted([sku, 6]);
    const form = formOf(await otto().say(`/order ship ${order.number}`));
    const card = cardOf(await otto().submit(form, {}));
    expect(labels(card)).toEqual([`Send ${sku}x2`, `Book in ${sku}x4, send all`]);
    await expect(store.moved('otto', order, 'ship', { overship: 'take' })).rejects.toMatchObject({
      code: 'error.ship_asks',
    });
    await otto().click(card, `Book in ${sku}x4, send all`);
    expect([(await orderNow(desk, order._id)).state, await store.shelf(id)]).toEqual(['shipped', [0, 0, 0]]);
  });

  test('two lines of one product share what is there, the first line first', () => {
    const line = (product: string) => ({ product }) as Order['lines'][number];
    const gaps = [{ product: 'p', sku: 'P', sent: 9, there: 5, isOnHand: true }];
    const parts = [
      { index: 0, quantity: 4 },
      { index: 1, quantity: 2 },
      { index: 2, quantity: 5 },
    ];
    expect(withinThere({ lines: [line('p'), line('q'), line('p')] }, parts, gaps)).toEqual([
      { index: 0, quantity: 4 },
      { index: 1, quantity: 2 },
      { index: 2, quantity: 1 },
    ]);
    expect(withinThere({ lines: [line('p')] }, [{ index: 0, quantity: 4 }], [{ ...gaps[0]!, there: 0 }])).toEqual([]);
  });
});

test('who gives way first: undecided, then the latest submission; the order of it never depends on how they are listed', () => {
  const order = fc
    .tuple(fc.constantFrom('pending', 'approved'), fc.nat(3), fc.nat(50))
    .map(([state, at, n]) => ({ _id: `o${n}`, state, approval: { submittedAt: new Date(at) } }) as unknown as Order);
  fc.assert(
    fc.property(
      fc.uniqueArray(order, { selector: (o) => o._id, maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      (all, random) => {
        const sorted = all.toSorted(whoGivesWay);
        const keys = new Map(all.map((o) => [o._id, random.next().value]));
        const shuffled = all.toSorted((a, b) => keys.get(a._id)! - keys.get(b._id)!).toSorted(whoGivesWay);
        expect(shuffled.map((o) => o._id)).toEqual(sorted.map((o) => o._id));
        const states = sorted.map((o) => o.state);
        expect(states).toEqual([...states.filter((s) => s === 'pending'), ...states.filter((s) => s === 'approved')]);
      },
    ),
  );
});

test('orders that are sent and goods that are counted at the same moment: never more is held than is there, and nothing is lost', async () => {
  const { sku, id } = await store.goods(40);
  const orders = await store.inTurn(sku, ...Array.from({ length: 10 }, () => 5));
  const ship = (order: Order) => store.moved('otto', order, 'ship', { overship: 'take' }).catch((error) => error);
  const done = await Promise.all([...orders.slice(5).map(ship), book(sku, 'scrap', 3), book(sku, 'scrap', 4), tick()]);
  for (const one of done) if (one instanceof Error) expect(one).toBeInstanceOf(DeskError);
  const [onHand, reserved] = await store.shelf(id);
  expect(reserved).toBeLessThanOrEqual(onHand);
  expect(onHand).toBeGreaterThanOrEqual(0);
  await tick();
  expect(await reconcile(desk.connection)).toEqual([]);
});
