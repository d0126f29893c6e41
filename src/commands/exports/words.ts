/** `… export`, `… 导出` at the end of a command, or alone; Chinese needs no space in front. */
const asked = /^(?<rest>.*?)\s*(?:(?<=^|\s)export|导出)$/isu;

/** What was typed, without the word that asks for a file where it ends with one. */
export type ExportWords = { rest: string; exports: boolean };

/** Whether what was typed asks for a file, and the words without that. */
export function exportWords(words: string): ExportWords {
  const found = asked.exec(words.trim())?.groups;
  return found ? { rest: found.rest ?? '', exports: true } : { rest: words, exports: false };
}

/** The same where a name may end like that (`Acme Export`): `isMeant` says whether the words as they stand mean something. */
export async function exportUnless(words: string, isMeant: (words: string) => Promise<boolean>): Promise<ExportWords> {
  const found = exportWords(words);
  return found.exports && found.rest !== '' && (await isMeant(words)) ? { rest: words, exports: false } : found;
}
