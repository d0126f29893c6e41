import { type Fill, type Locale, type TextKey, t } from './text/index.ts';

/** How loud an error is logged: `info` for a person's slip, `warn` for a refused right, `error` for our fault. */
export type Loudness = 'info' | 'warn' | 'error';

/** Longest part of what somebody typed that an error repeats. */
const longestEcho = 240;

/** What was typed, short enough to be repeated in a sentence and without signs that cannot be seen. */
function echo(value: Fill[string]): Fill[string] {
  if (typeof value !== 'string') return value;
  const plain = value.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ');
  return plain.length > longestEcho ? `${plain.slice(0, longestEcho)}…` : plain;
}

/**
 * An error that a person reads. `code` is the key of its sentence in `text/errors.ts`; the sentence says what is wrong
 * and what to do next. `field` names the form field it belongs to.
 */
export class DeskError extends Error {
  readonly code: ErrorCode;
  readonly values: Fill;
  readonly field?: string;
  readonly loudness: Loudness;
  /** The refused attempt is on the audit trail already. */
  audited = false;
  constructor(
    code: ErrorCode,
    values: Fill = {},
    options: { field?: string; loudness?: Loudness; cause?: unknown } = {},
  ) {
    const told = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, echo(value)]));
    super(t('en', code, told), { cause: options.cause });
    this.name = 'DeskError';
    this.code = code;
    this.values = told;
    this.field = options.field;
    this.loudness = options.loudness ?? 'info';
  }

  /** The sentence in the person's language. */
  sentence(locale: Locale): string {
    return t(locale, this.code, this.values);
  }
}

/** Keys of the sentences in `text/errors.ts`: all start with `error.`. */
export type ErrorCode = Extract<TextKey, `error.${string}`>;

/** Several field errors at once, as a form gives them. */
export class FieldErrors extends Error {
  readonly errors: readonly DeskError[];
  constructor(errors: readonly DeskError[]) {
    super(errors.map((e) => `${e.field}: ${e.message}`).join('; '));
    this.name = 'FieldErrors';
    this.errors = errors;
  }
}

/** What an error says, whatever was thrown: for a log, a list of failures, or a terminal. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
