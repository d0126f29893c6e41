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
  /** Ours. Characters of one row of a table, and columns of a monospaced line; what is larger is drawn row by row. */
  tableRow: 2000,
  monospaced: 100,
  /** Ours. Buttons of one row, and those that are repeated on every page of a card. */
  buttonRow: 5,
  repeatedButtons: 10,
  repeatedText: 1500,
  /** Ours. A field that is drawn in one of two columns: columns of its text. */
  shortField: 60,
  /** Ours. Order lines of one page of a modal, and blocks that one of them takes with its error. */
  lines: 8,
  lineBlocks: 6,
  /** Ours. Sentences at the top of a form. */
  topErrors: 12,
} as const;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Characters as Slack counts them at most: it keeps `&`, `<` and `>` as `&amp;`, `&lt;` and `&gt;`. */
export function counted(text: string): number {
  let extra = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 38) extra += 4;
    else if (sign === 60 || sign === 62) extra += 3;
  }
  return text.length + extra;
}

/** The letters of a text as a reader sees them; one that is longer than `most` comes apart between its signs. */
function* lettersOf(text: string, most: number): Generator<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (counted(segment) <= most) yield segment;
    else yield* segment;
  }
}

/** Bytes of a text once `&`, `<` and `>` are escaped. */
export const bytes = (text: string): number => Buffer.byteLength(text) + counted(text) - text.length;

/** The beginning of a text that is at most `most` characters (or bytes) long, with `…` where something is left out. */
export function clip(text: string, most: number, size: (text: string) => number = counted): string {
  if (size(text) <= most) return text;
  let result = '';
  let left = most - size('…');
  for (const letter of lettersOf(text, most)) {
    left -= size(letter);
    if (left < 0) break;
    result += letter;
  }
  return `${result.trimEnd()}…`;
}

/** Where a text that is full had best be broken: behind its last line or word, if that is not far back. */
function breakOf(text: string): number {
  const line = text.lastIndexOf('\n') + 1;
  if (line > text.length / 2) return line;
  const word = text.lastIndexOf(' ') + 1;
  return word > text.length * 0.75 ? word : text.length;
}

/** A text in parts of at most `most` characters, broken between lines, words or letters; together they are the text. */
export function parts(text: string, most: number): string[] {
  if (counted(text) <= most) return text === '' ? [] : [text];
  const result: string[] = [];
  let part = '';
  let size = 0;
  for (const letter of lettersOf(text, most)) {
    while (part !== '' && size + counted(letter) > most) {
      const end = breakOf(part);
      result.push(part.slice(0, end));
      part = part.slice(end);
      size = counted(part);
    }
    part += letter;
    size += counted(letter);
  }
  return part === '' ? result : [...result, part];
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
