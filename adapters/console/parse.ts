import { z } from 'zod';
import type { Address } from '../../src/chat/address.ts';
import { DeskError } from '../../src/errors.ts';
import { locales } from '../../src/text/index.ts';
import { limits } from './limits.ts';

const key = z.string().regex(/^[\w.:-]{8,80}$/);
const secret = z.string().min(1).max(200);
const address = z
  .string()
  .max(200)
  .regex(/^console:\S+$/)
  .transform((text) => text as Address);
const value = z.string().max(limits.value);
const line = z.strictObject({
  sku: value,
  quantity: value,
  price: value.optional(),
  discount: value.optional(),
});
const fieldValue = z.union([value, z.array(value).max(limits.choices), z.array(line).max(limits.lines)]);
const values = z
  .record(z.string().max(100), fieldValue)
  .refine((all) => Object.keys(all).length <= limits.fields, { message: 'too many fields' });

/** What the page may send, one shape per call. */
export const bodies = {
  session: z.union([
    z.strictObject({ token: secret, locale: z.enum(locales).optional() }),
    z.strictObject({ persona: z.string().min(1).max(100), locale: z.enum(locales).optional() }),
  ]),
  say: z
    .strictObject({
      conversation: address,
      text: z.string().trim().max(limits.text),
      file: secret.optional(),
      others: z.array(z.string().max(limits.fileName)).max(limits.files).optional(),
      key,
    })
    .refine(({ text, file }) => text !== '' || file !== undefined, { path: ['text'] }),
  click: z.strictObject({
    conversation: address,
    message: secret,
    button: secret,
    checked: z.array(z.string().max(limits.code)).max(limits.choices).optional(),
    key,
  }),
  submit: z.strictObject({ conversation: address, form: secret, values, key }),
  choices: z.strictObject({
    conversation: address,
    source: z.enum(['customer', 'product', 'member', 'usual']),
    query: z.string().max(limits.query),
    for: z
      .strictObject({
        customer: z.string().max(limits.query).optional(),
        quantity: z.string().max(limits.code).optional(),
        currency: z.string().max(limits.code).optional(),
      })
      .optional(),
    key,
  }),
  complete: z.strictObject({ text: z.string().max(limits.query) }),
  read: z.strictObject({ conversation: address, seq: z.number().int().min(0) }),
  locale: z.strictObject({ locale: z.enum(locales) }),
  messages: z.strictObject({ conversation: address, before: z.coerce.number().int().positive().optional() }),
  stream: z.strictObject({ after: z.coerce.number().int().min(0).optional() }),
};

/** A body of the shape, or a sentence that names the part that does not fit. */
export function parseBody<T>(shape: z.ZodType<T>, body: unknown): T {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.') || 'body';
  throw new DeskError('error.console_body', { where });
}

/** The words of a command: what follows `/order` or 订单, or the whole text, since the desk is the only one to talk to. */
export const commandText = (text: string): string => text.replace(/^\s*(\/order|\/订单|订单)(?=\s|$)/i, '').trim();
