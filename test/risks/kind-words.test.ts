import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Company, foundCompany, type Name } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const say = async (who: Name, text: string) => textOf(cardOf(await talkAs(desk, company[who]).say(text)));

describe('a kind of risk that operations do not read', () => {
  test.each(['credit', 'market', 'cost', '信用'])('“%s” is said to be for others, and whom to ask', async (kind) => {
    const said = await say('otto', `/order risk ${kind}`);
    expect(said).toContain('are not for your role to read. Ask finance or a manager');
    expect(said).not.toContain('no kind of risk');
    expect(said).toContain('you can type supply, a customer');
  });

  test('is not named where they mistype, and is where finance does', async () => {
    expect(await say('otto', '/order risk credo')).toContain('Type supply, a customer or a SKU');
    expect(await say('fiona', '/order risk credo')).toContain('Type credit, market, supply, a customer or a SKU');
  });

  test('finance and sales get the list', async () => {
    for (const who of ['fiona', 'anna'] as const)
      expect(await say(who, '/order risk credit')).toContain('Nothing is at risk that you can see');
  });
});
