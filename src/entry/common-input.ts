import { z } from 'zod';
import { codeOf } from './plain.ts';

/** A text of so many signs at most, that may be missing. */
export const words = (most: number) => z.string().max(most, 'error.field_length').optional();

/** What a record is known by, a code or an SKU: no spaces, upper case. */
export const codeInput = z
  .string('error.required')
  .transform(codeOf)
  .pipe(z.string().min(1, 'error.required').max(40, 'error.field_length').regex(/^\S*$/, 'error.code_format'));

/** What an e-mail address looks like. */
export const mailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
