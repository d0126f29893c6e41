import { checkCard, sentence } from './cards/card.ts';
import { calledBy, imageKeysIn, peopleIn } from './cards/refs.ts';
import { codes, isObject } from './cards/rule.ts';
import type { Core } from './core.ts';
import { badCard, badParameter, Refusal } from './refusal.ts';
import type { Json, Mention } from './types.ts';

/** What a message shows: im-v1/message/create_json. */
export type Content = { content: string; card?: Json; called: string[]; mentions?: Mention[] };

/**
 * im-v1/message/create: 150 KB of text, 30 KB of card or post, “of the request body”. The content is measured as it
 * stands in that body, with its quotes escaped, and a KB is 1,000 bytes: the stricter readings (UNVERIFIED.md).
 */
export const mostBytes = { text: 150_000, card: 30_000 };

/** How many bytes a card takes of its 30 KB when it is sent. */
export const sizeOfCard = (card: Json): number => Buffer.byteLength(JSON.stringify(JSON.stringify(card)));

function refuseTooLong(bytes: number, most: number): void {
  if (bytes > most) throw new Refusal(230025, 'The length of the message content reaches its limit.');
}

/** Refuses a card that is not valid, or names what is not there. Codes: im-v1/message/create, sub-codes of 230099. */
export function refuseBadCard(core: Core, card: Json): void {
  const [first] = checkCard(card);
  if (first) throw badCard(sentence(first));
  for (const key of imageKeysIn(card))
    if (core.assets.byKey(key)?.kind !== 'image')
      throw badCard(
        `ErrCode: ${codes.image}; ErrMsg: card contains invalid image keys; ErrorValue: image key ${key}; `,
      );
  const known = (id: string) => id === 'all' || id === core.settings.botId || isSomebody(core, id);
  for (const id of peopleIn(card))
    if (!known(id))
      throw badCard(
        `ErrCode: ${codes.person}; ErrMsg: There is an invalid user resource(at/person) in your card; ErrorValue: ${id}; `,
      );
}

const isSomebody = ({ tenant }: Core, id: string): boolean =>
  ['open_id', 'union_id', 'user_id', 'email'].some((type) => tenant.personBy(type, id) !== undefined);

/** A text's `<at user_id="…">` become `@_user_1`, with the person among the mentions. */
function textContent(core: Core, { text }: Json): Content {
  if (typeof text !== 'string' || text === '') throw badParameter('text is empty');
  const called: string[] = [];
  const shown = text.replace(/<at user_id="([^"]*)">[^<]*<\/at>/g, (_all, id: string) => {
    called.push(id);
    return id === 'all' ? '@_all' : `@_user_${called.length}`;
  });
  const { tenantKey } = core.settings;
  const mentions = called.flatMap((id, i): Mention[] => {
    const person = core.tenant.person(id);
    if (!person) return [];
    return [{ key: `@_user_${i + 1}`, id, id_type: 'open_id', name: person.name, tenant_key: tenantKey }];
  });
  return { content: JSON.stringify({ text: shown }), called, ...(mentions.length > 0 ? { mentions } : {}) };
}

function resource(core: Core, kind: 'image' | 'file', fields: Json): Content {
  const key = fields[`${kind}_key`];
  const asset = typeof key === 'string' ? core.assets.byKey(key) : undefined;
  if (asset?.kind !== kind) throw badParameter(`invalid ${kind}_key`);
  if (!asset.byBot) throw new Refusal(230017, 'Bot is NOT the owner of the resource.');
  if (kind === 'file' && ['mp4', 'opus'].includes(asset.type))
    throw new Refusal(230055, 'The type of file upload does not match the type of message being sent.');
  return { content: JSON.stringify({ [`${kind}_key`]: key }), called: [] };
}

function parsed(content: string, asCard: boolean): Json {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    value = undefined;
  }
  if (isObject(value)) return value;
  if (asCard)
    throw badCard('ErrCode: 200621; ErrMsg: parse card json err, please check whether the card json is correct; ');
  throw badParameter('content is not a JSON object');
}

/** What a message of a type and content shows; refuses what Feishu refuses. Other types are not modelled. */
export function contentOf(core: Core, type: string, content: string): Content {
  const bytes = Buffer.byteLength(JSON.stringify(content));
  refuseTooLong(bytes, type === 'text' ? mostBytes.text : mostBytes.card);
  const fields = parsed(content, type === 'interactive');
  if (type === 'text') return textContent(core, fields);
  if (type === 'image' || type === 'file') return resource(core, type, fields);
  if (type === 'post') return { content, called: [] };
  if (type !== 'interactive') throw badParameter(`msg_type ${type}`);
  refuseBadCard(core, fields);
  return { content, card: fields, called: calledBy(fields) };
}
