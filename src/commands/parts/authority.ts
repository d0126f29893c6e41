import type { FormField, FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import type { Member } from '../../members/member.ts';
import { decimalText, parseDecimal } from '../../money.ts';
import { type Locale, t } from '../../text/index.ts';
import { textOf } from './values.ts';

const name = 'discountAuthority';
const percent = 100;

/** The field of a member's own discount authority; empty, the company's counts. */
export const authorityField = (member: Member | undefined, companys: number, locale: Locale): FormField => ({
  kind: 'text',
  name,
  label: t(locale, 'label.authority'),
  hint: t(locale, 'member.authority_hint', { n: decimalText(companys, percent) }),
  value: member?.discountAuthority === undefined ? '' : decimalText(member.discountAuthority, percent),
  maxLength: 10,
});

/** Basis points that were typed; undefined where the field was left empty. */
export function authorityIn(values: FormValues): number | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const value = parseDecimal(text.replace(/\s*[%％]$/, ''), percent);
  if (value === undefined || value < 0 || value > 100 * percent)
    throw new DeskError('error.authority', { text }, { field: name });
  return value;
}
