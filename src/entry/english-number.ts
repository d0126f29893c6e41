const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** English words for a small number; `a` counts only in front of a unit. */
export const numberWord = `(?:${numbers.join('|')}|twenty)`;

/** A small number in English words (`five`, `twenty`, `a`); undefined when it is none. */
export function englishNumber(text: string): number | undefined {
  const word = text.toLowerCase();
  if (word === 'a') return 1;
  if (word === 'twenty') return 20;
  const at = numbers.indexOf(word);
  return at < 0 ? undefined : at + 1;
}
