/**
 * Every limit of Slack that what we draw must keep, with the page it comes from (`docs` = https://docs.slack.dev/reference),
 * and the smaller ones that we set ourselves.
 */
export const limits = {
  /** docs/block-kit/blocks: blocks of a message, and of a modal or Home tab. */
  messageBlocks: 50,
  viewBlocks: 100,
  /** docs/block-kit/blocks: unique in a message; also docs/block-kit/block-elements for `action_id`. */
  blockId: 255,
  actionId: 255,
  /** docs/block-kit/composition-objects/text-object. */
  text: 3000,
  /** docs/block-kit/blocks/section-block. */
  fields: 10,
  fieldText: 2000,
  /** docs/block-kit/blocks/header-block. */
  header: 150,
  /** docs/block-kit/blocks/context-block: elements. Their text has no limit of its own there; 2,000 is ours. */
  contextElements: 10,
  contextText: 2000,
  /** docs/block-kit/blocks/actions-block. */
  actions: 25,
  /** docs/block-kit/block-elements/button-element. */
  buttonText: 75,
  buttonValue: 2000,
  /** docs/block-kit/composition-objects/confirmation-dialog-object. */
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** docs/block-kit/blocks/image-block. */
  alt: 2000,
  /** docs/block-kit/blocks/table-block: rows with the header; one table a message. */
  tableRows: 100,
  tableColumns: 20,
  /** docs/block-kit/composition-objects/option-object; its page allows values of 150, @slack/types says 75. */
  optionText: 75,
  optionDescription: 75,
  optionValue: 75,
  /** docs/block-kit/block-elements/select-menu-element, and checkboxes-element. */
  options: 100,
  checkboxes: 10,
  placeholder: 150,
  /** docs/block-kit/block-elements/plain-text-input-element. */
  input: 3000,
  /** docs/block-kit/blocks/input-block. */
  label: 2000,
  hint: 2000,
  /** docs/views/modal-views. */
  title: 24,
  submit: 24,
  metadata: 3000,
  callbackId: 255,
  /** docs/methods/chat.update: 4,000 characters of `text`, which users found to be bytes of UTF-8. */
  fallbackBytes: 3900,

  /** Ours. Blocks of one page of a card: room is left for what the adapter adds. */
  pageBlocks: 45,
  /**
   * Ours. Slack refuses a message as `msg_blocks_too_long` at about 13,200 characters, of which each block takes up to
   * 130 besides its text; no page states it (slackapi/bolt-js issues 2509 and 2867).
   */
  pageText: 11_000,
  blockCost: 130,
  /** Ours. All cells of a table; Slack allows 10,000 (slackapi/slack-skills-plugin, block-kit). */
  tableText: 9000,
  /** Ours. Characters of one row of a table; what has more is drawn row by row. */
  tableRow: 2000,
  /** Ours. Columns of a monospaced line that is not broken on a desktop; a modal is narrow. */
  monospaced: { message: 100, home: 100, modal: 64 },
  /** Ours. Buttons of one row, and those that are repeated on every page of a card. */
  buttonRow: 5,
  repeatedButtons: 10,
  repeatedText: 1500,
  /** Ours. A field that is drawn in one of two columns: columns of its text. */
  shortField: 60,
  /** Ours. Fields of one page of a modal: each may have a sentence above it. */
  formFields: 40,
  /** Ours. Order lines of one page of a modal, and blocks that one of them takes with its error. */
  lines: 8,
  lineBlocks: 6,
  /** Ours. Sentences at the top of a form. */
  topErrors: 12,
} as const;

/** What a sign takes, in characters or bytes. */
type Size = (sign: number) => number;

/** Signs that Slack keeps as `&amp;`, `&lt;` and `&gt;`. */
const entity: Size = (sign) => (sign === 38 ? 4 : sign === 60 || sign === 62 ? 3 : 0);
const character: Size = (sign) => 1 + entity(sign);
/** In UTF-8; each half of a pair is two bytes. */
const byte: Size = (sign) =>
  sign < 0x80 ? character(sign) : sign < 0x800 || (sign >= 0xd800 && sign < 0xe000) ? 2 : 3;

function sizeOf(text: string, size: Size): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += size(text.charCodeAt(i));
  return sum;
}

/** Characters as Slack counts them at most: UTF-16 units, of a text whose `&`, `<` and `>` are escaped. */
export const counted = (text: string): number => sizeOf(text, character);

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Units before a cut that are looked at to see whether it goes through a letter. The segmenter is slow on long texts. */
const looked = 120;

/** The nearest place at or before `at` that does not go through a letter; through a very long one, between its signs. */
function betweenLetters(text: string, from: number, at: number): number {
  const start = Math.max(from, at - looked);
  const letter = graphemes.segment(text.slice(start, at + looked)).containing(at - start);
  const begin = start + (letter?.index ?? at - start);
  if (begin > start) return begin;
  const isHalf = /[\uDC00-\uDFFF]/.test(text[at] ?? '') && /[\uD800-\uDBFF]/.test(text[at - 1] ?? '');
  return isHalf && at - 1 > from ? at - 1 : at;
}

/** Where the part of a text that begins at `from` and has at most this size ends. */
function endOf(text: string, from: number, most: number, size: Size): number {
  let left = most;
  for (let i = from; i < text.length; i++) {
    left -= size(text.charCodeAt(i));
    if (left < 0) return betweenLetters(text, from, Math.max(i, from + 1));
  }
  return text.length;
}

const clipped = (text: string, most: number, size: Size): string =>
  sizeOf(text, size) <= most ? text : `${text.slice(0, endOf(text, 0, most - sizeOf('…', size), size)).trimEnd()}…`;

/** The beginning of a text, at most `most` characters, with `…` where something is left out. */
export const clip = (text: string, most: number): string => clipped(text, most, character);

/** The beginning of a text, at most `most` bytes. */
export const clipBytes = (text: string, most: number): string => clipped(text, most, byte);

/** Where a part had best end: behind its last line or word, if that is not far back. */
function breakOf(text: string, from: number, end: number): number {
  if (end === text.length) return end;
  const line = text.lastIndexOf('\n', end - 1) + 1;
  if (line > (from + end) / 2) return line;
  const word = text.lastIndexOf(' ', end - 1) + 1;
  return word > from + (end - from) * 0.75 ? word : end;
}

/** A text in parts of at most `most` characters, broken between lines, words or letters; together they are the text. */
export function parts(text: string, most: number): string[] {
  const result: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = breakOf(text, from, endOf(text, from, most, character));
    result.push(text.slice(from, end));
    from = end;
  }
  return result;
}

/** Things in groups that each cost at most `most`; one that costs more has a group of its own. */
export function groups<T>(things: readonly T[], costOf: (one: T) => number, most: number): T[][] {
  const result: T[][] = [];
  let left = -1;
  for (const one of things) {
    const cost = costOf(one);
    if (cost > left) {
      result.push([]);
      left = most;
    }
    result.at(-1)?.push(one);
    left -= cost;
  }
  return result;
}

/** Things in groups of a number. */
export const byNumber = <T>(things: readonly T[], most: number): T[][] => groups(things, () => 1, most);
