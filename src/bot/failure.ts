import type { Card } from '../chat/card.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import { newId } from '../id.ts';
import type { Log } from '../log.ts';
import { type Locale, t } from '../text/index.ts';

/** Whether an error is the person's to mend; all others are ours. */
export const isExpected = (error: unknown): boolean =>
  error instanceof FieldErrors || (error instanceof DeskError && error.code !== 'error.internal');

/** An error as people read it: never a stack trace. What is not theirs is logged with a reference that they can give. */
export function readable(error: unknown, log: Log): readonly DeskError[] {
  if (error instanceof FieldErrors) return error.errors;
  if (error instanceof DeskError) {
    if (error.loudness !== 'info') log[error.loudness]({ code: error.code, err: error.cause }, error.message);
    return [error];
  }
  const reference = newId().slice(-8);
  log.error({ err: error, reference }, 'unexpected error');
  return [new DeskError('error.internal', { reference }, { loudness: 'error' })];
}

/** The card that says what went wrong and what to do next. */
export function failureCard(errors: readonly DeskError[], locale: Locale): Card {
  const sentences = errors.map((e) => e.sentence(locale));
  return {
    title: t(locale, 'card.error.title'),
    tone: 'bad',
    blocks: sentences.map((text) => ({ kind: 'text' as const, text })),
    summary: sentences.join(' '),
  };
}

/** The sentences at the fields of a form; what belongs to none of them is the whole form's (`''`). */
export function fieldSentences(
  errors: readonly DeskError[],
  fields: readonly string[],
  locale: Locale,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const error of errors) {
    const isThere = error.field !== undefined && fields.includes(error.field.split('.')[0] ?? '');
    const field = isThere && error.field ? error.field : '';
    result[field] = result[field] ? `${result[field]} ${error.sentence(locale)}` : error.sentence(locale);
  }
  return result;
}
