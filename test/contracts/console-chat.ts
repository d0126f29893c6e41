import { consoleFromDesk } from '../../adapters/console/from-desk.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { FormValues, LineValue, SealedForm } from '../../src/chat/form.ts';
import { linesField, usualLine, usualNow } from '../../src/chat/form-state.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { untouched } from '../endurance/support/person.ts';
import { foundCompany, type Name, names } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, ticksOn } from '../support/talk.ts';
import { until } from '../support/until.ts';
import type { Chat, ChatPerson, Seen } from './chat.ts';

type Message = { id: string; mine: boolean; card?: SealedCard; form?: SealedForm };
type Reply = { messages: Message[]; errors?: Record<string, string> };

const wordsOf = (value: unknown): string =>
  JSON.stringify(value, (key, inner) => (key === 'id' || key === 'intent' ? undefined : inner));

/** A member at the web console, over HTTP, with a session of the own. */
async function atConsole(desk: TestDesk, member: Member): Promise<ChatPerson> {
  const signedIn = async () => `orderdesk_session=${await desk.desk.signIn.open(member._id, desk.clock())}`;
  let cookie = await signedIn();
  const json = { origin: desk.url, 'content-type': 'application/json' };

  /** Calls the desk; a session that is over is begun anew. */
  async function asked(path: string, init: RequestInit = {}): Promise<Response> {
    const send = () =>
      fetch(`${desk.url}/console/api/${path}`, { ...init, headers: { ...json, cookie, ...init.headers } });
    const first = await send();
    if (first.status !== 401) return first;
    cookie = await signedIn();
    return send();
  }

  const conversation = `console:@${member._id}`;
  let last: Message | undefined;
  /** What is ticked on the card that was seen last. */
  let ticked: string[] | undefined;

  /** The lines that the page has taken into the form by itself. */
  let taken: LineValue[] | undefined;

  /** Ms that a person takes for one deed at least: a page that calls without pause is asked to wait. */
  const takes = 20;

  async function call(path: string, body: object): Promise<Seen> {
    desk.clock.set(new Date(desk.clock().getTime() + takes));
    const all = { conversation, key: newId(), ...body };
    const response = await asked(path, { method: 'POST', body: JSON.stringify(all) });
    const reply = (await response.json()) as Reply;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(reply)}`);
    if (reply.errors) return { kind: 'form', words: JSON.stringify(reply.errors) };
    last = reply.messages.at(-1);
    ticked = last?.card && ticksOn(last.card);
    taken = undefined;
    return { kind: last?.form ? 'form' : 'card', words: wordsOf(last?.form ?? last?.card) };
  }

  async function all(): Promise<Message[]> {
    const query = new URLSearchParams({ conversation });
    const response = await asked(`messages?${query}`);
    return ((await response.json()) as { messages: Message[] }).messages.filter((m) => !m.mine && m.card);
  }

  /** The bytes first, then the message that speaks of them, as the page does it. */
  async function send(name: string, bytes: Uint8Array): Promise<Seen> {
    const headers = { 'content-type': 'application/octet-stream' };
    const kept = await asked(`files?${new URLSearchParams({ name })}`, { method: 'POST', body: bytes, headers });
    const { id } = (await kept.json()) as { id: string };
    return call('say', { text: '', file: id });
  }

  return {
    say: (text) => call('say', { text }),
    send,
    async tick(words) {
      ticked = last?.card && ticksOn(last.card, words);
    },
    press(label) {
      const button = last?.card && buttonsOf(last.card).find((b) => b.label === label);
      if (!last || !button) throw new Error(`no button “${label}” on ${wordsOf(last?.card)}`);
      return call('click', { message: last.id, button: button.id, checked: ticked });
    },
    async take(sku) {
      const form = last?.form;
      const item = form && usualNow(form, { lines: taken }).find((one) => one.value === sku);
      if (!form || !item) throw new Error(`${sku} is not offered by ${wordsOf(form)}`);
      const { quantity } = usualLine(item);
      taken = [
        ...(taken ?? linesField(form)?.value ?? []).map(({ sku, quantity }) => ({ sku, quantity })),
        { sku, quantity },
      ];
      return { kind: 'form', words: wordsOf(form) };
    },
    fill(values: FormValues = {}) {
      if (!last?.form) throw new Error('no form is open');
      return call('submit', {
        form: last.form.id,
        values: { ...untouched(last.form), ...(taken && { lines: taken }), ...values },
      });
    },
    async notice(words) {
      const found = await until(`a notice with “${words}”`, 8_000, async () =>
        (await all()).findLast((m) => wordsOf(m.card).includes(words)),
      );
      last = found as Message;
      return { kind: 'card', words: wordsOf(last.card) };
    },
    notices: async (words) => (await all()).filter((m) => wordsOf(m.card).includes(words)).length,
  };
}

/** The web console. */
export const consoleChat: Chat = {
  name: 'the console',
  async open(locale) {
    const desk = await openTestDesk({ env: { ORDERDESK_LOCALE: locale }, adapters: [consoleFromDesk] });
    const company = await foundCompany(desk);
    const people = {} as Record<Name, ChatPerson>;
    for (const name of names) {
      const member = await desk.desk.members.update(desk.actor(company.ada), company[name]._id, { locale });
      people[name] = await atConsole(desk, member);
    }
    const settle = async () => {
      await until('everything was sent', 15_000, async () => {
        await desk.desk.outbox.drain();
        return (await desk.desk.outbox.depth()).due === 0;
      });
    };
    return { desk, company, people, settle, close: desk.close };
  },
};
