/** What a form or a file says, with what it takes away (`null`) as undefined: ready to be parted. */
export const withoutNulls = (changes: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? undefined]));

/** Splits changes of a document into what is set and what is taken away (undefined). */
export function parted(changes: object): { set: Record<string, unknown>; unset: Record<string, 1> } {
  const entries = Object.entries(changes);
  return {
    set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    unset: Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([key]) => [key, 1 as const])),
  };
}
