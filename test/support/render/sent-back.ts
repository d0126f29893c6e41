import type { FormField, FormValues, LineValue, SealedForm } from '../../../src/chat/form.ts';
import { isCalendarDate } from '../../../src/dates.ts';

const blankLine = (l: LineValue) => [l.sku, l.quantity, l.price, l.discount].every((text) => !text?.trim());
const sentLine = ({ sku, quantity, price, discount }: LineValue) => ({
  sku,
  quantity,
  ...(price ? { price } : {}),
  ...(discount ? { discount } : {}),
});

function fieldValue(f: FormField): FormValues[string] {
  if (f.kind === 'lines') return f.value.filter((l) => !blankLine(l)).map(sentLine);
  if (f.kind === 'file') return undefined;
  if ('choices' in f && f.choices.length === 0) return f.value;
  if (f.kind === 'multi') return f.choices.map((c) => c.value).filter((v) => f.value?.includes(v));
  if (f.kind === 'select') return f.choices.some((c) => c.value === f.value) ? f.value : '';
  return f.kind === 'date' && !isCalendarDate(f.value ?? '') ? '' : (f.value ?? '');
}

/** The values that a form brings when it was shown and sent back untouched. */
export const sentBack = (form: SealedForm): FormValues =>
  Object.fromEntries(form.fields.map((f) => [f.name, fieldValue(f)]));
