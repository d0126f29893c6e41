import type { SealedButton } from '../../../src/chat/card.ts';
import { byNumber, counted } from '../../../src/chat/cut.ts';
import { literal, oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { callback, columns, type Element, label, plain, quiet } from './element.ts';

const looks = { primary: 'primary_filled', danger: 'danger', plain: 'default' } as const;

/** A button of a card. What it means stays with the desk: the chat holds its sealed id. */
export const button = (one: SealedButton, locale: Locale, size: 'small' | 'medium' = 'medium'): Element => ({
  tag: 'button',
  text: label(one.label, limits.button),
  type: looks[one.style ?? 'plain'],
  size,
  ...(one.confirm && {
    confirm: { title: plain(t(locale, 'chat.confirm_title')), text: plain(one.confirm, limits.confirm) },
  }),
  behaviors: callback({ button: one.id }),
});

const fits = (text: string, most: number): boolean => counted(literal(text)) <= most;

/** What does not fit into a button or its question, as text to stand before it. */
export const besideButton = (one: SealedButton, locale: Locale): Element[] => [
  ...(fits(oneLine(one.label), limits.button) ? [] : quiet(t(locale, 'chat.button_text', { label: one.label }))),
  ...(fits(one.confirm ?? '', limits.confirm) ? [] : quiet(one.confirm ?? '')),
];

/** Elements beside each other that flow into the next row where there is no room. */
export const row = (elements: readonly Element[]): Element =>
  columns(
    elements.map((one) => ({ elements: [one], width: 'auto' })),
    'flow',
  );

/** Rows of buttons. */
export const buttonRows = (buttons: readonly SealedButton[], locale: Locale, size?: 'small'): Element[] =>
  byNumber(buttons, limits.buttonRow).flatMap((some) => [
    ...some.flatMap((one) => besideButton(one, locale)),
    row(some.map((one) => button(one, locale, size))),
  ]);

/** A button of the adapter's own: another page, another line. */
export const ownButton = (words: string, value: Readonly<Record<string, string>>): Element => ({
  tag: 'button',
  text: label(words, limits.button),
  type: 'default',
  size: 'small',
  behaviors: callback(value),
});
