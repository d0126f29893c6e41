import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Member } from '../../../src/members/member.ts';
import { orderModel } from '../../../src/orders/model.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { formOf, talkAs } from '../../support/talk.ts';
import { foundSellers } from './company.ts';
import { shownBy } from './shown.ts';
import { chapters, table } from './table.ts';

let desk: TestDesk;
let anna: Member;
beforeAll(async () => {
  desk = await openTestDesk();
  ({ anna } = await foundSellers(desk));
});
afterAll(() => desk.close());

const typed = async (text: string) => formOf(await talkAs(desk, anna).say(`/order new ${text}`));

describe.each(chapters)('$en', ({ rows }) => {
  test.each(rows)('%s', async (text, customer, lines, rest = {}) => {
    expect(shownBy(await typed(text))).toEqual([customer, lines, rest]);
  });
});

test('no row stands there twice, and nothing was stored by any of them', async () => {
  expect(new Set(table.map(([text]) => text)).size).toBe(table.length);
  expect(table.length).toBeGreaterThan(150);
  expect(await orderModel(desk.connection).countDocuments()).toBe(0);
});
