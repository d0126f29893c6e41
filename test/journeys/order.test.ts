import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

describe('an order from entry to completion', () => {
  test('a salesperson files it from one line, a manager approves, operations ships, finance is paid, it completes', async () => {
    const [anna, bob, otto, fiona] = [company.anna, company.bob, company.otto, company.fiona].map((m) =>
      talkAs(desk, m),
    );
    const form = formOf(await anna!.say('/order new acme A100x100 B200x5@9.50 due 12/20 po 4711'));
    expect(form.note).toBeUndefined();
    const filed = cardOf(await anna!.submit(form, {}));
    expect(filed.title).toContain('SO-000001');
    expect(filed.badge?.label).toBe('pending approval');

    const decided = cardOf(await bob!.say('/order approve SO-1'));
    expect(decided.badge?.label).toBe('approved');

    const shipForm = formOf(await otto!.click(cardOf(await otto!.say('订单 查看 SO-1')), 'Ship'));
    const shipped = cardOf(await otto!.submit(shipForm, { carrier: 'SF', trackingNo: '12345' }));
    expect(shipped.badge?.label).toBe('shipped');
    expect(textOf(shipped)).not.toContain('12,0');

    expect(cardOf(await anna!.say('/order deliver SO-1')).badge?.label).toBe('delivered');
    expect(textOf(cardOf(await anna!.say('/order complete SO-1')))).toContain('still to be paid');
    cardOf(await fiona!.say('/order pay SO-1 full ref BANK-1'));
    expect(cardOf(await anna!.say('/order complete SO-1')).badge?.label).toBe('completed');
  });
});
