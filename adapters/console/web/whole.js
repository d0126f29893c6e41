// What may not break inside a line (dates, numbers of records, e-mail addresses), and how much room a value needs.
import { h } from './dom.js';

const date = String.raw`\d{4}-\d{2}-\d{2}`;
const number = String.raw`[A-Z]{1,4}-\d{3,12}`;
const local = String.raw`[\w.+%-]{1,64}`;
const email = String.raw`${local}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}[.,;)，；）。]?`;
/** Bounded in every repetition, so that a long text without spaces takes no longer than it is long. */
const unbroken = new RegExp(String.raw`(?<email>${email})|\b(?:${date}|${number})\b`, 'g');

/** A text as nodes: the parts that may not break are kept in one piece each. */
export function whole(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(unbroken)) {
    nodes.push(text.slice(from, match.index));
    nodes.push(h('span', { class: match.groups.email ? 'whole block' : 'whole' }, match[0]));
    from = match.index + match[0].length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== '');
}

/** How wide a text is, in letters; a Chinese one takes two. */
const widthOf = (text) => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);

/** How much room a field's value needs among others: a column, two (`half`), or the whole width (`full`). */
export function room(value) {
  const lines = value.split('\n');
  const longest = Math.max(...lines.map(widthOf));
  if (longest > 60 || (lines.length > 1 && longest > 34)) return 'full';
  const word = Math.max(0, ...(value.match(/[^\s\u2e80-\uffff]+/g) ?? []).map((part) => part.length));
  return longest > 34 || word > 18 ? 'half' : '';
}
