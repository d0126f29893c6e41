import type { FormField, FormValues } from '../../../chat/form.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import type { Order } from '../../../orders/order.ts';
import type { CommandContext } from '../../command.ts';

/** What a person adds to a move: typed behind the order's name, or by a form. */
export type Details = {
  /** How it is typed, after the order. */
  readonly usage?: { readonly en: string; readonly zh: string };
  /** Reads what was typed behind the order's name. */
  typed(rest: string, order: Order, context: CommandContext): Promise<MoveInput> | MoveInput;
  /** The form that asks for what is missing; without one a click alone makes the move. */
  readonly form?: {
    fields(order: Order, context: CommandContext): FormField[];
    filled(values: FormValues, order: Order, context: CommandContext): MoveInput;
  };
  /** Whether what was typed is not enough, so that the form is opened. */
  isMissing(rest: string, input: MoveInput): boolean;
};
