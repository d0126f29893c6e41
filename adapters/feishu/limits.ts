/**
 * Every limit of Feishu that what we draw must keep (pages under open.feishu.cn/document/feishu-cards/card-json-v2-components
 * and …/server-docs/im-v1), and the smaller ones that we set ourselves.
 */
export const limits = {
  /** card-json-v2-structure: bytes of a card as it is sent, its quotes escaped, and everything in it that has a tag. */
  cardBytes: 30_000,
  elements: 200,
  /** content-components/table: tables of a card, columns, and rows of a page. */
  tables: 5,
  tableColumns: 50,
  tableRows: 10,
  /** interactive-components/input: characters of one input, and of what stands in it while it is empty. */
  input: 1000,
  placeholder: 100,

  /** Ours. What one page of a card holds, with room for its head and foot. */
  pageBytes: 22 * 1024,
  pageElements: 160,
  /** Ours. One text, so that a part of it goes on the next page. */
  text: 2_500,
  title: 200,
  button: 60,
  /** Ours. The words beside a box to tick: ten boxes with their buttons stay on one page. */
  check: 200,
  confirm: 300,
  /** Ours. Buttons of one row, and those that are repeated on every page of a card. */
  buttonRow: 5,
  repeatedButtons: 10,
  repeatedBytes: 5_000,
  /** Ours. The head of a table, and one of its rows; what takes more is no table any more. */
  rowBytes: 8_000,
  /** Ours. Fields and order lines of one page of a form, and what they take of it. */
  formFields: 20,
  lines: 5,
  linesBytes: 12_500,
  formBytes: 19_000,
  formElements: 140,
  /** Ours. The head of a field, so that it stands on the page of its input. */
  headBytes: 3_000,
  /** Ours. What is said to be wrong, in bytes and sentences: on top, and at the fields and lines of a page. */
  topBytes: 2_000,
  topSentences: 8,
  wrongBytes: 2_500,
  /** Ours. Choices that a search offers; spec section 9. */
  found: 20,
  /** Ours. Choices of a menu; the next ones stand in another below it. */
  options: 50,
  menuBytes: 6_000,
} as const;
