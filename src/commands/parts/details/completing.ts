import { manages } from '../../../members/rights.ts';
import { isCompletable } from '../../../orders/guards.ts';
import type { Details } from './details.ts';
import { neededReason } from './reason.ts';

/** Done by a click; where something is still open, a manager says why it ends all the same. */
export const completing: Details = {
  ...neededReason,
  usage: { en: '[why]', zh: '[原因]' },
  form: {
    ...neededReason.form!,
    isFor: (input) => input.override === true,
    isOfUse: (order, { person }) => !isCompletable(order) && manages(person, order),
  },
};
