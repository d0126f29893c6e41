import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Order } from '../../src/orders/order.ts';
import { texts } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';
import { orderNow } from './support/seed.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const sell = (active: boolean) => desk.desk.products.update(desk.actor(company.ada), 'B200', { active });
const drafted = (): Promise<Order> =>
  desk.desk.drafts.create(desk.actor(company.anna), {
    customer: company.acme._id,
    lines: [
      { sku: 'A100', quantity: 1_000 },
      { sku: 'B200', quantity: 2_000 },
    ],
  });

test('a draft that waited until a product was not sold any more is refused as its form would be, with what to do', async () => {
  const draft = await drafted();
  await sell(false);
  const anna = talkAs(desk, company.anna);
  const refused = textOf(cardOf(await anna.say(`/order submit ${draft.draftNo}`)));
  expect(refused).toContain('Line 2: there is no product “B200” on sale');
  expect(refused).toContain(`/order edit ${draft.draftNo}`);
  expect(await orderNow(desk, draft._id)).toMatchObject({ state: 'draft', revision: draft.revision });
  const chinese = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit').catch((e) => e);
  expect(chinese.errors[1].sentence('zh')).toContain(`/order 修改 ${draft.draftNo}`);
  const form = formOf(await anna.say(`/order edit ${draft.draftNo}`));
  await anna.submit(form, { lines: [{ sku: 'A100', quantity: '1' }] });
  expect(textOf(cardOf(await anna.say(`/order submit ${draft.draftNo}`)))).toContain(texts['state.approved'].en);
  await sell(true);
});

test('what was filed while it was sold stays filed', async () => {
  const draft = await drafted();
  const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
  await sell(false);
  expect((await desk.desk.move(desk.actor(company.otto), order._id, 'ship', { carrier: 'SF' })).order.state).toBe(
    'shipped',
  );
  await sell(true);
});
