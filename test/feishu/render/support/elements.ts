/** An element of a card. */
export type Element = Record<string, unknown>;

/** Every object inside a value that has a tag, in their order. */
export function everyElement(value: unknown): Element[] {
  if (Array.isArray(value)) return value.flatMap(everyElement);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(everyElement);
  return 'tag' in value ? [value as Element, ...inside] : inside;
}

/** What the buttons of elements carry, by key: `button`, `page` or `form`. */
export const carried = (value: unknown, key: string): string[] =>
  everyElement(value).flatMap((one) => {
    const [callback] = (one.behaviors ?? []) as { value?: Record<string, string> }[];
    const meaning = callback?.value?.[key];
    return one.tag === 'button' && meaning !== undefined ? [meaning] : [];
  });
