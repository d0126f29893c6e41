import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { everyBlock } from './support/cards.ts';
import { type House, openHouse, signIn } from './support/house.ts';
import { listen } from './support/listen.ts';

let house: House;
let anna: Awaited<ReturnType<typeof signIn>>;
let bo: Awaited<ReturnType<typeof signIn>>;
beforeAll(async () => {
  house = await openHouse();
  [anna, bo] = [await signIn(house, 'anna'), await signIn(house, 'bo')];
});
afterAll(() => house.close());

const orders = 'console:#orders';
const post = (title: string, conversation: `${string}:${string}` = orders) =>
  house.adapter.post({ conversation, card: { ...everyBlock(), title }, key: title });
const titles = (heard: readonly { event: string; data: { card?: { title: string } } }[]) =>
  heard.filter((one) => one.event === 'message').map((one) => one.data.card?.title);
const at = async () => (await anna.call('/api/conversations')).data.at as number;

test('an open page gets what is posted and changed, without asking', async () => {
  const page = await listen(house.origin, anna.cookie, { after: await at() });
  const ref = await post('first');
  await page.until((heard) => titles(heard).includes('first'));
  await house.adapter.update(ref, { ...everyBlock(), title: 'first, approved' });
  await page.until((heard) => titles(heard).includes('first, approved'));
  expect(page.messages().map((one) => one.data.id)).toEqual([ref.message, ref.message]);
  await page.close();
});

test('a page that comes back gets what it missed: all of it, once, in order', async () => {
  const first = await listen(house.origin, anna.cookie, { after: await at() });
  await post('a1');
  await post('a2');
  await first.until((heard) => titles(heard).length === 2);
  await first.close();
  await post('a3');
  await post('a4');
  const second = await listen(house.origin, anna.cookie, { lastEventId: first.heard.at(-1)!.id, after: 0 });
  await post('a5');
  await second.until((heard) => titles(heard).includes('a5'));
  expect([...titles(first.heard), ...titles(second.heard)]).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  const ids = [...first.heard, ...second.heard].map((one) => one.id);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  await second.close();
});

test('reconnecting again and again while cards pour in loses and repeats nothing', async () => {
  const start = await at();
  const wanted = Array.from({ length: 40 }, (_, i) => `pour-${i}`);
  const posting = (async () => {
    for (const title of wanted) await post(title);
  })();
  const got: (string | undefined)[] = [];
  let last = start;
  while (got.length < wanted.length) {
    const page = await listen(house.origin, anna.cookie, { lastEventId: last });
    const more = Math.min(7, wanted.length - got.length);
    await page.until((heard) => titles(heard).length >= more);
    await page.close();
    got.push(...titles(page.heard));
    last = page.heard.at(-1)!.id;
  }
  await posting;
  expect(got).toEqual(wanted);
});

test('another process on the same database feeds the page too', async () => {
  const other = await house.another();
  const session = anna.cookie.split('=')[1]!;
  other.company.sessions.set(session, 'm-anna');
  const page = await listen(other.origin, anna.cookie, { after: await at() });
  await post('from the first process');
  await page.until((heard) => titles(heard).includes('from the first process'));
  await page.close();
});

test('what a person may not read never reaches the person’s page', async () => {
  const start = await at();
  const pageOfAnna = await listen(house.origin, anna.cookie, { after: start });
  const pageOfBo = await listen(house.origin, bo.cookie, { after: start });
  await post('for managers', 'console:#approvals');
  await post('for bo', 'console:@bo');
  await bo.say('blocks', orders);
  await post('for all');
  await pageOfAnna.until((heard) => titles(heard).includes('for all'));
  await pageOfBo.until((heard) => titles(heard).includes('for all'));
  expect(titles(pageOfAnna.heard)).toEqual(['for all']);
  expect(titles(pageOfBo.heard)).toEqual(['for managers', 'for bo', undefined, 'SO-000123 · Acme Trading', 'for all']);
  await Promise.all([pageOfAnna.close(), pageOfBo.close()]);
});

test('rights that are lost are lost on open pages too', async () => {
  const page = await listen(house.origin, anna.cookie, { after: await at() });
  const member = house.company.member('anna');
  member.roles = ['operations'];
  await post('no longer for anna');
  await post('still hers', 'console:@anna');
  await page.until((heard) => titles(heard).includes('still hers'));
  expect(titles(page.heard)).toEqual(['still hers']);
  member.roles = ['sales'];
  await page.close();
});

test('a page whose session ended is told so, gets nothing more, and its stream is closed', async () => {
  const gone = await signIn(house, 'anna');
  const page = await listen(house.origin, gone.cookie, { after: await at() });
  await gone.call('/api/session', { method: 'DELETE' });
  await post('after signing out');
  await page.until((heard) => heard.some((one) => one.event === 'bye'));
  await page.ended();
  expect(titles(page.heard)).toEqual([]);
});

test('a page from before the kept events is told to load anew', async () => {
  const page = await listen(house.origin, anna.cookie, { lastEventId: 999_999 });
  await page.until((heard) => heard.some((one) => one.event === 'reset'));
  await page.ended();
});

test('one session cannot hold streams without end', async () => {
  const fiona = await signIn(house, 'fiona');
  const pages = [];
  for (let i = 0; i < 21; i += 1) pages.push(await listen(house.origin, fiona.cookie));
  expect(pages.map((page) => page.status).filter((status) => status === 200)).toHaveLength(20);
  expect(pages.at(-1)!.status).toBe(429);
  await Promise.all(pages.map((page) => page.close()));
});
