/** `… export`, `… 导出` at the end of a command, or alone; Chinese needs no space in front. */
const asked = /^(?<rest>.*?)\s*(?:(?<=^|\s)export(?:ed)?|导出)$/isu;

/** Whether what was typed asks for a file, and the words without that. */
export function exportWords(words: string): { rest: string; exports: boolean } {
  const found = asked.exec(words.trim())?.groups;
  return found ? { rest: found.rest ?? '', exports: true } : { rest: words, exports: false };
}
