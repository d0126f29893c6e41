import { inWords, isObject, type Json } from './rule.ts';
import { taggedIn } from './walk.ts';

/*
 * What a card names that must exist elsewhere: images and people.
 */

/** Every text of a card that is read as Markdown, those in table cells too. */
function markdownIn(card: Json): string[] {
  const parts = taggedIn([card.header, card.body]);
  const texts = parts.filter((p) => p.tag === 'markdown' || p.tag === 'lark_md').map((p) => inWords(p.content));
  const cells = parts.filter((p) => p.tag === 'table').flatMap(cellsOf);
  return [...texts, ...cells];
}

function cellsOf({ columns, rows }: Json): string[] {
  if (!Array.isArray(columns) || !Array.isArray(rows)) return [];
  const names = columns.filter((c) => c?.data_type === 'markdown' || c?.data_type === 'lark_md').map((c) => c.name);
  return rows.flatMap((row) => names.map((name) => row?.[name])).filter((cell) => typeof cell === 'string');
}

/** Keys of all images that a card shows: content-components/image, rich-text (`![alt](key)`), icons. */
export function imageKeysIn(card: Json): string[] {
  const parts = taggedIn([card.header, card.body]);
  const lists = parts.flatMap((p) => (Array.isArray(p.img_list) ? p.img_list.filter(isObject) : []));
  const keys = [...parts, ...lists].map((p) => p.img_key).filter((key) => typeof key === 'string');
  const shown = markdownIn(card).flatMap((text) => [...text.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map((m) => m[1]!));
  return [...keys, ...shown];
}

const idsIn = (text: string, tag: RegExp): string[] =>
  [...text.matchAll(tag)].flatMap((m) => m[1]!.split(',').map((id) => id.trim()));

/** Whom a card calls by `<at …>`: they are notified. `all` is everybody. */
export const calledBy = (card: Json): string[] =>
  markdownIn(card).flatMap((text) => idsIn(text, /<at\s+(?:id|ids|user_id|email)\s*=\s*["']?([^\s"'>]+)["']?[^>]*>/gi));

/** Whom a card shows: persons, and those whom it calls. */
export function peopleIn(card: Json): string[] {
  const parts = taggedIn([card.header, card.body]);
  const single = parts.filter((p) => p.tag === 'person').map((p) => inWords(p.user_id));
  const lists = parts.flatMap((p) => (Array.isArray(p.persons) ? p.persons.filter(isObject) : []));
  const inText = markdownIn(card).flatMap((text) => idsIn(text, /<person\s+id\s*=\s*["']?([^\s"'>]+)["']?/gi));
  return [...single, ...lists.map((p) => inWords(p.id)), ...inText, ...calledBy(card)];
}
