import type { ModalView } from '@slack/types';
import {
  afterFormAction,
  type FormState,
  formAction,
  readView,
  renderForm,
  type ViewValue,
} from '../../../../adapters/slack/render/index.ts';
import type { SealedForm } from '../../../../src/chat/form.ts';
import { stateOf } from './view.ts';

export const draw = (form: SealedForm, state: FormState = {}): ModalView => renderForm(form, state, { locale: 'en' });
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
