import type { Command, Input } from './command.ts';
import { moveCommand } from './move.ts';
import { addressForm, fileWithAddress } from './parts/address-form.ts';
import { type Answered, answerDouble, fileOrder } from './parts/file-order.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';

const answers: readonly unknown[] = ['anyway', 'keep', 'discard'] satisfies Answered['said'][];

/** What the button of a question about doubles carries. */
function answered({ answer, doubles, revision }: Input): Answered | undefined {
  if (!answers.includes(answer) || !Array.isArray(doubles)) return undefined;
  return { said: answer as Answered['said'], doubles: doubles.map(String), revision: Number(revision) };
}

/** Sends a draft to approval, like every move; it asks first where it goes, and where it may be there already. */
export const submit: Command = {
  ...moveCommand('submit'),
  async typed(text, context) {
    const { order, rest } = await typedOrder(text, context, submit);
    return fileOrder(order, { reason: rest.trim() || undefined }, context);
  },
  opensForm: (input) => input !== 'typed' && input.address === true,
  async pressed(input, context) {
    const order = await inputOrder(input, context);
    const asked = input.address === true ? await addressForm(order, context) : undefined;
    if (asked) return asked;
    const said = answered(input);
    return said ? answerDouble(order, said, context) : fileOrder(order, {}, context, true);
  },
  filled: async (input, values, context) => fileWithAddress(await inputOrder(input, context), input, values, context),
};
