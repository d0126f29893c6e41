import type { ModalView } from '@slack/types';
import {
  afterFormAction,
  type FormState,
  formAction,
  readView,
  renderForm,
  type ViewValue,
} from '../../../../adapters/slack/render/index.ts';
import type { Form, FormField, LineValue, SealedForm } from '../../../../src/chat/form.ts';
import type { CommandContext } from '../../../../src/commands/command.ts';
import { orderForm } from '../../../../src/commands/parts/order-form.ts';
import type { Locale } from '../../../../src/text/index.ts';
import { line } from './company.ts';
import { longNote, nasty, nastyName } from './nasty.ts';
import { stateOf } from './view.ts';

/** A form as an adapter gets it. */
export const sealed = ({ intent: _, ...form }: Form): SealedForm => ({ ...form, id: 'f00dfeedf00dfeed' });
export const contextIn = (locale: Locale) => ({ locale }) as CommandContext;
const intent = { command: 'new', input: {} };

export const lineValue = (n: number): LineValue => ({
  sku: line(n).sku,
  quantity: `${n}`,
  price: n % 2 === 0 ? '12.50' : undefined,
  label: `${line(n).sku} · ${line(n).name}`,
  listPrice: '13.00',
});
export const newOrder = (count: number, locale: Locale = 'en', title = 'New order') =>
  sealed(
    orderForm(
      contextIn(locale),
      {
        customer: { code: 'A<B>', name: nastyName },
        lines: Array.from({ length: count }, (_, n) => lineValue(n)),
        requestedDate: '2026-12-01',
        poNo: nastyName,
        paymentDays: 30,
        notes: longNote(2000),
        unknown: [...nasty],
      },
      { title, intent, currency: 'CNY', asksToSubmit: true },
    ),
  );
export const draw = (form: SealedForm, state: FormState = {}): ModalView => renderForm(form, state, { locale: 'en' });
export const form = (fields: FormField[], more: Partial<SealedForm> = {}): SealedForm => ({
  id: 'f1',
  title: 'Form',
  submit: 'Save',
  fields,
  ...more,
});
/** One step of a person: what the view holds is read, then a button is clicked. */
export const click = (
  one: SealedForm,
  state: FormState,
  action: string,
  typed?: Parameters<typeof stateOf>[1],
): FormState => {
  const meant = formAction(action);
  if (!meant) throw new Error(`no action ${action}`);
  return afterFormAction(one, readView(stateOf(draw(one, state), typed), one, state).state, meant);
};
export const typing =
  (texts: Record<string, string>) =>
  ({ block_id: id = '' }: { block_id?: string }): ViewValue | undefined =>
    id in texts ? { value: texts[id] } : undefined;
