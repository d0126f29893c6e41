import { inWords } from './blocks/rule.ts';
import { badArguments, Refusal } from './refusal.ts';
import type { Json } from './types.ts';

/*
 * The arguments of a call: texts when they came as a form, where nested values are JSON in a text, or what JSON says.
 * docs.slack.dev/apis/web-api.
 */

/** A text that has to be there. */
export function required(args: Json, name: string): string {
  const value = args[name];
  if (value === undefined || value === null || value === '') throw badArguments(`missing required field: ${name}`);
  return inWords(value);
}

/** A text that may be there. */
export const maybe = (args: Json, name: string): string | undefined =>
  args[name] === undefined || args[name] === null ? undefined : inWords(args[name]);

export const truthy = (args: Json, name: string): boolean => ['true', '1', true, 1].includes(args[name] as string);

/** A nested value, whichever way it came; refused with this code when it is no JSON. */
export function nested(args: Json, name: string, code: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal(code, { response_metadata: { messages: [`[ERROR] \`${name}\` is not valid JSON`] } });
  }
}

/** A count between 1 and `most`. */
export function count(args: Json, name: string, usual: number, most: number): number {
  const value = args[name] === undefined ? usual : Number(args[name]);
  if (!Number.isInteger(value) || value < 1 || value > most) throw new Refusal('invalid_limit');
  return value;
}
