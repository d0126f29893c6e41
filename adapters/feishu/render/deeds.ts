import type { FormAction } from '../../../src/chat/form-state.ts';
import { limits } from '../limits.ts';
import { callback, type Element, label } from './element.ts';

/** What a button of a form does: it is sent, looked through, or shows other lines or fields. */
export type FormDeed = { kind: 'send' } | { kind: 'look' } | FormAction;

const deedText = (deed: FormDeed): string => {
  if (deed.kind === 'remove') return `remove~${deed.line}`;
  if (deed.kind === 'take') return `take~${Buffer.from(deed.sku).toString('base64url')}`;
  return deed.kind === 'lines' || deed.kind === 'fields' ? `${deed.kind}~${deed.page}` : deed.kind;
};

/** The name of a button, by which it is known when it was clicked: the form and the deed. */
const nameOf = (form: string, deed: FormDeed): string => `form~${form}~${deedText(deed)}`;

/** Reads the name of a button of a form. */
export function deedOf(name: string): { form: string; deed: FormDeed } | undefined {
  const [, form = '', kind, rest] =
    /^form~([\w-]+)~(send|look|add|take|remove|lines|fields)(?:~([\w-]+))?$/.exec(name) ?? [];
  if (kind === 'take')
    return rest ? { form, deed: { kind, sku: Buffer.from(rest, 'base64url').toString() } } : undefined;
  const digits = rest === undefined || /^\d{1,6}$/.test(rest) ? rest : '';
  const number = Number(digits);
  switch (kind) {
    case 'send':
    case 'look':
    case 'add':
      return { form, deed: { kind } };
    case 'remove':
      return digits ? { form, deed: { kind, line: number } } : undefined;
    case 'lines':
    case 'fields':
      return digits ? { form, deed: { kind, page: number } } : undefined;
    default:
      return undefined;
  }
}

/** Every button of a form sends what was typed, so that nothing is lost when the form is drawn anew. */
export const formButton = (form: string, words: string, deed: FormDeed, isMain = false): Element => ({
  tag: 'button',
  name: nameOf(form, deed),
  text: label(words, limits.button),
  type: isMain ? 'primary_filled' : 'default',
  size: isMain ? 'medium' : 'small',
  form_action_type: 'submit',
  behaviors: callback({ form: nameOf(form, deed) }),
});
