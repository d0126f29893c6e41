import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { tokenModel } from '../../src/members/token-model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';
import { ask, codeOn, collect, tokenFor } from './support.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const sayAs = async (who: 'ada' | 'anna' | 'bob', words: string) => talkAs(desk, company[who]).say(words);
const status = async (token: string) => (await ask(desk, token, '/report')).status;

describe('a token of the API', () => {
  test('is made by an admin, collected once with a code, and never shown in the chat', async () => {
    const card = cardOf(await sayAs('ada', '/order token @anna finance sync'));
    expect(card.title).toBe('A token for Anna: finance sync');
    const code = codeOn(textOf(card));
    const first = await collect(desk, code);
    expect(first.status).toBe(200);
    const { token } = (await first.json()) as { token: string };
    expect(token).toMatch(/^odk_[\w-]{44}$/);
    expect(await status(token)).toBe(200);
    const again = await collect(desk, code);
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ code: 'error.token_code', status: 400 });
  });

  test('is kept as a hash, as is its code, and neither is in the log', async () => {
    const card = cardOf(await sayAs('ada', '/order token @ada secret keeping'));
    const code = codeOn(textOf(card));
    const token = ((await (await collect(desk, code)).json()) as { token: string }).token;
    await ask(desk, token, '/report');
    const stored = JSON.stringify(await tokenModel(desk.connection).find({}).lean());
    for (const secret of [token, code]) {
      expect(stored).not.toContain(secret);
      expect(desk.logged.join('\n')).not.toContain(secret);
    }
    expect(textOf(cardOf(await sayAs('ada', '/order token')))).not.toContain(token);
  });

  test('is not collected after ten minutes', async () => {
    const code = codeOn(textOf(cardOf(await sayAs('ada', '/order token @anna late'))));
    const now = desk.clock();
    desk.clock.set(new Date(now.getTime() + 10 * 60_000));
    const late = await collect(desk, code);
    desk.clock.set(now);
    expect(late.status).toBe(400);
  });

  test('of two programs that collect at once one gets it', async () => {
    const code = codeOn(textOf(cardOf(await sayAs('ada', '/order token @anna race'))));
    const all = await Promise.all(Array.from({ length: 6 }, async () => (await collect(desk, code)).status));
    expect(all.filter((one) => one === 200)).toHaveLength(1);
  });

  test('is listed with whose it is and when it was used, and ends at once when it is revoked', async () => {
    const token = await tokenFor(desk, company.ada, company.bob, 'stock robot');
    expect(await status(token)).toBe(200);
    const list = cardOf(await sayAs('ada', '/order tokens'));
    const items = list.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
    const place = items.findIndex((item) => item.text === 'stock robot · Bob');
    expect(items[place]?.detail).toBe('made 2026-12-02 · used 2026-12-02');
    const press = () => talkAs(desk, company.ada).press(items[place]!.buttons![0]!.id);
    expect(textOf(cardOf(await press()))).toContain('“stock robot” of Bob is revoked.');
    expect(await status(token)).toBe(401);
    expect(textOf(cardOf(await press()))).not.toContain('stock robot');
  });

  test('of somebody who leaves is gone, also when they come back', async () => {
    const guest = await desk.member('Gus', ['sales']);
    const token = await tokenFor(desk, company.ada, guest);
    expect(await status(token)).toBe(200);
    await desk.desk.members.deactivate(desk.actor(company.ada), guest._id);
    expect(await status(token)).toBe(401);
    await desk.desk.members.reactivate(desk.actor(company.ada), guest._id);
    expect(await status(token)).toBe(401);
  });

  test('that was made while its member left does not come back with them', async () => {
    const guest = await desk.member('Gil', ['sales']);
    await desk.desk.members.deactivate(desk.actor(company.ada), guest._id);
    const code = await desk.desk.tokens.issue(desk.actor(company.ada), guest, 'too late');
    expect((await collect(desk, code)).status).toBe(400);
    await desk.desk.members.reactivate(desk.actor(company.ada), guest._id);
    expect((await collect(desk, code)).status).toBe(400);
  });

  test('that is revoked three times at once leaves one line on the trail', async () => {
    await tokenFor(desk, company.ada, company.bob, 'thrice');
    const { _id } = (await tokenModel(desk.connection).findOne({ name: 'thrice' }).lean())!;
    await Promise.all([1, 2, 3].map(() => desk.desk.tokens.revoke(desk.actor(company.ada), _id)));
    const lines = await auditModel(desk.connection).find({ 'after.what': 'thrice' }).sort({ at: 1, _id: 1 }).lean();
    expect(lines.map(({ action }) => action)).toEqual(['token.issue', 'token.collect', 'token.revoke']);
  });

  test('is for admins only; who tries is on the audit trail, as are those that are made and revoked', async () => {
    for (const who of ['anna', 'bob'] as const)
      expect(textOf(cardOf(await sayAs(who, '/order token @ada mine')))).toContain('Ada');
    expect(await tokenModel(desk.connection).countDocuments({ name: 'mine' })).toBe(0);
    const trail = await auditModel(desk.connection)
      .find({ action: /^token/ })
      .lean();
    const kept = trail.map(({ action, after, refused }) => [action, after?.what, refused]);
    expect(kept).toContainEqual(['token', undefined, 'error.not_allowed']);
    expect(kept).toContainEqual(['token.issue', 'stock robot', undefined]);
    expect(kept).toContainEqual(['token.revoke', 'stock robot', undefined]);
  });

  test('needs a person and a name: nobody’s rights are guessed', async () => {
    for (const words of ['@anna', `@anna ${'x'.repeat(81)}`, 'anna finance sync', 'sync'])
      expect(textOf(cardOf(await sayAs('ada', `/order token ${words}`)))).toContain('Say whose rights');
  });
});
