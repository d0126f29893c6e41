import type { DeskError } from '../errors.ts';
import { type LineInput, lineErrors, type Offer } from '../orders/lines.ts';
import type { Template, TemplateLine } from './template.ts';

/** A line that cannot be ordered today: the code of the sentence that says why, without amounts. */
export type LeftOut = { sku: string; why: 'error.line_sku' | 'error.line_moq' | 'error.other' };

const whyOf = (errors: readonly DeskError[]): LeftOut['why'] => {
  const code = errors[0]?.code;
  return code === 'error.line_sku' || code === 'error.line_moq' ? code : 'error.other';
};

const inputOf = ({ sku, quantity, discount, unitPrice }: TemplateLine): LineInput => ({
  sku,
  quantity: quantity ?? 0,
  ...(discount !== undefined && { discount }),
  ...(unitPrice !== undefined && { unitPrice }),
});

/** The lines of a template that can be ordered today, and those that cannot. */
export function orderable(
  { lines }: Pick<Template, 'lines'>,
  offers: ReadonlyMap<string, Offer>,
): { lines: LineInput[]; left: LeftOut[] } {
  const judgedLines = lines
    .map(inputOf)
    .map((line, n) => ({ line, errors: lineErrors(line, offers.get(line.sku), n) }));
  return {
    lines: judgedLines.filter((one) => one.errors.length === 0).map((one) => one.line),
    left: judgedLines
      .filter((one) => one.errors.length > 0)
      .map(({ line, errors }) => ({ sku: line.sku, why: whyOf(errors) })),
  };
}
