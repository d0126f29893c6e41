import { counted } from '../../../src/chat/cut.ts';
import type { FormField, SealedForm } from '../../../src/chat/form.ts';
import { oneLine } from '../../../src/chat/literal.ts';
import type { Locale } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { minus, type Room, sentenceRoom, weightOf } from './cost.ts';
import { type Element, paragraphs, quiet } from './element.ts';
import { heading, inputsOf } from './inputs.ts';
import { type LinesSight, linesSight, linesWeight } from './lines.ts';
import type { FeishuState } from './names.ts';

/** A piece of a form that stands on one page: the head of a field, one of its inputs, or both. */
export type Piece = {
  field?: FormField;
  /** Whether the field begins here: what is wrong with it stands below the head. */
  head: Element[];
  /** The input in it, if there is one. */
  name?: string;
  draw(locale: Locale): Element[];
};

/** Sentences, each a piece. */
const words = (elements: readonly Element[]): Piece[] => elements.map((one) => ({ head: [], draw: () => [one] }));

/** The pieces of a field: one, if its texts and choices are no longer than usual. */
function piecesOf(field: FormField, state: FeishuState): Piece[] {
  const head = heading(field);
  const isLong = weightOf(() => head).bytes > limits.headBytes;
  const before = isLong ? words(head.slice(0, -1)) : [];
  const shortHead = isLong ? head.slice(-1) : head;
  const inputs = inputsOf(field, state);
  const [first, ...rest] = inputs;
  const beginning: Piece = { field, head: shortHead, name: first?.name, draw: first?.draw ?? (() => []) };
  return [...before, beginning, ...rest.map((one): Piece => ({ field, head: [], ...one }))];
}

/** What of a form is shown, of all its fields and lines. */
export type Sight = {
  pieces: Piece[];
  page: number;
  pages: number;
  /** Numbers of the first and last field of the page, from 0. */
  from: number;
  to: number;
  lines: LinesSight;
};

/** What stands above the fields: a title that the head of the card has no room for, and the note. */
const above = ({ title, note }: SealedForm): Piece[] => [
  ...(counted(oneLine(title)) > limits.title ? words(paragraphs(title)) : []),
  ...words(paragraphs(note ?? '')),
];

/** What stands below them: words that the button has no room for. */
const below = ({ submit }: SealedForm): Piece[] =>
  counted(oneLine(submit)) > limits.button ? words(quiet(submit)) : [];

/** The pages of a form, each as its pieces. What is wrong or was found has room of its own, and moves nothing. */
export function pagesOf(form: SealedForm, state: FeishuState): Piece[][] {
  const pages: Piece[][] = [[]];
  const room: Room = { bytes: limits.formBytes, elements: limits.formElements };
  let left = room;
  const put = (piece: Piece) => {
    const own = weightOf((locale) => [...piece.head, ...piece.draw(locale)]);
    const more = piece.field?.kind === 'lines' ? linesWeight(form, state) : sentenceRoom;
    const rest = minus(minus(left, own), more);
    const page = pages.at(-1) as Piece[];
    const isFull = new Set(page.map((p) => p.field).filter((f) => f && f !== piece.field)).size >= limits.formFields;
    if (page.length > 0 && (isFull || rest.bytes < 0 || rest.elements < 0)) {
      pages.push([piece]);
      left = minus(minus(room, own), more);
    } else {
      page.push(piece);
      left = rest;
    }
  };
  const fields = form.fields.flatMap((field) => piecesOf(field, state));
  for (const piece of [...above(form), ...fields, ...below(form)]) put(piece);
  return pages;
}

/** The fields and the lines that a page of the form shows. */
export function sightOf(form: SealedForm, state: FeishuState): Sight {
  const pages = pagesOf(form, state);
  const page = Math.min(Math.max(1, state.fieldsPage ?? 1), pages.length);
  const pieces = pages[page - 1] ?? [];
  const numbers = pieces.flatMap(({ field }) => (field ? [form.fields.indexOf(field)] : []));
  return {
    pieces,
    page,
    pages: pages.length,
    from: numbers[0] ?? 0,
    to: numbers.at(-1) ?? 0,
    lines: linesSight(form, state),
  };
}
