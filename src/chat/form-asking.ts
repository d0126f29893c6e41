import type { Address } from './address.ts';
import type { AskedFor, Choice, ChoiceSource, LineValue, SealedForm } from './form.ts';
import { askedFor, type FormState, linesOf, pricesToAsk, usualToAsk } from './form-state.ts';
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

/** A line without what is true for one customer only. */
const unpriced = ({ listPrice: _, listSource: __, lastPrice: ___, ...line }: LineValue): LineValue => line;

/** The lines at the prices of the customer who is chosen now. */
async function pricedLines(form: Fields, state: FormState, ask: Ask): Promise<LineValue[]> {
  const lines = linesOf(form, state).map(unpriced);
  const asked = new Set(lines.filter((line) => line.label !== undefined && !line.isGone).slice(0, mostAsked));
  return Promise.all(
    lines.map(async (line) => {
      if (!asked.has(line)) return line;
      const found = await ask('product', line.sku, askedFor(form, state, line));
      const product = found.find((one) => one.value === line.sku);
      return product ? { ...line, ...factsOf(product) } : line;
    }),
  );
}

/** The state with what is true for the customer who is chosen now: what they usually take, and what the lines cost them. */
export async function withCustomer<S extends FormState>(form: Fields, state: S, ask: Ask): Promise<S> {
  const of = usualToAsk(form, state);
  const pricedFor = pricesToAsk(form, state);
  const [items, lines] = await Promise.all([
    of ? ask('usual', of) : [],
    pricedFor === undefined ? undefined : pricedLines(form, state, ask),
  ]);
  return {
    ...state,
    ...(of !== undefined && { usual: { of, items } }),
    ...(lines && { pricedFor, lines }),
  };
}
