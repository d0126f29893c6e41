import type { Choice, LineValue, SealedForm } from '../../../src/chat/form.ts';
import type { Ask } from '../../../src/chat/form-asking.ts';
import { askedFor, chosenLine, isFilled, linesField, linesOf, presentValue } from '../../../src/chat/form-state.ts';
import { limits } from '../limits.ts';
import { type FeishuState, foundOfLine } from './names.ts';

type Fields = Pick<SealedForm, 'fields'>;

/** The one choice that words mean: the same value or words, or the only one that was found. */
function meant(words: string, choices: readonly Choice[]): Choice | undefined {
  const same = (a: string) => a.trim().toLocaleLowerCase() === words.trim().toLocaleLowerCase();
  return choices.find((c) => same(c.value) || same(c.label)) ?? (choices.length === 1 ? choices[0] : undefined);
}

/** What a search field or line has open: words that mean several things, or nothing that was found. */
export type OpenSearch = { name: string; text: string; isNothing: boolean };

/**
 * Looks up what was typed into search fields and lines. What means one thing is taken; what means several is offered,
 * and `open` names it, and what nothing was found for.
 */
export async function resolve(
  form: Fields,
  state: FeishuState,
  search: Ask,
): Promise<{ state: FeishuState; open: OpenSearch[] }> {
  const found: Record<string, readonly Choice[]> = {};
  const open: OpenSearch[] = [];
  const values = { ...state.values };
  const labels = { ...state.labels };
  const offer = (key: string, name: string, words: string, choices: readonly Choice[]) => {
    if (choices.length > 0) found[key] = choices.slice(0, limits.found);
    open.push({ name, text: words, isNothing: choices.length === 0 });
  };
  for (const field of form.fields) {
    const typed = field.kind === 'search' ? presentValue(field, state) : undefined;
    const isKnown = field.kind !== 'search' || labels[field.name] !== undefined || typed === field.value;
    if (isKnown || typeof typed !== 'string' || typed.trim() === '') continue;
    const choices = await search(field.source, typed);
    const one = meant(typed, choices);
    if (one) [values[field.name], labels[field.name]] = [one.value, one.label];
    else offer(field.name, field.name, typed, choices);
  }
  const list = linesField(form);
  const lines = [...linesOf(form, state)];
  const filled = lines.flatMap((line, n) => (isFilled(line) ? [n] : []));
  for (const n of filled) {
    const line = lines[n] as LineValue;
    if (line.label !== undefined || line.sku.trim() === '') continue;
    const choices = await search('product', line.sku, askedFor(form, { ...state, values }, line));
    const one = meant(line.sku, choices);
    if (one) lines[n] = chosenLine(line, one);
    else offer(foundOfLine(n, state.version), `${list?.name}.${filled.indexOf(n)}.sku`, line.sku, choices);
  }
  return { state: { ...state, values, labels, ...(list && { lines }), found }, open };
}
