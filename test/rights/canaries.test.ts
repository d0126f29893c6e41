import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/chat/incoming.ts';
import { may } from '../../src/members/ability.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { talkAs } from '../support/talk.ts';
import { type Canaries, canariesIn, canariesNow, leaksIn } from './support/canaries.ts';
import { type CanaryCompany, foundCanaries } from './support/company.ts';
import type { Reader } from './support/matrix.ts';
import { createRecorder, type Sent } from './support/recorder.ts';
import { createPlayer, type Outcome, step } from './support/steps.ts';

const seed = Number(process.env.SEED ?? 20261202);
/** Steps of the daily run: so many more than 240 as there are more commands since, so that 500 canaries are seen as then. */
const daily = 300;
const steps = Number(process.env.STEPS ?? (process.env.SOAK ? 3 * daily : daily));

/** Steps after which rows may be others' and fields other values. */
const changing = ['move', 'typed', 'press', 'submit'];

const recorder = createRecorder();
let desk: TestDesk;
let company: CanaryCompany;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [recorder.adapter], env: { CONSOLE: 'off' } });
  company = await foundCanaries(desk);
});
afterAll(() => desk.close());

/** Who reads a conversation: the member of a direct one, the audience of a shared one. */
async function readerOf({ conversation }: Sent): Promise<Reader> {
  const member = company.members.find((m) => conversation === `rec:@${m._id}`);
  if (member) return member;
  const channel = (await desk.desk.settings.get()).channels.find((c) => c.address === conversation)!;
  return { roles: [channel.role], teams: channel.teams };
}

const named = (who: string, leaks: string[], did: string) => leaks.map((leak) => `${who} · ${did} → ${leak}`);
const isInternal = (shown: string) => /wrong on our side|系统出了点问题/.test(shown);

/** What there is after an answer; it is read anew only where the answer shows that something may have been done. */
let known: Canaries | undefined;
async function canariesOf(answer: Answer | undefined, changes: boolean): Promise<Canaries> {
  const isRefusal = answer?.kind === 'card' && answer.card.tone === 'bad' && !answer.card.subject;
  const didNothing = isRefusal || answer?.kind === 'form' || answer?.kind === 'errors' || answer?.kind === 'choices';
  if (!known || (changes && !didNothing)) known = await canariesNow(desk.connection);
  return known;
}

async function leaksOfPosts(canaries: Canaries, posts: readonly Sent[], did: string): Promise<string[]> {
  const all = await Promise.all(
    posts.map(async (sent) =>
      named(
        sent.conversation,
        leaksIn(canaries, await readerOf(sent), JSON.stringify(sent.card)),
        `posted after ${did}`,
      ),
    ),
  );
  return all.flat();
}

describe('the search for canaries would find one', () => {
  test('what Eve sees of her order is found when Wen gets it, and its prices when Otto gets it', async () => {
    const [eve, wen, otto] = ['Eve', 'Wen', 'Otto'].map(
      (name) => company.members.find((m) => m.name === name) as Member,
    );
    const order = company.orders.find((o) => o.owner === eve?._id && o.state === 'completed')!;
    const shown = JSON.stringify(
      await talkAs({ bot: (i) => desk.bot({ ...i, from: `rec:${eve?._id}` }) }, eve!).say(
        `/order show ${order.number}`,
      ),
    );
    const canaries = await canariesNow(desk.connection);
    expect(leaksIn(canaries, eve!, shown)).toEqual([]);
    expect(leaksIn(canaries, wen!, shown).length).toBeGreaterThan(8);
    expect(leaksIn(canaries, otto!, shown).some((l) => l.includes('commercial'))).toBe(true);
  });

  test.each([
    ['CNY 83,127.45', '83127.45'],
    ['8312745', '8312745'],
    ['1,200.5000', '1200.5'],
    ['8,312,745 pieces', '8312745'],
    ['note ZQO12ZQ.', 'zqo12zq'],
  ])('%s is recognised', (text, canary) => {
    expect([...canariesIn(text)]).toContain(canary);
  });
});

describe('before anything is changed', () => {
  test('the prices of products and customers show nobody more than is theirs', async () => {
    const canaries = await canariesNow(desk.connection);
    let seen = 0;
    for (const member of company.members) {
      const talk = talkAs({ bot: (i) => desk.bot({ ...i, from: `rec:${member._id}` }) }, member);
      for (const [i, { sku }] of company.goods.entries())
        for (const words of [
          sku,
          `${sku} ${company.customers[i]!.code}`,
          `${sku} ${company.customers[i + 5]!.code} 1 from 2`,
        ]) {
          const shown = JSON.stringify(await talk.say(`/order price ${words}`));
          expect(leaksIn(canaries, member, shown, words)).toEqual([]);
          seen += [...canariesIn(shown)].filter((c) => canaries.has(c)).length;
        }
    }
    expect(seen).toBeGreaterThan(200);
  });

  test('what programs are told with the token of a member is no more than is theirs', async () => {
    const canaries = await canariesNow(desk.connection);
    const admin = company.members.find((m) => m.roles.includes('admin'))!;
    let seen = 0;
    for (const member of company.members) {
      const code = await desk.desk.tokens.issue(desk.actor(admin), member, 'canary');
      const authorization = `Bearer ${await desk.desk.tokens.collect(code, desk.clock())}`;
      for (const period of ['this year', 'last year'])
        for (const path of [
          'report?q=by customer',
          'report?q=by product',
          'report?q=forecast',
          'report/rows?q=',
          'report/rows?q=by product',
        ]) {
          const response = await fetch(`${desk.url}/api/v1/${path} ${period}`, { headers: { authorization } });
          expect(response.status).toBe(may(personOf(member), 'report') ? 200 : 403);
          const shown = await response.text();
          expect(leaksIn(canaries, member, shown, path)).toEqual([]);
          seen += [...canariesIn(shown)].filter((c) => canaries.has(c)).length;
        }
    }
    expect(seen).toBeGreaterThan(100);
  });

  test('the digest of reminders and every card that is brought up to date show their reader no more', async () => {
    await desk.desk.outbox.drain();
    recorder.take();
    expect(await desk.reminders.tick(desk.clock())).toBeGreaterThan(3);
    await desk.desk.outbox.drain();
    const posts = recorder.take();
    expect(posts.length).toBeGreaterThan(3);
    expect(await leaksOfPosts(await canariesNow(desk.connection), posts, 'the digest')).toEqual([]);
  });
});

describe('whatever members with whatever roles do, in whatever order', () => {
  test('nobody is shown a row or a field that is not theirs, by any answer, card, form, file or post', async () => {
    const player = createPlayer(desk, company, recorder);
    const leaks: string[] = [];
    const kinds = new Map<string, number>();
    let posted = 0;
    let seen = 0;
    for (const s of fc.sample(step, { seed, numRuns: steps })) {
      const outcome: Outcome = await player.play(s);
      await desk.desk.outbox.drain();
      const posts = recorder.take();
      for (const { card } of posts) player.remember(card);
      const canaries = await canariesOf(outcome.answer, changing.includes(s.kind));
      const did = `${outcome.did} [${outcome.member.roles}]`;
      leaks.push(...named(outcome.member.name, leaksIn(canaries, outcome.member, outcome.shown, outcome.typed), did));
      leaks.push(...(await leaksOfPosts(canaries, posts, did)));
      if (isInternal(outcome.shown)) leaks.push(`${did} → error.internal`);
      posted += posts.length;
      seen += [...canariesIn(outcome.shown)].filter((c) => canaries.has(c)).length;
      const kind = outcome.answer?.kind ?? 'read';
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    expect([...new Set(leaks)]).toEqual([]);
    for (const kind of ['card', 'form', 'errors', 'choices', 'read'])
      expect([kind, (kinds.get(kind) ?? 0) > 3]).toEqual([kind, true]);
    // How many varies with the play, which is another one each day: that there are posts to look into is enough.
    expect(posted).toBeGreaterThan(steps / 30);
    expect(seen).toBeGreaterThan((500 * steps) / daily);
  }, 120_000);

  test('who owns an order, manages it or just knows its name is shown no more of it by whatever is tried with it', async () => {
    const leaks: string[] = [];
    const tried = ['complete', 'show', 'deliver', 'pay', 'edit', 'assign'] as const;
    const owners = ['Eve', 'Wen', 'Otto', 'Mixer', undefined].map(
      (name) => company.members.find((m) => m.name === name)?._id,
    );
    for (const member of company.members)
      for (const order of owners.flatMap((owner) =>
        company.orders
          .filter((o) => o.owner === owner && ['delivered', 'pending', 'shipped'].includes(o.state))
          .slice(-2),
      ))
        for (const word of tried) {
          const typed = `/order ${word} ${order.draftNo}${word === 'assign' ? ' @Edwin' : ''}`;
          const answer = await desk.bot({
            kind: 'command',
            text: typed,
            from: `rec:${member._id}`,
            conversation: `rec:@${member._id}`,
            key: `${member._id} ${typed}`,
          });
          const canaries = await canariesOf(answer, ['complete', 'deliver', 'assign'].includes(word));
          leaks.push(
            ...named(
              member.name,
              leaksIn(canaries, member, JSON.stringify(answer), typed),
              `${typed} [${member.roles}]`,
            ),
          );
        }
    expect([...new Set(leaks)]).toEqual([]);
  }, 120_000);

  test('the log keeps no contact data of anybody', async () => {
    const canaries = await canariesNow(desk.connection);
    const logged = canariesIn(desk.logged.join('\n'));
    const contacts = [...canaries].filter(([, places]) =>
      places.every((p) => p.fieldClass === 'contact' || p.fieldClass === 'shipping'),
    );
    expect(contacts.length).toBeGreaterThan(30);
    expect(contacts.filter(([key]) => logged.has(key))).toEqual([]);
  });
});
