import { elementsOf, everyBlock } from './blocks/measure.ts';
import { isObject } from './blocks/rule.ts';
import type { Block, Json, Message, View } from './types.ts';

/** Something on the screen with blocks in it. */
export type Target = Message | View;

export const isView = (target: Target): target is View => 'root_view_id' in target;

/** The text of a text object. */
export const textOf = (value: unknown): string => (isObject(value) && typeof value.text === 'string' ? value.text : '');

export type Found = { block: Block; element: Json };

const everyElement = (target: Target): Found[] =>
  everyBlock(target.blocks ?? [], '').flatMap(({ block }) =>
    elementsOf(block).map((element) => ({ block: block as Block, element })),
  );

/** The words that a person would point at an element with. */
const words = ({ block, element }: Found): string[] =>
  [element.text, block.label, element.placeholder, block.text].map(textOf).filter(Boolean);

const listed = (found: readonly Found[]) =>
  found.map((f) => `${f.element.type} “${words(f)[0] ?? f.element.action_id}”`).join(', ');

/**
 * The element that is called by its action_id, its block_id or its words. `kinds` narrows it down to some types; two of
 * the same words are a mistake of the test.
 */
export function findElement(target: Target, name: string, kinds?: (type: string) => boolean): Found {
  const all = everyElement(target).filter(({ element }) => kinds?.(String(element.type)) ?? true);
  const byName = all.filter(({ block, element }) => element.action_id === name || block.block_id === name);
  const found = byName.length > 0 ? byName : all.filter((f) => words(f).includes(name));
  if (found.length === 1) return found[0]!;
  throw new Error(`${found.length} elements are called “${name}”; there are: ${listed(all) || 'none'}`);
}

/** The labels of all buttons, in order. */
export const buttonsOf = (target: Target): string[] =>
  everyElement(target)
    .filter(({ element }) => element.type === 'button')
    .map(({ element }) => textOf(element.text));

/** Every text that a message or view shows, one a line: for looking at what a person reads. */
export function wordsOf(target: Target): string {
  const texts = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(texts);
    if (!isObject(value)) return [];
    const own = ['text', 'alt_text', 'title'].map((key) => value[key]).filter((t) => typeof t === 'string');
    return [
      ...own,
      ...Object.values(value)
        .filter((v) => typeof v === 'object')
        .flatMap(texts),
    ];
  };
  const title = isView(target) ? textOf(target.title) : (target.text ?? '');
  return [title, ...texts(target.blocks ?? [])].filter(Boolean).join('\n');
}

/** Parts of a rich text that call somebody or lead somewhere. */
const calling = new Set(['user', 'usergroup', 'team', 'channel', 'broadcast']);

/**
 * Whom a message would call or lead to: mentions, channels and broadcasts. Of a person's words, none may be among them.
 * docs.slack.dev/messaging/formatting-message-text.
 */
export function pings(target: Target): string[] {
  const inText = (text: string) => text.match(/<[@#!][^>]*>/g) ?? [];
  const marked = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(marked);
    if (!isObject(value)) return [];
    const own = value.type === 'mrkdwn' ? inText(textOf(value)) : [];
    const called = calling.has(String(value.type)) ? [JSON.stringify(value)] : [];
    return [...own, ...called, ...Object.values(value).flatMap(marked)];
  };
  return [...(isView(target) ? [] : inText(target.text)), ...marked(target.blocks ?? [])];
}
