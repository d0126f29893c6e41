import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRoutine } from '../../src/approvals/waiting.ts';
import { auditModel } from '../../src/audit/model.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import { newId } from '../../src/id.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { reasons } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { roleStep } from '../support/reviews.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, ticksOn } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());
beforeEach(() => orderModel(desk.connection).deleteMany({}));

const bob = () => talkAs(desk, company.bob);
const orders = () => orderModel(desk.connection);
const read = async (number: string): Promise<Order> => (await orders().findOne({ number }).lean<Order>()) as Order;
const stateOf = async (number: string) => (await read(number)).state;

/** An order of Anna's that waits: 10,000 and a little of the base currency, so that a manager is asked for its amount. */
async function submitted(pieces = 100, discount = 0): Promise<string> {
  const lines = [{ sku: 'A100', quantity: pieces * 1_000, discount }];
  const actor = () => desk.actor(company.anna);
  const draft = await desk.desk.drafts.create(actor(), { customer: company.acme._id, lines });
  return (await desk.desk.move(actor(), draft._id, 'submit')).order.number ?? '';
}

/** So many of them; all but the first are copies under other names. */
async function many(count: number): Promise<string[]> {
  const number = await submitted();
  const { requestKey: _, ...first } = await read(number);
  const others = Array.from({ length: count - 1 }, (_, n) => String(900_001 + n));
  const copies = others.map((n) => ({ ...first, _id: newId(), number: `SO-${n}`, draftNo: `D-${n}` }));
  await orders().insertMany(copies);
  return [number, ...copies.map((copy) => copy.number)];
}

/** The names beside the boxes of a card, and those that are ticked. */
const boxesOf = (card: SealedCard) => card.blocks.flatMap((b) => (b.kind === 'checks' ? b.choices : []));
const namesOf = (card: SealedCard): string[] => boxesOf(card).map((c) => c.label.split(' ')[0] ?? '');
const tickedOn = (card: SealedCard): string[] =>
  boxesOf(card)
    .filter((c) => ticksOn(card)?.includes(c.value))
    .map((c) => c.label.split(' ')[0] ?? '');
const listed = async (): Promise<SealedCard> => cardOf(await bob().say('/order pending'));
const labels = (card: SealedCard) => buttonsOf(card).map((b) => b.label);
/** What a result says of an order. */
const saidOf = (card: SealedCard, number: string): string =>
  card.blocks.flatMap((b) => (b.kind === 'list' ? b.items : [])).find((i) => i.text.includes(number))?.detail ?? '';
const errorOf = (answer: Answer): string => cardOf(answer).summary;

describe('what waits for a decision', () => {
  test('is a list with boxes for what may be decided at once, and the rest below, to be opened one by one', async () => {
    const [small, large, cheap] = [await submitted(100), await submitted(1_000), await submitted(100, 2_500)];
    const card = await listed();
    expect(namesOf(card)).toEqual([small]);
    expect(textOf(card)).toContain('3 orders wait for your decision');
    const below = card.blocks.flatMap((b) => (b.kind === 'list' ? b.items : []));
    expect(below.map((i) => i.text.split(' ')[0]).sort()).toEqual([large, cheap].sort());
    const open = below.find((i) => i.text.includes(cheap))?.buttons?.[0]?.id ?? '';
    const decision = cardOf(await bob().press(open));
    expect(decision.title).toContain('Please decide');
    expect(labels(decision)).toEqual(expect.arrayContaining(['Approve', 'Reject', 'Return']));
  });

  test('is nothing for who has nothing to decide, and stands in the help of those only who usually decide', async () => {
    expect(textOf(await listed())).toContain('Nothing waits for your decision');
    expect(labels(await listed())).toEqual([]);
    const anna = cardOf(await talkAs(desk, company.anna).say('/order pending'));
    expect(textOf(anna)).toContain('Nothing waits for your decision');
    expect(textOf(cardOf(await talkAs(desk, company.anna).say('/order help')))).not.toContain('/order pending');
  });

  test('is kept ticked through all pages, and approved from any of them', async () => {
    const numbers = await many(22);
    const first = await listed();
    const [a = '', b = ''] = namesOf(first);
    expect(namesOf(first)).toHaveLength(10);
    const second = cardOf(await bob().click(first, 'More', [a, b]));
    const third = cardOf(await bob().click(second, 'More', [namesOf(second)[4] ?? '']));
    expect(namesOf(third)).toHaveLength(2);
    expect(labels(third)).toContain('Approve selected (and 3 on other pages)');
    const again = cardOf(await bob().click(cardOf(await bob().click(third, 'Back')), 'Back'));
    expect(tickedOn(again)).toEqual([a, b]);
    // What is unticked on its page is not selected any more.
    const result = cardOf(await bob().click(again, 'Approve selected (and 1 on other pages)', [b]));
    expect(result.summary).toBe('Approved 2 of 2; skipped 0.');
    const states = await Promise.all(numbers.map(stateOf));
    expect(states.filter((s) => s === 'approved')).toHaveLength(2);
    expect([await stateOf(a), await stateOf(b)]).toEqual(['pending', 'approved']);
    const opened = result.blocks
      .flatMap((x) => (x.kind === 'list' ? x.items : []))
      .map((i) => i.buttons?.[0]?.id ?? '');
    expect(cardOf(await bob().press(opened[0] ?? '')).title).toMatch(/SO-\d{6}/);
  });

  test('is ticked as a whole page by one button', async () => {
    await many(3);
    const all = cardOf(await bob().click(await listed(), 'Select this page'));
    expect(tickedOn(all)).toEqual(namesOf(all));
    expect(labels(all)).not.toContain('Select this page');
  });
});

describe('a decision about many', () => {
  test('passes over and names what changed, what a colleague decided, and what is not one’s own any more', async () => {
    const [changed = '', decided = '', moved = '', left = ''] = await many(4);
    const card = await listed();
    await talkAs(desk, company.anna).say(`/order withdraw ${changed}`);
    await talkAs(desk, company.anna).say(`/order submit ${changed}`);
    await talkAs(desk, company.ada).say(`/order approve ${decided}`);
    await orders().updateOne({ number: moved }, { $set: { team: 'another' } });
    const result = cardOf(await bob().click(card, 'Approve selected', [changed, decided, moved, left]));
    expect(result.summary).toBe('Approved 1 of 4; skipped 3.');
    expect(saidOf(result, changed)).toContain('changed since the list was drawn');
    expect(saidOf(result, decided)).toBe('had been settled already: Ada · approved');
    expect(saidOf(result, moved)).toContain('cannot see this order');
    expect(saidOf(result, left)).toBe('approved');
    expect(await Promise.all([changed, decided, moved, left].map(stateOf))).toEqual([
      'pending',
      'approved',
      'pending',
      'approved',
    ]);
    const refused = await auditModel(desk.connection)
      .find({ refused: { $exists: true } })
      .lean();
    expect(refused.map((e) => e.subject?.id)).toEqual(
      expect.arrayContaining([(await read(changed))._id, (await read(decided))._id]),
    );
  });

  test('shows what changed as not ticked any more, when its page is shown again', async () => {
    const numbers = await many(12);
    const first = await listed();
    const [a = '', b = ''] = namesOf(first);
    const second = cardOf(await bob().click(first, 'More', [a, b]));
    const said = { at: desk.clock(), action: 'ask' as const, key: 'something happened' };
    await orders().updateOne({ number: a }, { $inc: { revision: 1 }, $push: { timeline: said } });
    // Risks that are worked out anew change nothing that was seen.
    await orders().updateOne({ number: b }, { $inc: { revision: 1 } });
    const back = cardOf(await bob().click(second, 'Back'));
    expect(tickedOn(back)).toEqual([b]);
    expect(boxesOf(back).find((c) => c.label.includes(a))?.detail).toContain('changed since you ticked it');
    expect(numbers).toContain(a);
  });

  test('is made once however often the button is pressed, also by two people', async () => {
    const numbers = await many(3);
    const card = await listed();
    const ada = talkAs(desk, company.ada);
    const hers = cardOf(await ada.say('/order pending'));
    const answers = await Promise.all([
      bob().click(card, 'Approve selected', numbers),
      bob().click(card, 'Approve selected', numbers),
      ada.click(hers, 'Approve selected', numbers),
    ]);
    for (const number of numbers) {
      const order = await read(number);
      expect(order.timeline.filter((e) => e.action === 'approve')).toHaveLength(1);
    }
    const approved = answers.map((answer) => Number(/Approved (\d)/.exec(cardOf(answer).summary)?.[1]));
    expect(approved.reduce((sum, n) => sum + n, 0)).toBe(3);
  });

  test('goes on where it stopped, when the process died over it: the same press gives the same result', async () => {
    const numbers = await many(2);
    const card = await listed();
    const press = {
      kind: 'click' as const,
      from: `console:${company.bob._id}` as const,
      conversation: `console:@${company.bob._id}` as const,
      key: 'one-press',
      button: buttonsOf(card).find((b) => b.label === 'Approve selected')?.id ?? '',
      checked: ticksOn(card, numbers),
    };
    // As a process left it that died after the first of two.
    const [done] = await Promise.all([read(namesOf(card)[0] ?? '')]);
    await desk.desk.move(desk.actor(company.bob, `one-press:${done?._id}`), done?._id ?? '', 'approve');
    const result = cardOf(await desk.bot(press));
    expect(result.summary).toBe('Approved 2 of 2; skipped 0.');
    expect(await Promise.all(numbers.map(stateOf))).toEqual(['approved', 'approved']);
    expect(cardOf(await desk.bot(press)).summary).toBe(result.summary);
  });

  test('to reject asks for a reason once, which the form insists on, and every owner reads it', async () => {
    const [a = '', b = '', c = ''] = await many(3);
    const form = formOf(await bob().click(await listed(), 'Reject selected', [a, b]));
    expect(form.note).toBe(`Selected: ${b}, ${a}`);
    expect(JSON.stringify(await bob().submit(form, { reason: ' ' }))).toContain('needs a reason');
    expect(JSON.stringify(await bob().submit(form, { reason: 'x'.repeat(501) }))).toContain('too long');
    const result = cardOf(await bob().submit(form, { reason: 'not this month' }));
    expect(result.summary).toBe('Rejected 2 of 2; skipped 0.');
    expect(textOf(result)).toContain('not this month');
    expect(await Promise.all([a, b, c].map(stateOf))).toEqual(['rejected', 'rejected', 'pending']);
    expect((await read(a)).timeline.at(-1)).toMatchObject({ action: 'reject', note: 'not this month' });
  });

  test('of more than a hundred is refused, and then nothing is decided', async () => {
    const numbers = await many(101);
    let card = await listed();
    while (labels(card).includes('More')) card = cardOf(await bob().click(card, 'More', namesOf(card)));
    const label = 'Approve selected (and 100 on other pages)';
    expect(errorOf(await bob().click(card, label, namesOf(card)))).toContain('more than 100 orders');
    expect(await orders().countDocuments({ state: 'pending' })).toBe(numbers.length);
    if (!process.env.SOAK) return;
    expect(cardOf(await bob().click(card, label, [])).summary).toBe('Approved 100 of 100; skipped 0.');
    expect(await orders().countDocuments({ state: 'pending' })).toBe(1);
  }, 60_000);
});

describe('boxes', () => {
  const press = (card: SealedCard, label: string, checked: unknown): Promise<Answer> =>
    desk.bot({
      kind: 'click',
      from: `console:${company.bob._id}`,
      conversation: `console:@${company.bob._id}`,
      key: `${label} ${JSON.stringify(checked)} ${Math.random()}`,
      button: buttonsOf(card).find((b) => b.label === label)?.id ?? '',
      checked: checked as string[],
    });

  test('bring nothing but what the card offered, and nothing is done where they bring something else', async () => {
    const [number = ''] = await many(1);
    const card = await listed();
    const id = (await read(number))._id;
    expect(textOf(card)).not.toContain(id);
    for (const odd of [['7'], [id], ['0', '-1'], ['__proto__'], [0], [null], [['0']]])
      expect(errorOf(await press(card, 'Approve selected', odd))).toContain('does not offer');
    for (const odd of [undefined, null, '0', { 0: true }, 7])
      expect(errorOf(await press(card, 'Approve selected', odd))).toContain('did not arrive');
    expect(errorOf(await press(card, 'Approve selected', []))).toContain('Nothing is ticked');
    expect(await stateOf(number)).toBe('pending');
    expect(cardOf(await press(card, 'Approve selected', ['0', '0'])).summary).toBe('Approved 1 of 1; skipped 0.');
  });

  test('are their reader’s own: nobody else presses the buttons of the list', async () => {
    await many(1);
    const answer = await talkAs(desk, company.ada).click(await listed(), 'Approve selected', []);
    expect(errorOf(answer)).toContain('too old or unknown');
  });
});

describe('what may be decided at once', () => {
  const step = fc.record({
    reasons: fc.uniqueArray(fc.constantFrom(...reasons), { minLength: 1, maxLength: 3 }),
    need: fc.constant('any' as const),
    seats: fc.array(fc.record({ fallback: fc.constantFrom(undefined, undefined, 'admin', 'owner') }), { minLength: 1 }),
  });
  const order = fc.record({
    state: fc.constantFrom('pending', 'pending', 'pending', 'approved', 'draft'),
    classes: fc.record({ size: fc.constantFrom('small', 'medium', 'large') }),
    approval: fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 3 }),
      question: fc.constantFrom(undefined, undefined, { by: 'bob', text: 'why?' }),
    }),
  });

  test('is asked about for its amount alone, is not large, and nothing about it is open', () => {
    fc.assert(
      fc.property(order, (one) => {
        const flags = one.approval.steps.flatMap((s) => s.reasons).filter((r) => r !== 'amount');
        const isOwn = one.approval.steps.some((s) => s.seats.some((seat) => seat.fallback === 'owner'));
        const isPlain = one.state === 'pending' && one.classes.size !== 'large' && !one.approval.question;
        expect(isRoutine(one as unknown as Order)).toBe(isPlain && flags.length === 0 && !isOwn);
      }),
    );
  });

  test('is nothing that has no step, no class or a step without a reason', () => {
    const classes = { size: 'small' };
    const like = (more: object) => isRoutine({ state: 'pending', classes, ...more } as unknown as Order);
    const usual = { steps: [roleStep('manager')] };
    expect(like({ approval: usual })).toBe(true);
    expect(like({})).toBe(false);
    expect(like({ approval: { steps: [] } })).toBe(false);
    expect(like({ approval: { steps: [roleStep('manager', { reasons: [] })] } })).toBe(false);
    expect(like({ approval: usual, classes: undefined })).toBe(false);
  });
});
