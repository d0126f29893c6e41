import type { Address } from './address.ts';
import type { AskedFor, Choice, ChoiceSource, LineValue, SealedForm } from './form.ts';
import {
  askedFor,
  type FormState,
  isPricedOtherwise,
  linesOf,
  pricesToAsk,
  showsPrices,
  usualToAsk,
} from './form-state.ts';
import type { Bot } from './incoming.ts';
import { factsOf } from './line-facts.ts';

/** Asks the desk for choices while a form is filled in. */
export type Ask = (source: ChoiceSource, query: string, wanted?: AskedFor) => Promise<readonly Choice[]>;

/** Asks as the person who fills the form in; `key` names what it is asked for. */
export const asker =
  (bot: Bot, person: Address, key: string): Ask =>
  async (source, query, wanted) => {
    const asked = { from: person, conversation: person, key: `choices:${key}`, ...(wanted && { for: wanted }) };
    const answer = await bot({ ...asked, kind: 'choices', source, query });
    return answer.kind === 'choices' ? answer.choices : [];
  };

type Fields = Pick<SealedForm, 'fields'>;

/** Lines that are asked about at once; the prices of the rest are not known until they are looked up. */
const mostAsked = 20;

/** A line without the price that it would have, which is true for one customer and one quantity. */
const unpriced = ({ listPrice: _, listSource: __, pricedAt: ___, ...line }: LineValue): LineValue => line;

/** A line without what is true for one customer only. */
const forNobody = ({ lastPrice: _, ...line }: LineValue): LineValue => unpriced(line);

/** Some lines with what their products cost now; the others as they are, and so are those that are too many to be asked for. */
async function askedLines(
  form: Fields,
  state: FormState,
  { lines, isAsked }: { lines: readonly LineValue[]; isAsked(line: LineValue): boolean },
  ask: Ask,
): Promise<LineValue[]> {
  const asked = new Set(lines.filter(isAsked).slice(0, mostAsked));
  return Promise.all(
    lines.map(async (line) => {
      if (!asked.has(line)) return line;
      const found = await ask('product', line.sku, askedFor(form, state, line));
      const product = found.find((one) => one.value === line.sku);
      return product ? { ...unpriced(line), ...factsOf(product) } : line;
    }),
  );
}

/** The lines at the prices of the customer who is chosen now. */
const pricedLines = (form: Fields, state: FormState, ask: Ask): Promise<LineValue[]> => {
  const lines = linesOf(form, state).map(forNobody);
  return askedLines(form, state, { lines, isAsked: (line) => line.label !== undefined && !line.isGone }, ask);
};

/** The lines whose quantity was changed at the prices for what they have now: another one may reach another break. */
async function followedLines(form: Fields, state: FormState, ask: Ask): Promise<LineValue[] | undefined> {
  const lines = linesOf(form, state);
  if (!showsPrices(form) || !lines.some(isPricedOtherwise)) return undefined;
  return askedLines(form, state, { lines, isAsked: isPricedOtherwise }, ask);
}

/**
 * The state with what is true for what is chosen and typed now: what the customer usually takes, and what the lines cost
 * them for their quantities. A price that was typed stays.
 */
export async function withOffers<S extends FormState>(form: Fields, state: S, ask: Ask): Promise<S> {
  const of = usualToAsk(form, state);
  const pricedFor = pricesToAsk(form, state);
  const [items, lines] = await Promise.all([
    of ? ask('usual', of) : [],
    pricedFor === undefined ? followedLines(form, state, ask) : pricedLines(form, state, ask),
  ]);
  return {
    ...state,
    ...(of !== undefined && { usual: { of, items } }),
    ...(lines && { lines }),
    ...(pricedFor !== undefined && { pricedFor }),
  };
}
