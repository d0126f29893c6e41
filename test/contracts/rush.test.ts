import { afterEach, expect, test } from '@jest/globals';
import { feishuAddress } from '../../adapters/feishu/address.ts';
import { slackAddress } from '../../adapters/slack/address.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { openFeishuDesk } from '../support/feishu-desk.ts';
import { quiet, settle } from '../support/settle.ts';
import { openSlackDesk, wordsIn } from '../support/slack-desk.ts';
import { buttonsOf } from '../support/talk.ts';
import { until } from '../support/until.ts';

const clicks = process.env.SOAK ? 50 : 12;

/** A chat with many managers and one shared card on which all of them press the same button at once. */
type Rush = {
  desk: TestDesk;
  company: Company;
  /** All press *Approve* on the shared card of this order at the same moment. */
  press(number: string): Promise<unknown>;
  /** The words of the shared card now. */
  shared(number: string): string | Promise<string>;
  /** What each of them reads alone, in words. */
  alone(): Promise<string[]>;
  /** The words of the card that each of them got alone. */
  copies(number: string): Promise<string[]>;
  close(): Promise<void>;
};

let rush: Rush | undefined;
afterEach(async () => {
  await rush?.close();
  rush = undefined;
});

const called = (n: number) => `Manager${String(n).padStart(2, '0')}`;
const managers = (desk: TestDesk, company: Company, more: (n: number) => Partial<Member>) =>
  Promise.all(
    Array.from({ length: clicks }, (_, n) =>
      desk.member(called(n), ['manager'], { teams: [company.team._id], ...more(n) }),
    ),
  );

async function inSlack(): Promise<Rush> {
  const on = await openSlackDesk();
  const { desk, company, slack } = on;
  const users = Array.from({ length: clicks }, (_, n) => slack.user({ id: `U0MANAGER${n}`, name: called(n) }));
  await managers(desk, company, (n) => ({ identities: [slackAddress(slack.team.id, users[n]!.id)] }));
  const { id } = slack.channel({ name: 'approvals', members: users.map((u) => u.id) });
  const address = slackAddress(slack.team.id, id);
  await desk.desk.settings.connect(desk.actor(company.ada), { address, purpose: 'approvals', role: 'manager' });
  const card = (number: string) => slack.messages(id).findLast((m) => wordsIn(m.blocks).includes(number))!;
  return {
    desk,
    company,
    press: (number) => Promise.all(users.map((user) => user.click(card(number), 'Approve'))),
    shared: (number) => wordsIn(card(number).blocks),
    alone: async () => users.flatMap((u) => u.shown().ephemeral.map((m) => wordsIn(m.blocks))),
    copies: async (number) =>
      users.flatMap((u) =>
        u
          .shown()
          .direct.map((m) => wordsIn(m.blocks))
          .filter((w) => w.includes(number)),
      ),
    close: on.close,
  };
}

async function inFeishu(): Promise<Rush> {
  const on = await openFeishuDesk();
  const { desk, company, feishu } = on;
  const users = Array.from({ length: clicks }, (_, n) => feishu.user({ id: `ou_manager${n}`, name: called(n) }));
  await managers(desk, company, (n) => ({ identities: [feishuAddress(users[n]!.id)] }));
  const { id } = feishu.chat({ name: 'approvals', members: users.map((u) => u.id) });
  const address = feishuAddress(id);
  await desk.desk.settings.connect(desk.actor(company.ada), { address, purpose: 'approvals', role: 'manager' });
  const toasts: string[] = [];
  const card = (number: string) => feishu.messages(id).findLast((m) => wordsOf(m).includes(number))!;
  return {
    desk,
    company,
    async press(number) {
      const shown = card(number);
      const acts = await Promise.all(users.map((user) => user.click(shown, 'Approve')));
      toasts.push(...acts.flatMap((act) => act.toast?.content ?? []));
    },
    shared: (number) => wordsOf(card(number)),
    // Who clicks reads the truth in a toast; what comes too late for one, in a message of their own.
    alone: async () => [...toasts, ...users.flatMap((u) => [...u.shown().ephemeral, ...u.shown().direct].map(wordsOf))],
    copies: async (number) =>
      users.flatMap((u) =>
        u
          .shown()
          .direct.map(wordsOf)
          .filter((w) => w.includes(number)),
      ),
    close: on.close,
  };
}

type Shown = { id: string; card?: SealedCard };

async function atConsole(): Promise<Rush> {
  const desk = await openTestDesk();
  const company = await foundCompany(desk);
  const people = await managers(desk, company, () => ({}));
  const conversation = 'console:#approvals';
  const channel = { address: conversation, purpose: 'approvals' as const, role: 'manager' as const };
  await desk.desk.settings.connect(desk.actor(company.ada), channel);
  const cookies = await Promise.all(
    people.map(async ({ _id }) => `orderdesk_session=${await desk.desk.signIn.open(_id, desk.clock())}`),
  );
  const json = { origin: desk.url, 'content-type': 'application/json' };
  const answers: string[] = [];
  const read = async (n: number, where: string): Promise<Shown[]> => {
    const query = new URLSearchParams({ conversation: where });
    const response = await fetch(`${desk.url}/console/api/messages?${query}`, {
      headers: { ...json, cookie: cookies[n]! },
    });
    return ((await response.json()) as { messages: Shown[] }).messages;
  };
  const card = async (number: string) =>
    // What the first of them is answered alone stands there, too.
    (await read(0, conversation)).findLast(
      (m) => m.card?.subject?.view === 'decision' && m.card.title.includes(number),
    )!;
  async function click(n: number, { id, card: shown }: Shown) {
    const button = buttonsOf(shown!).find((b) => b.label === 'Approve')!;
    const body = JSON.stringify({ conversation, key: newId(), message: id, button: button.id });
    const headers = { ...json, cookie: cookies[n]! };
    const response = await fetch(`${desk.url}/console/api/click`, { method: 'POST', headers, body });
    answers.push(await response.text());
  }
  return {
    desk,
    company,
    async press(number) {
      const shown = await card(number);
      return Promise.all(people.map((_, n) => click(n, shown)));
    },
    shared: async (number) => JSON.stringify((await card(number)).card),
    alone: async () => answers,
    async copies(number) {
      const own = await Promise.all(people.map(({ _id }, n) => read(n, `console:@${_id}`)));
      return own.flat().flatMap((m) => (JSON.stringify(m.card ?? {}).includes(number) ? [JSON.stringify(m.card)] : []));
    },
    close: desk.close,
  };
}

/** An order of Anna's that waits for a manager. */
async function submitted({ desk, company }: Rush): Promise<Order> {
  const lines = [{ sku: 'A100', quantity: 100_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
  return (await desk.desk.move(desk.actor(company.anna), draft._id, 'submit')).order;
}

test.each([
  ['Slack', inSlack],
  ['Feishu', inFeishu],
  ['the console', atConsole],
] as const)(
  'every manager presses Approve on one card in %s at once: one decision counts, the others read who made it, and every copy comes true',
  async (chat, open) => {
    rush = await open();
    const { desk } = rush;
    const order = await submitted(rush);
    const number = order.number ?? '';
    await settle(desk);
    expect(await rush.shared(number)).toContain('Approve');
    await rush.press(number);
    const decided = await until('somebody’s click counts', 20_000, async () => {
      const now = await orderModel(desk.connection).findById(order._id).lean<Order>();
      return now?.state === 'approved' ? now : undefined;
    });
    const decision = decided.timeline.filter((e) => e.action === 'approve');
    expect(decision).toHaveLength(1);
    const winner = (await desk.desk.members.get(decision[0]!.by ?? ''))?.name ?? '?';

    const since = performance.now();
    const began = desk.clock().getTime();
    await until('the shared card is true', 20_000, async () => {
      // Here the chat's own limits take their real time.
      desk.clock.set(new Date(began + performance.now() - since));
      desk.desk.outbox.kick();
      return (await rush!.shared(number)).includes(`${winner} · approved`);
    });
    if (process.env.SHOW_RUSH)
      process.stderr.write(`${chat}: true after ${Math.round(performance.now() - since)} ms\n`);

    await quiet(desk);
    const truth = await until('the others read the truth', 20_000, async () => {
      const told = (await rush!.alone()).filter((words) => words.includes(`last changed by ${winner}`));
      return told.length >= clicks - 1 ? told : undefined;
    });
    expect(truth).toHaveLength(clicks - 1);
    const copies = await rush.copies(number);
    const open_ = copies.filter((words) => words.includes('Please decide'));
    expect([copies.length >= clicks, open_]).toEqual([true, []]);
    expect(await orderModel(desk.connection).findById(order._id).lean()).toMatchObject({ revision: decided.revision });
  },
  60_000,
);
