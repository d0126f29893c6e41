import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SealedCard } from '../../src/chat/card.ts';
import { customerModel } from '../../src/customers/model.ts';
import type { Member } from '../../src/members/member.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import type { DraftInput } from '../../src/orders/draft-input.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const move = async (who: Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}) =>
  (await desk.desk.move(desk.actor(who), order._id, action, { reason: 'because', text: 'why?', ...input })).order;
const filed = async (more: Partial<DraftInput> = {}, pieces = 100): Promise<Order> => {
  const lines = [{ sku: 'A100', quantity: pieces * 1_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines, ...more });
  return move(company.anna, draft, 'submit');
};
const cardFor = async (who: Member, order: Order): Promise<SealedCard> =>
  cardOf(await talkAs(desk, who).say(`/order decide ${order.number}`));
const fieldsOn = (card: SealedCard): Record<string, string> =>
  Object.fromEntries(card.blocks.flatMap((b) => (b.kind === 'fields' ? b.fields : [])).map((f) => [f.label, f.value]));
const fieldsFor = async (who: Member, order: Order) => fieldsOn(await cardFor(who, order));

describe('the card shows what the decision binds', () => {
  test('terms beside the usual ones, dates, purchase order, where it goes, and the notes', async () => {
    await customerModel(desk.connection).updateOne({ _id: company.acme._id }, { $set: { paymentDays: 365 } });
    const order = await filed({
      requestedDate: '2026-12-24',
      poNo: 'PO-77',
      notes: 'pallets of six',
      shipTo: 'Gate 4',
    });
    await customerModel(desk.connection).updateOne({ _id: company.acme._id }, { $set: { paymentDays: 30 } });
    const fields = await fieldsFor(company.bob, order);
    expect(fields).toMatchObject({
      'Payment terms': '365 days (usually 30 days)',
      Requested: '2026-12-24',
      Promised: '2026-12-24',
      'Customer PO': 'PO-77',
      'Ship to': 'Gate 4',
      Notes: 'pallets of six',
    });
    // What somebody wrote comes after what the decision rests on.
    expect(Object.keys(fields).indexOf('Total')).toBeLessThan(Object.keys(fields).indexOf('Payment terms'));
    expect(Object.keys(fields).at(-1)).toBe('Notes');
    expect(textOf(await cardFor(company.fiona, order))).not.toContain('Gate 4');
  });

  test('the usual terms by themselves', async () => {
    expect(await fieldsFor(company.bob, await filed())).toMatchObject({ 'Payment terms': '30 days' });
  });
});
