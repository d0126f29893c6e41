import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import type { SealedButton } from '../../../src/chat/card.ts';
import { byNumber, counted } from '../../../src/chat/cut.ts';
import { oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { label, plain, quiet } from './text.ts';

const fits = (text: string, most: number): boolean => counted(oneLine(text)) <= most;

function dialog(question: string, button: SealedButton, locale: Locale): ConfirmationDialog {
  const yes = fits(button.label, limits.confirmButton) ? button.label : t(locale, 'slack.confirm_yes');
  return {
    title: label(t(locale, 'chat.confirm_title'), limits.confirmTitle),
    text: plain(question, limits.confirmText),
    confirm: label(yes, limits.confirmButton),
    deny: label(t(locale, 'slack.cancel'), limits.confirmButton),
    style: button.style === 'danger' ? 'danger' : 'primary',
  };
}

/** A button of a card. What it means stays with the desk: the chat holds its sealed id. */
export const button = (one: SealedButton, locale: Locale): Button => ({
  type: 'button',
  text: label(one.label, limits.buttonText),
  action_id: `button:${one.id}`,
  value: one.id,
  ...(one.style === 'primary' || one.style === 'danger' ? { style: one.style } : {}),
  ...(one.confirm ? { confirm: dialog(one.confirm, one, locale) } : {}),
});

/** What does not fit into a button or its question, as text to stand before it. */
export const besideButton = (one: SealedButton, locale: Locale): KnownBlock[] => [
  ...(fits(one.label, limits.buttonText) ? [] : quiet(t(locale, 'chat.button_text', { label: oneLine(one.label) }))),
  ...(counted(one.confirm ?? '') <= limits.confirmText ? [] : quiet(one.confirm ?? '')),
];

/** Rows of buttons. */
export const buttonRows = (buttons: readonly SealedButton[], locale: Locale): KnownBlock[] =>
  byNumber(buttons, limits.buttonRow).flatMap((row) => [
    ...row.flatMap((one) => besideButton(one, locale)),
    { type: 'actions', elements: row.map((one) => button(one, locale)) },
  ]);
