/** The languages of the desk; chosen per member. */
export const locales = ['en', 'zh'] as const;
export type Locale = (typeof locales)[number];

/** One sentence or word in every language. `{name}` marks a value that is filled in as plain text. */
export type Words = Readonly<Record<Locale, string>>;

/**
 * A value that is itself a word of the desk (with values of its own), or a list of them, put into the reader's language
 * when it is filled in.
 */
export type WordRef = { readonly text: string; readonly values?: Fill } | { readonly list: readonly string[] };

/** The values that fill the `{name}` marks of a sentence. */
export type Fill = { readonly [name: string]: string | number | WordRef };

/** Fills the `{name}` marks; a mark without a value stays visible, so that a test can find it. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (mark, name: string) => (name in values ? String(values[name]) : mark));
}
