import type { FormValues, LineValue } from '../../src/chat/form.ts';
import { type Name, names } from '../support/company.ts';
import { quiet } from '../support/settle.ts';
import { buttonsOf } from '../support/slack/find.ts';
import type { Message, View } from '../support/slack/types.ts';
import { openSlackDesk, type SlackUser, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';
import type { Chat, ChatPerson, Seen } from './chat.ts';

type Shown = { message?: Message; modal?: View };

/** The entries of a modal for values of the neutral form: lines are an input each, with the product that is there. */
function entriesOf(modal: View, values: FormValues): Record<string, string | string[]> {
  const ids = modal.blocks.map((b) => String(b.block_id));
  const blockOf = (name: string) => ids.find((id) => id === name || id.startsWith(`${name}~`)) ?? name;
  const lines = (rows: readonly LineValue[]) =>
    rows.flatMap((row, n) =>
      (['quantity', 'price', 'discount'] as const).flatMap((cell) =>
        row[cell] || cell === 'quantity' ? [[blockOf(`lines.${n}.${cell}`), row[cell] ?? ''] as const] : [],
      ),
    );
  const entries = Object.entries(values).flatMap(([name, value]) =>
    name === 'lines'
      ? lines(value as LineValue[])
      : value === undefined
        ? []
        : [[blockOf(name), value as string] as const],
  );
  return Object.fromEntries(entries);
}

type Box = { type: string; action_id: string; options: { value: string; text: { text: string } }[] };

/** A member in the direct conversation with the desk. */
function inSlack(user: SlackUser, quiet: () => Promise<void>): ChatPerson {
  let last: Shown = {};
  /** The message whose button opened the form. */
  let origin: Message | undefined;

  /** What the desk said to the person: each look copies the whole screen, so that one look serves for all of it. */
  const heard = ({ direct, ephemeral } = user.shown()) => [
    ...direct.filter((m) => m.bot_id !== undefined),
    ...ephemeral,
  ];
  const mine = () => user.shown().direct.filter((m) => m.bot_id !== undefined);
  const versions = (screen = user.shown()) => new Map(heard(screen).map((m) => [m.ts, JSON.stringify(m.blocks)]));

  /**
   * What is new, or changed, on the person's screen since `before`: first of all the message that was acted on. Other
   * copies of what was decided may come true earlier, and are no answer.
   */
  function news(before: Map<string, string>, modal: View | undefined, on?: Message): Shown | undefined {
    const screen = user.shown();
    const shown = screen.modal;
    // One that opens empty is about to be filled.
    const open = shown?.callback_id === 'skeleton' ? undefined : shown;
    if (open && (open !== modal || open.errors)) return { modal: open };
    const changed = heard(screen).filter((m) => before.get(m.ts) !== JSON.stringify(m.blocks));
    const message =
      changed.find((m) => m.ts === on?.ts) ?? changed.findLast((m) => on === undefined || !before.has(m.ts));
    return message && !open ? { message } : undefined;
  }

  const seen = (shown: Shown): Seen =>
    shown.modal
      ? {
          kind: 'form',
          words: `${wordsIn([shown.modal.title, shown.modal.blocks])} ${JSON.stringify(shown.modal.errors ?? '')}`,
        }
      : { kind: 'card', words: wordsIn(shown.message?.blocks) };

  async function after(act: () => Promise<unknown>, on?: Message): Promise<Seen> {
    const screen = user.shown();
    const [before, modal] = [versions(screen), screen.modal];
    await act();
    last = (await until('an answer', 8_000, () => news(before, modal, on))) as Shown;
    if (last.modal) origin = on;
    return seen(last);
  }

  return {
    async say(text) {
      // What is on its way is no answer to what is said now.
      await quiet();
      return after(() => (text.startsWith('/') ? user.command(text) : user.message(text)));
    },
    async send(name, bytes) {
      await quiet();
      return after(() => user.upload({ name, bytes: Buffer.from(bytes) }));
    },
    async tick(words) {
      const blocks = (last.message?.blocks ?? []) as { elements?: Box[] }[];
      const boxes = blocks.flatMap((b) => b.elements ?? []).find((e) => e.type === 'checkboxes');
      if (!boxes) throw new Error('there is nothing to tick');
      const wanted = boxes.options.filter((o) => words.some((word) => o.text.text.includes(word))).map((o) => o.value);
      if (wanted.length !== words.length) throw new Error(`no boxes for ${words.join(', ')}`);
      const answered = await user.choose(last.message as Message, boxes.action_id, wanted);
      if (answered?.status !== 200) throw new Error(`a tick was answered with ${answered?.status}`);
    },
    press(label) {
      if (!last.message) throw new Error('no card was seen');
      return after(() => user.click(last.message as Message, label), last.message);
    },
    async take(sku) {
      const { modal } = last;
      if (!modal) throw new Error('no form is open');
      const before = JSON.stringify(modal.blocks);
      const label = buttonsOf(modal).find((words) => words.startsWith(`+ ${sku} `));
      await user.click(modal, label ?? sku);
      const drawn = await until('the form is drawn anew', 8_000, () => {
        const now = user.shown().modal;
        return now && JSON.stringify(now.blocks) !== before ? now : undefined;
      });
      last = { modal: drawn as View };
      return seen(last);
    },
    async fill(values = {}) {
      const { modal } = last;
      if (!modal) throw new Error('no form is open');
      await quiet();
      const before = versions();
      await user.submitView(modal, entriesOf(modal, values) as never, { force: true });
      last = (await until('what became of the form', 8_000, () => news(before, undefined, origin))) as Shown;
      return seen(last);
    },
    async notice(words) {
      const message = await until(`a notice with “${words}”`, 8_000, () =>
        mine().findLast((m) => wordsIn(m.blocks).includes(words)),
      );
      last = { message: message as Message };
      return seen(last);
    },
    notices: async (words) => mine().filter((m) => wordsIn(m.blocks).includes(words)).length,
  };
}

/** Slack, which calls the desk or is listened to by a socket. */
const slack = (name: string, socket: boolean): Chat => ({
  name,
  async open(locale) {
    const on = await openSlackDesk({ locale, socket });
    await on.channel('orders');
    const people = Object.fromEntries(
      names.map((name) => [name, inSlack(on.users[name], () => quiet(on.desk))]),
    ) as Record<Name, ChatPerson>;
    const stranger = inSlack(on.slack.user({ id: 'U0STRANGER', name: 'Zoe' }), () => quiet(on.desk));
    return { desk: on.desk, company: on.company, people, stranger, settle: on.settle, close: on.close };
  },
});

export const slackChat = slack('Slack', false);
export const slackBySocket = slack('Slack by socket', true);
