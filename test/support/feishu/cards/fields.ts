import { type Fields, flag, optional, string } from './rule.ts';
import { behaviors, confirm, placeholder } from './text.ts';
import { common, width } from './values.ts';

/** What every field has. No page says which characters a name may have, nor how many. */
export const field: Fields = {
  ...common,
  name: optional(string({ min: 1, max: 100 })),
  disabled: optional(flag),
  confirm,
  behaviors: optional(behaviors),
};
export const filled: Fields = { ...field, required: optional(flag), placeholder, width };
