import { inWords, isObject, type Json } from './cards/rule.ts';
import type { Message } from './types.ts';

/** What a component holds besides what it shows. */
const hidden = new Set(['options', 'confirm', 'placeholder', 'behaviors', 'value', 'chart_spec', 'style', 'summary']);

/** content-components/rich-text: special characters stand as entities. */
const read = (markdown: string): string =>
  markdown.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)));

/** Heads and cells of a table, row by row. */
function tableWords({ columns, rows }: Json): string {
  const heads = (Array.isArray(columns) ? columns : []).filter(isObject);
  const lines = (Array.isArray(rows) ? rows : []).filter(isObject);
  const cell = (value: unknown) =>
    Array.isArray(value)
      ? value.map((v) => (isObject(v) ? inWords(v.text) : inWords(v))).join(' ')
      : inWords(value ?? '');
  const all = [
    heads.map((h) => inWords(h.display_name ?? '')),
    ...lines.map((row) => heads.map((h) => cell(row[inWords(h.name)]))),
  ];
  return all.map((line) => line.join(' | ')).join('\n');
}

function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).filter(Boolean).join('\n');
  if (!isObject(value)) return '';
  if (value.tag === 'table') return tableWords(value);
  const own = typeof value.content === 'string' ? read(value.content) : '';
  const typed = typeof value.default_value === 'string' ? value.default_value : '';
  const inside = Object.entries(value).flatMap(([key, part]) => (hidden.has(key) ? [] : [wordsIn(part)]));
  return [own, typed, ...inside].filter(Boolean).join('\n');
}

/** The words that a message shows, a line for each text: for assertions. */
export function wordsOf(message: Pick<Message, 'card' | 'body'>): string {
  if (message.card) return wordsIn([message.card.header, message.card.body]);
  const { text } = JSON.parse(message.body.content);
  return typeof text === 'string' ? text : message.body.content;
}
