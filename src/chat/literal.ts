/** What is shown where a text is needed and there is none. */
export const nothing = '—';

/** Signs that may have to be mended; most texts have none, which is seen faster than it is mended. */
const suspect = /[^\P{Cc}\n\t]|\p{Cs}/u;

/**
 * A text as it can be sent: no control signs but tabs and line breaks, no half characters. All else stays: the elements
 * that it goes into show it letter by letter.
 */
export const literal = (text: string): string =>
  suspect.test(text)
    ? text
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]/gu, '')
        .replace(/\p{Cs}/gu, '\uFFFD')
    : text;

export const isBlank = (text: string): boolean => literal(text).trim() === '';

/** A text of one line, for labels and titles. */
export const oneLine = (text: string): string => literal(text).replace(/\s+/g, ' ').trim();
