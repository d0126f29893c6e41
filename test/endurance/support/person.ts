import type { SealedCard } from '../../../src/chat/card.ts';
import type { FormValues, LineValue, SealedForm } from '../../../src/chat/form.ts';
import { newId } from '../../../src/id.ts';

/** What the console answers to a call. */
type Reply = { messages: { id: string; card?: SealedCard; form?: SealedForm }[]; errors?: Record<string, string> };
type Choice = { value: string; label: string; detail?: string };

/** Somebody at the web console, over HTTP: says, fills in, and sends again under the same key when the desk is gone. */
export type Person = {
  name: string;
  conversation: string;
  say(text: string, key?: string): Promise<Reply>;
  submit(form: SealedForm, values: FormValues, key?: string): Promise<Reply>;
  choices(source: 'customer' | 'product', query: string): Promise<Choice[]>;
};

/** Ms that a person goes on trying while the desk is away, and the pause between two tries. */
const patienceMs = 60_000;
const pauseMs = 20;

const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
/** Nothing was decided: the desk is away, behind a proxy that cannot reach it, or asks to slow down. */
const isUndecided = (status: number): boolean => [429, 502, 503, 504].includes(status);

type Call = { method: string; path: string; body?: unknown; cookie?: string };

async function once(url: string, { method, path, body, cookie }: Call): Promise<Response | undefined> {
  const headers = { origin: url, 'content-type': 'application/json', ...(cookie ? { cookie } : {}) };
  const text = body === undefined ? undefined : JSON.stringify(body);
  return fetch(`${url}/console${path}`, { method, headers, body: text }).catch(() => undefined);
}

/** A call that is repeated, unchanged, until it is answered. */
async function call(where: () => string, request: Call): Promise<{ answer: unknown; cookie?: string }> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const response = await once(where(), request);
    const text = response && !isUndecided(response.status) ? await response.text().catch(() => undefined) : undefined;
    if (response && text !== undefined) {
      if (!response.ok) throw new Error(`${request.path} was refused with ${response.status}: ${text}`);
      return { answer: JSON.parse(text), cookie: response.headers.getSetCookie()[0]?.split(';')[0] };
    }
    if (performance.now() > deadline) throw new Error(`${request.path} was not answered in ${patienceMs} ms`);
    await pause();
  }
}

/** Becomes a sample person; `where` is asked before each call, since a desk that comes back may have another port. */
export async function signIn(where: () => string, name: string): Promise<Person> {
  const { cookie } = await call(where, { method: 'POST', path: '/api/session', body: { persona: `sample-${name}` } });
  if (!cookie) throw new Error('the desk gave no session');
  const conversation = `console:@${name}`;
  const post = async <T>(path: string, body: object): Promise<T> =>
    (await call(where, { method: 'POST', path, body: { conversation, ...body }, cookie })).answer as T;
  return {
    name,
    conversation,
    say: (text, key = newId()) => post('/api/say', { text, key }),
    submit: (form, values, key = newId()) => post('/api/submit', { form: form.id, values, key }),
    choices: async (source, query) =>
      (await post<{ choices: Choice[] }>('/api/choices', { source, query, key: newId() })).choices,
  };
}

/** The order that an answer shows; fails with the words that came instead. */
export function orderIn(reply: Reply): { id: string; number: string } {
  const card = reply.messages.at(-1)?.card;
  if (!card?.subject) throw new Error(`an order's card was expected: ${JSON.stringify(reply.errors ?? card ?? reply)}`);
  return { id: card.subject.id, number: /SO-\d+/.exec(card.title)?.[0] ?? '' };
}

/** The form that an answer opens; fails with what came instead. */
export function formIn(reply: Reply): SealedForm {
  const form = reply.messages.at(-1)?.form;
  if (!form) throw new Error(`a form was expected: ${JSON.stringify(reply)}`);
  return form;
}

/** The columns of a line that are sent; the others are there to be read. */
const sentLine = ({ sku, quantity, price, discount }: LineValue): LineValue => ({
  sku,
  quantity,
  price: price ?? undefined,
  discount: discount ?? undefined,
});

/** What a form shows, as the page would send it untouched. */
export function untouched(form: SealedForm): FormValues {
  const filled = form.fields.flatMap((f) => ('value' in f && f.value != null ? [f] : []));
  return Object.fromEntries(filled.map((f) => [f.name, f.kind === 'lines' ? f.value.map(sentLine) : f.value]));
}
