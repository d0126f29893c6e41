// A person at the web console, over HTTP, with several windows open: the limit of calls a second is for each of them.
import { randomUUID } from 'node:crypto';
import { pause } from './program.js';

async function call(url, path, body, cookie) {
  for (;;) {
    const headers = { origin: url, 'content-type': 'application/json', ...(cookie ? { cookie } : {}) };
    const response = await fetch(`${url}/console${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (response.ok) return { answer: JSON.parse(text), cookie: response.headers.getSetCookie()[0]?.split(';')[0] };
    if (response.status !== 429) throw new Error(`${path}: ${response.status} ${text}`);
    await pause(200);
  }
}

/** Becomes a sample person with so many windows. */
export async function signIn(url, name, windows) {
  const cookies = [];
  for (let n = 0; n < windows; n += 1)
    cookies.push((await call(url, '/api/session', { persona: `sample-${name}` })).cookie);
  const conversation = `console:@${name}`;
  let turn = 0;
  const post = async (path, body) => {
    turn += 1;
    const all = { conversation, key: randomUUID(), ...body };
    return (await call(url, path, all, cookies[turn % cookies.length])).answer;
  };
  return {
    say: (text) => post('/api/say', { text }),
    submit: (form, values) => post('/api/submit', { form: form.id, values }),
    choices: async (source, query) => (await post('/api/choices', { source, query })).choices,
  };
}

const sentLine = ({ sku, quantity, price, discount }) => ({
  sku,
  quantity,
  price: price ?? undefined,
  discount: discount ?? undefined,
});

let filed = 0;

/** Files an order as a person does: one line, then the form as it stands. Gives its number. No two ask for the same. */
export async function fileOrder(person, words) {
  filed += 1;
  const { form } = (
    await person.say(`/order new ${words.replace(/x1$/, `x${(1 + filed / 1_000).toFixed(3)}`)}`)
  ).messages.at(-1);
  const filled = form.fields.filter((f) => f.value != null);
  const values = Object.fromEntries(filled.map((f) => [f.name, f.kind === 'lines' ? f.value.map(sentLine) : f.value]));
  const answer = await person.submit(form, values);
  const number = /SO-\d+/.exec(answer.messages.at(-1)?.card?.title ?? '')?.[0];
  if (!number) throw new Error(`the order was not filed: ${JSON.stringify(answer).slice(0, 400)}`);
  return number;
}

/** Customer and product that a person may order, as `/order new` takes them. */
export async function someOrder(person) {
  const [customer] = await person.choices('customer', '');
  const [product] = await person.choices('product', '');
  return `${customer.value} ${product.value}x1`;
}
