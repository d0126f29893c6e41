import { plain } from '../entry/plain.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import { quantityScale } from '../money.ts';
import { areTerms, noTerms } from '../orders/draft-input.ts';
import { atLine, lineErrors, mostLines, type Offer } from '../orders/lines.ts';
import { wholeFrom } from '../products/unit.ts';
import type { Template, TemplateLine } from './template.ts';

/** What a person enters as a template. */
export type TemplateInput = {
  name: string;
  /** Customer id; missing: for any. */
  customer?: string;
  lines: readonly (Omit<TemplateLine, 'product'> & { sku: string })[];
  paymentDays?: number;
  notes?: string;
};

export const longestName = 60;
/** Templates that a person, or a team, has at most. */
export const mostTemplates = 100;

/** Checks the name, as it is kept. Throws at the field. */
export function checkedName(given: string): string {
  const name = given.replace(/\s+/g, ' ').trim();
  if (plain(name) === '') throw new DeskError('error.template_name', {}, { field: 'name' });
  if (name.length > longestName) throw new DeskError('error.too_long', { most: longestName }, { field: 'name' });
  return name;
}

/** What is wrong with the nth line. A quantity that is left to be filled in is no mistake. */
function errorsOf(line: TemplateInput['lines'][number], offer: Offer | undefined, n: number): DeskError[] {
  return lineErrors({ ...line, quantity: line.quantity ?? wholeFrom(offer?.moq ?? quantityScale) }, offer, n);
}

const said = (errors: DeskError[]): void => {
  if (errors.length > 0) throw new FieldErrors(errors);
};

/** The lines of a template, with their products. Throws `FieldErrors` with a sentence per wrong line. */
export function checkedLines(lines: TemplateInput['lines'], offers: ReadonlyMap<string, Offer>): TemplateLine[] {
  if (lines.length === 0) said([new DeskError('error.no_lines', {}, { field: 'lines' })]);
  if (lines.length > mostLines) said([new DeskError('error.too_many_lines', { most: mostLines }, { field: 'lines' })]);
  said(lines.flatMap((line, n) => errorsOf(line, offers.get(line.sku), n)));
  return lines.map((line) => ({ ...line, product: (offers.get(line.sku) as Offer)._id }));
}

/** Checks what needs no look-up. Throws `FieldErrors`. */
export function checkWords({ notes, paymentDays }: TemplateInput): void {
  said([
    ...(areTerms(paymentDays) ? [] : [noTerms()]),
    ...((notes?.length ?? 0) > 2000 ? [new DeskError('error.too_long', { most: 2000 }, { field: 'notes' })] : []),
  ]);
}

/** A template that makes drafts by itself has a customer, and a quantity in each line. Throws `FieldErrors`. */
export function checkRecurring({ name, customer, lines }: Pick<Template, 'name' | 'customer' | 'lines'>): void {
  said([
    ...(customer ? [] : [new DeskError('error.template_needs_customer', { name }, { field: 'customer' })]),
    ...lines.flatMap((l, n) => (l.quantity ? [] : [atLine('error.line_quantity', n, 'quantity', { sku: l.sku })])),
  ]);
}
