import type { LineValue, SealedForm } from '../../../src/chat/form.ts';
import { texts } from '../../../src/text/index.ts';
import { linesOf } from '../../support/talk.ts';

const patternOf = (key: keyof typeof texts): RegExp =>
  new RegExp(
    `^${texts[key].en.replace(/[.?*+^$()[\]]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name) => `(?<${name}>.+?)`)}$`,
  );
const notUnderstood = patternOf('form.unknown');
const [otherUnit, inParts] = [patternOf('form.unit_differs'), patternOf('form.line_whole')];

const fieldOf = ({ fields }: SealedForm, name: string) => fields.find((f) => f.name === name);
const textIn = (form: SealedForm, name: string): string => {
  const field = fieldOf(form, name);
  return field && 'value' in field && typeof field.value === 'string' ? field.value : '';
};

/** `A100 20 @9.5 -5% !box/pcs !whole pcs ?A100|A200`, as the table writes a line. */
function lineText({ sku, quantity, price, discount, choices }: LineValue, sentences: readonly string[]): string {
  const units = sentences.map((s) => otherUnit.exec(s)?.groups).filter((found) => found?.sku === sku);
  const whole = sentences.map((s) => inParts.exec(s)?.groups).find((found) => found?.sku === sku);
  return [
    `${sku} ${quantity}`,
    price && `@${price}`,
    discount && `-${discount}%`,
    ...units.map((found) => `!${found?.typed}/${found?.unit}`),
    whole && `!whole ${whole.unit}`,
    choices && `?${choices.map((c) => c.value).join('|')}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** What a prefilled form shows, in the words of the table. */
export function shownBy(form: SealedForm): [customer: string, lines: string[], rest: Record<string, unknown>] {
  const sentences = (form.note ?? '').split('\n');
  const customer = fieldOf(form, 'customer');
  const choices = customer?.kind === 'select' ? customer.choices.map((c) => c.value) : [];
  const chosen = choices.length === 1 ? `?${choices[0]}` : choices.join('|') || textIn(form, 'customer');
  const unknown = sentences.flatMap((s) => notUnderstood.exec(s)?.groups?.words?.split(' · ') ?? []);
  const rest = {
    due: textIn(form, 'requestedDate'),
    po: textIn(form, 'poNo'),
    terms: textIn(form, 'paymentDays'),
    notes: textIn(form, 'notes'),
    unknown: unknown.length > 0 ? unknown : '',
  };
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
  return [chosen, linesOf(form).map((line) => lineText(line, sentences)), said];
}
