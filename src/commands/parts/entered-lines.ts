import type { LineValue } from '../../chat/form.ts';
import { factsOf } from '../../chat/line-facts.ts';
import type { ParsedEntry, ParsedLine } from '../../entry/line.ts';
import { fitsCurrency } from '../../entry/line-price.ts';
import { dozen, isOtherPack } from '../../entry/line-units.ts';
import { decimalText, quantityScale } from '../../money.ts';
import { offerOf, productChoice } from '../../products/offer.ts';
import type { Product } from '../../products/product.ts';
import { fitsUnit } from '../../products/unit.ts';
import { listed, t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { type Meant, meant } from './entered-product.ts';
import { lineValueOf } from './order-form.ts';

/** A line as the form shows it, what of it was not understood, and what the person must know about it. */
export type EnteredLine = { value: LineValue; unknown: string[]; mentions: string[] };

/** Words of a line that are looked up by more than their exact code or name; a longer paste is looked up as it is typed. */
const mostLookedUp = 50;
/** Products that a sentence names. */
const mostNamed = 5;

/** A price in another currency than the order's is not taken for one of it. */
export function withPrice(line: ParsedLine, currency: string): { line: ParsedLine; unknown: string[] } {
  if (line.unitPrice === undefined || fitsCurrency(line.price?.currency, currency)) return { line, unknown: [] };
  const { unitPrice, ...rest } = line;
  return { line: rest, unknown: [line.price!.text] };
}

const inDozens = ({ unit }: ParsedLine, product: Product): boolean =>
  unit !== undefined && dozen.includes(unit.toLowerCase()) && dozen.includes(product.unit.toLowerCase());

function lineOf(
  typed: ParsedLine,
  found: Meant,
  discount: number | undefined,
  context: CommandContext,
  currency: string,
) {
  const { locale, person } = context;
  const { line, unknown } = withPrice({ ...typed, discount: typed.discount ?? discount }, currency);
  const { product, choices = [] } = found;
  if (!product) {
    const word = found.word ?? line.sku;
    const value = {
      ...lineValueOf({ ...line, sku: word }),
      ...(choices.length > 0 && { choices: choices.map((p) => productChoice(person, p)) }),
    };
    const names = choices.slice(0, mostNamed).map((p) => `${p.sku} ${p.name}`);
    const asks = t(
      locale,
      found.isNearest ? 'form.line_nearest' : found.differ ? 'form.line_differs' : 'form.line_choices',
      {
        word,
        ...found.differ,
        names: listed(locale, names),
      },
    );
    return {
      value,
      unknown: [...found.left, ...(found.isNearest ? [word] : []), ...unknown],
      mentions: names.length > 0 ? [asks] : [],
    };
  }
  const quantity = inDozens(line, product) ? line.quantity / 12 : line.quantity;
  const values = lineValueOf({ ...line, sku: product.sku, quantity });
  const value: LineValue = {
    ...values,
    ...(found.noQuantity && { quantity: '' }),
    ...factsOf(offerOf(person, product)),
  };
  const { unit } = line;
  const differs = unit !== undefined && !dozen.includes(unit.toLowerCase()) && isOtherPack(unit, product.unit);
  const about = { sku: product.sku, unit: product.unit };
  const mentions = [
    ...(differs ? [t(locale, 'form.unit_differs', { ...about, typed: unit })] : []),
    ...(fitsUnit(quantity, product.unit)
      ? []
      : [t(locale, 'form.line_whole', { ...about, quantity: decimalText(quantity, quantityScale) })]),
  ];
  return { value, unknown: [...found.left, ...unknown], mentions };
}

/**
 * The lines with the products that were meant. A word that fits several products stays as it was typed and carries them,
 * best first; so does one that fits none, with the nearest.
 */
export async function linesIn(
  entry: ParsedEntry,
  /** Words between the customer's name and the first line. */
  tail: readonly string[],
  context: CommandContext,
): Promise<EnteredLine[]> {
  const { desk, person } = context;
  const { currency } = await desk.settings.get();
  const exact = await desk.findProduct.exactly(
    person,
    entry.lines.map(({ sku }) => sku),
  );
  let lookedUp = 0;
  const read = async (line: ParsedLine, i: number): Promise<EnteredLine> => {
    const before = [...(i === 0 ? tail : []), ...(line.before?.split(/\s+/) ?? [])];
    const [only, ...more] = exact.get(line.sku) ?? [];
    const isPlain = !line.code && only !== undefined && more.length === 0 && before.length === 0;
    if (!isPlain && lookedUp++ >= mostLookedUp)
      return lineOf(
        { ...line, sku: [line.code, line.sku].filter(Boolean).join(' ') },
        { left: [...before], isNearest: true },
        entry.discount,
        context,
        currency,
      );
    const found = isPlain ? { product: only, left: [] } : await meant(line, before, context);
    return lineOf(line, found, entry.discount, context, currency);
  };
  return Promise.all(entry.lines.map(read));
}
