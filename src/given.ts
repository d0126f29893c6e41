/**
 * The fields of some parts, a later part before an earlier one, without those that have no value: what is left out is not
 * the same as what is taken away.
 */
export function given<T extends object>(...parts: readonly [T, ...object[]]): T {
  const kept: Record<string, unknown> = {};
  for (const part of parts)
    for (const [name, value] of Object.entries(part)) {
      if (value !== undefined) kept[name] = value;
      else if (name in kept) delete kept[name];
    }
  return kept as T;
}
