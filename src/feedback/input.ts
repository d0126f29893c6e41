import type { FileRef } from '../chat/card.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import type { Order } from '../orders/order.ts';
import { type FeedbackKind, type FeedbackLine, highestScore, longestFeedback, lowestScore } from './feedback.ts';

/** What a person writes down of what a customer said. */
export type FeedbackInput = {
  kind: FeedbackKind;
  score?: number;
  text?: string;
  /** Places of the lines of the order that it is about; missing or empty: of none in particular. */
  lines?: readonly number[];
  /** A picture that was sent with it, kept by the desk. */
  photo?: FileRef;
};

const isScore = (score: number): boolean => Number.isInteger(score) && score >= lowestScore && score <= highestScore;

/** A satisfaction has a score, a suggestion and a complaint have words. Throws `FieldErrors`. */
export function checkedFeedback(input: FeedbackInput, { hasOrder }: { hasOrder: boolean }): FeedbackInput {
  const text = input.text?.trim() || undefined;
  const { kind, score } = input;
  const errors: DeskError[] = [];
  if (score !== undefined && !isScore(score))
    errors.push(new DeskError('error.feedback_score', {}, { field: 'score' }));
  if (kind === 'satisfaction' && score === undefined)
    errors.push(new DeskError('error.feedback_no_score', {}, { field: 'score' }));
  if (kind !== 'satisfaction' && text === undefined)
    errors.push(new DeskError('error.feedback_no_text', {}, { field: 'text' }));
  if (text !== undefined && text.length > longestFeedback)
    errors.push(new DeskError('error.too_long', { most: longestFeedback }, { field: 'text' }));
  if (errors.length > 0) throw new FieldErrors(errors);
  return {
    kind,
    ...(score !== undefined && { score }),
    ...(text && { text }),
    ...(hasOrder && { lines: input.lines }),
    ...(input.photo && { photo: input.photo }),
  };
}

/** The products that it is about; of an order of one line that one. */
export function linesOf(order: Pick<Order, 'lines'>, { lines = [] }: FeedbackInput): FeedbackLine[] | undefined {
  const places = order.lines.length === 1 ? [0] : [...new Set(lines)];
  const named = places.flatMap((index) => order.lines[index] ?? []);
  const products = new Map(named.map(({ product, sku, name }) => [product, { product, sku, name }]));
  return products.size > 0 ? [...products.values()] : undefined;
}
