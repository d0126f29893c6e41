import { type Fill, type Locale, type TextKey, t } from './text/index.ts';

/** How loud an error is logged: `info` for a person's slip, `warn` for a refused right, `error` for our fault. */
export type Loudness = 'info' | 'warn' | 'error';

/**
 * An error that a person reads. `code` is the key of its sentence in `text/errors.ts`; the sentence says what is wrong
 * and what to do next. `field` names the form field it belongs to.
 */
export class DeskError extends Error {
  readonly code: ErrorCode;
  readonly values: Fill;
  readonly field?: string;
  readonly loudness: Loudness;
  constructor(
    code: ErrorCode,
    values: Fill = {},
    options: { field?: string; loudness?: Loudness; cause?: unknown } = {},
  ) {
    super(t('en', code, values), { cause: options.cause });
    this.name = 'DeskError';
    this.code = code;
    this.values = values;
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
