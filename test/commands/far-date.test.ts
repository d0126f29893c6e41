import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { formOf, talkAs, valuesOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

test('a day that has just passed is read as next year’s, and the form says so; with its year, or near, it says nothing', async () => {
  const said = async (due: string) => formOf(await talkAs(desk, company.anna).say(`/order new Acme A100x2 due ${due}`));
  const passed = await said('11/28');
  expect(valuesOf(passed).requestedDate).toBe('2027-11-28');
  expect(passed.note).toContain('2027-11-28 is almost a year away');
  for (const due of ['2027-11-28', '12/28', '+30d']) expect((await said(due)).note ?? '').not.toContain('away');
});
