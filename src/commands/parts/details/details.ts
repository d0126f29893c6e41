import type { FormField, FormValues } from '../../../chat/form.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import type { Order } from '../../../orders/order.ts';
import type { CommandContext, Input } from '../../command.ts';

/** What a person adds to a move: typed behind the order's name, or by a form. */
export type Details = {
  /** How it is typed, after the order. */
  readonly usage?: { readonly en: string; readonly zh: string };
  /** Reads what was typed behind the order's name. */
  typed(rest: string, order: Order, context: CommandContext): Promise<MoveInput> | MoveInput;
  /** What a button says besides the order, where its click alone makes the move. */
  pressed?(input: Input): MoveInput;
  /** The form that asks for what is missing; without one a click alone makes the move. */
  readonly form?: {
    /** Whether a button opens it; without this every one does. */
    isFor?(input: Input): boolean;
    /** Whether the person has something to say in it; without this everybody has. */
    isOfUse?(order: Order, context: CommandContext): boolean;
    /** `input` is what the button carries, `given` what was typed and not enough. */
    fields(order: Order, context: CommandContext, input: Input, given: MoveInput): FormField[] | Promise<FormField[]>;
    filled(values: FormValues, order: Order, context: CommandContext, input: Input): MoveInput | Promise<MoveInput>;
  };
  /** Whether what was typed is not enough, so that the form is opened. */
  isMissing(rest: string, input: MoveInput): boolean;
};
