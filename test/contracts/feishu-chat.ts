import type { FormValues, LineValue } from '../../src/chat/form.ts';
import { type Name, names } from '../support/company.ts';
import type { Json, Message } from '../support/feishu/types.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { type FeishuUser, openFeishuDesk } from '../support/feishu-desk.ts';
import { quiet } from '../support/settle.ts';
import { until } from '../support/until.ts';
import type { Chat, ChatPerson, Seen } from './chat.ts';

type Shown = { message?: Message; toast?: string };

/** A form that asks for something; boxes to tick on a card are none. */
const isForm = ({ card }: Message): boolean => /"name":"form~[^"]*~send"/.test(JSON.stringify(card ?? {}));

/** All elements of a card that have a name. */
function named(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(named);
  if (typeof value !== 'object' || value === null) return [];
  const own = value as Json;
  return [...(typeof own.name === 'string' && own.tag !== 'form' ? [own] : []), ...Object.values(own).flatMap(named)];
}

const cells = ['sku', 'quantity', 'price', 'discount'] as const;

/** The values of a form as they are typed into the inputs of its card. */
function entriesOf({ card }: Message, values: FormValues): Record<string, string | string[]> {
  const inputs = named(card).map((e) => String(e.name));
  const lines = (all: LineValue[]) =>
    all.flatMap((line, n) =>
      cells.flatMap((cell) => {
        const input = inputs.find((name) => name.startsWith(`line~${n}~${cell}~`));
        return input === undefined || line[cell] === undefined ? [] : [[input, line[cell] as string] as const];
      }),
    );
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name === 'lines' ? lines(value as LineValue[]) : value === undefined ? [] : [[name, value as string] as const],
    ),
  );
}

/** A member in the direct conversation with the desk. */
function inFeishu(user: FeishuUser, quiet: () => Promise<void>): ChatPerson {
  let last: Shown = {};

  const mine = () => user.shown().direct.filter((m) => m.sender.sender_type === 'app' && m.card);
  const versions = () => new Map(mine().map((m) => [m.message_id, JSON.stringify(m.card)]));

  type Did = { toast?: { type: string; content: string }; error?: unknown };

  /** What is new, or changed, on the person's screen since `before`: first of all the card that was acted on. */
  function news(before: Map<string, string>, { toast }: Did, on?: Message): Shown | undefined {
    const changed = mine().filter((m) => before.get(m.message_id) !== JSON.stringify(m.card));
    const message = changed.find((m) => m.message_id === on?.message_id) ?? changed.at(-1);
    if (message) return { message, toast: toast?.content };
    return toast && toast.type !== 'info' ? { toast: toast.content } : undefined;
  }

  const seen = ({ message, toast }: Shown): Seen => ({
    kind: message && isForm(message) ? 'form' : 'card',
    words: [message ? wordsOf(message) : '', toast ?? ''].join('\n'),
  });

  async function after(act: () => Promise<unknown>, on?: Message): Promise<Seen> {
    const before = versions();
    const did = ((await act()) ?? {}) as Did;
    if (did.error) throw new Error(`Feishu shows an error: ${JSON.stringify(did.error)}`);
    const shown = (await until('an answer', 8_000, () => news(before, did, on))) as Shown;
    last = shown.message ? shown : { ...last, toast: shown.toast };
    return seen(shown);
  }

  return {
    async say(text) {
      // What is on its way is no answer to what is said now.
      await quiet();
      return after(() => user.write(text));
    },
    async send(name, bytes) {
      await quiet();
      return after(() => user.sendFile(name, bytes));
    },
    async tick(words) {
      const message = last.message as Message;
      const boxes = named(message.card).filter((e) => e.tag === 'checker');
      const says = (box: Json, word: string) => JSON.stringify(box.text).includes(word);
      const lost = words.filter((word) => !boxes.some((box) => says(box, word)));
      if (lost.length > 0) throw new Error(`no boxes for ${lost.join(', ')}`);
      user.fill(message, Object.fromEntries(boxes.map((b) => [String(b.name), words.some((word) => says(b, word))])));
    },
    press(label) {
      if (!last.message) throw new Error('no card was seen');
      return after(() => user.click(last.message as Message, label), last.message);
    },
    take(sku) {
      const form = last.message;
      const taking = form && named(form.card).find((e) => JSON.stringify(e.text ?? '').includes(`+ ${sku} `));
      if (!form || !taking) throw new Error(`${sku} is not offered`);
      return after(() => user.click(form, String(taking.name)), form);
    },
    fill(values = {}) {
      const form = last.message;
      if (!form || !isForm(form)) throw new Error('no form is open');
      user.fill(form, entriesOf(form, values));
      const send = named(form.card).find((e) => String(e.name).endsWith('~send'));
      return after(() => user.click(form, String(send?.name)), form);
    },
    async notice(words) {
      const message = await until(`a notice with “${words}”`, 8_000, () =>
        mine().findLast((m) => wordsOf(m).includes(words)),
      );
      last = { message };
      return seen(last);
    },
    notices: async (words) => mine().filter((m) => wordsOf(m).includes(words)).length,
  };
}

/** Feishu, by encrypted and signed events. */
export const feishuChat: Chat = {
  name: 'Feishu',
  async open(locale) {
    const on = await openFeishuDesk({ locale });
    await on.group('orders');
    const people = Object.fromEntries(
      names.map((name) => [name, inFeishu(on.users[name], () => quiet(on.desk))]),
    ) as Record<Name, ChatPerson>;
    const stranger = inFeishu(on.feishu.user({ id: 'ou_stranger', name: 'Zoe' }), () => quiet(on.desk));
    return { desk: on.desk, company: on.company, people, stranger, settle: on.settle, close: on.close };
  },
};
