// Calls to the desk. What changes something carries a key made here; a call that got no answer is sent again with the
// same key, so that it happens once.
import { t } from './i18n.js';

/** A refusal in words for the person; `code` says which. */
export class Refused extends Error {
  constructor(code, sentence, status) {
    super(sentence);
    this.code = code;
    this.status = status;
  }
}

let member;
/** Tells the desk whom this page was loaded for, so that a session changed in another window is noticed. */
export const callAs = (id) => {
  member = id;
};

let signedOut = () => {};
/** What to do when the session has ended or belongs to somebody else. */
export const onSignedOut = (then) => {
  signedOut = then;
};

const pauses = [400, 1000, 2000, 4000];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Answers of a proxy or a restarting desk: nobody decided anything yet. */
const unanswered = (status) => status === 502 || status === 503 || status === 504;

async function send(method, path, body, headers) {
  const response = await fetch(`/console${path}`, { method, body, headers, credentials: 'same-origin' });
  if (unanswered(response.status)) throw new TypeError('no answer');
  const data = await response.json().catch(() => ({}));
  if (response.ok) return data;
  const { code = 'error.internal', sentence = t('network') } = data.error ?? {};
  if (code === 'error.console_other_person' || (response.status === 401 && member)) signedOut(code);
  throw new Refused(code, sentence, response.status);
}

async function call(method, path, { body, type = 'application/json', tries = pauses.length } = {}) {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': type }),
    ...(member ? { 'x-desk-member': member } : {}),
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send(method, path, body, headers);
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (attempt >= tries) throw new Refused('network', t('network'), 0);
      await pause(pauses[attempt]);
    }
  }
}

const post = (path, body, options) => call('POST', path, { body: JSON.stringify(body), ...options });
const query = (values) => new URLSearchParams(Object.entries(values).filter(([, v]) => v !== undefined)).toString();

/** A key for one deed of the person. */
export const newKey = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

export const api = {
  signInWays: () => call('GET', '/api/sign-in'),
  session: () => call('GET', '/api/session'),
  signIn: (how) => post('/api/session', how, { tries: 0 }),
  signOut: () => call('DELETE', '/api/session'),
  me: () => call('GET', '/api/me'),
  conversations: () => call('GET', '/api/conversations'),
  messages: (conversation, before) => call('GET', `/api/messages?${query({ conversation, before })}`),
  read: (conversation, seq) => post('/api/read', { conversation, seq }),
  say: (conversation, said, key) => post('/api/say', { conversation, ...said, key }),
  click: (conversation, message, { button, checked }, key) =>
    post('/api/click', { conversation, message, button, checked, key }),
  submit: (conversation, form, values, key) => post('/api/submit', { conversation, form, values, key }),
  choices: (conversation, source, text, wanted) =>
    post('/api/choices', { conversation, source, query: text.slice(0, 200), for: wanted, key: newKey() }, { tries: 1 }),
  complete: (text) => post('/api/complete', { text }, { tries: 0 }),
  locale: (locale) => post('/api/locale', { locale }),
  upload: (file) =>
    call('POST', `/api/files?${query({ name: file.name })}`, { body: file, type: 'application/octet-stream' }),
};
