import type { z } from 'zod';
import { DeskError, type ErrorCode, FieldErrors } from '../errors.ts';
import { texts } from '../text/index.ts';

/** `creditLimit` as files and labels write it: `credit_limit`. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const isCode = (text: string): text is ErrorCode => text.startsWith('error.') && text in texts;

/**
 * Checks an input by a schema whose messages are error codes. Throws `FieldErrors` with a sentence per wrong field, in
 * whatever language it is read.
 */
export function checked<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new FieldErrors(
    parsed.error.issues.map((issue) => {
      const name = snake(String(issue.path[0] ?? ''));
      const limits = issue as { minimum?: number; maximum?: number };
      const text = String((input as Record<string, unknown>)[String(issue.path[0])] ?? '');
      const values = { field: { text: `field.${name}` }, text, least: limits.minimum ?? 0, most: limits.maximum ?? '' };
      return new DeskError(isCode(issue.message) ? issue.message : 'error.required', values, { field: name });
    }),
  );
}
