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
