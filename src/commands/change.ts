import { type ParsedEntry, parseEntry } from '../entry/line.ts';
import { DeskError } from '../errors.ts';
import { mayMove, mayMoveAny } from '../members/ability.ts';
import { withContent } from '../orders/content.ts';
import { unshipped } from '../orders/guards.ts';
import { canStart } from '../orders/moves.ts';
import { type Order, orderName } from '../orders/order.ts';
import { refusal } from '../orders/refusal.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { changeForm, checkVersion, readChangeForm, type TypedChange } from './parts/change-form.ts';
import { withPrice } from './parts/entered-lines.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';

/** Only what could be changed now is worth a form. */
async function form(order: Order, typed: TypedChange, context: CommandContext): Promise<Reply> {
  const { person, desk } = context;
  if (!canStart('change', order)) throw refusal(order, 'change', person, await desk.members.all());
  if (!mayMove(person, 'change', order))
    throw new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
  if (order.change) throw new DeskError('error.change_open', { order: orderName(order), change: order.change.id });
  return { form: changeForm(order, typed, context) };
}

/** What came back of an earlier change, to be proposed again over what is in force now; nothing where another came since. */
function again(order: Order, id: unknown): { order: Order; typed: TypedChange } {
  const { content, reason } = order.returnedChange?.id === id ? (order.returnedChange ?? {}) : {};
  return { order: content ? withContent(order, content) : order, typed: { lines: [], notes: reason } };
}

/** What was typed of a change: a discount of all goes to the lines, a price in another currency to what was not understood. */
function typedChange({ customer, unknown, ...typed }: ParsedEntry, currency: string): TypedChange {
  const read = typed.lines.map((line) => withPrice({ ...line, discount: line.discount ?? typed.discount }, currency));
  const left = read.flatMap(({ line, unknown: price }) => [...(line.before ? [line.before] : []), ...price]);
  return {
    ...typed,
    lines: read.map(({ line }) => line),
    unknown: [...(customer ? [customer] : []), ...left, ...unknown],
  };
}

/** What the price lists say today of the goods that are still to be sent, where that is another price. */
async function pricesToday(order: Order, { desk, person, today }: CommandContext): Promise<TypedChange['lines']> {
  const open = order.lines.filter((line) => unshipped(line) > 0);
  const skus = open.map((line) => line.sku);
  const priceOf = await desk.prices.quoted(person, skus, {
    ...{ present: order.customer, currency: order.currency, today },
  });
  return open.flatMap(({ sku, quantity, unitPrice }) => {
    const price = priceOf(sku, quantity)?.price;
    return price === undefined || price === unitPrice ? [] : [{ sku, unitPrice: price }];
  });
}

/** Changes an approved order: within the tolerance at once, else as a proposal that is decided. */
export const change: Command = {
  name: 'change',
  words: { en: ['change'], zh: ['变更'] },
  does: 'does.change',
  usage: { en: 'SO-000042 [A100x5 due 3/15]', zh: 'SO-000042 [A100x5 交期 3月15日]' },
  may: (person) => mayMoveAny(person, 'change'),
  opensForm: () => true,
  async typed(words, context) {
    const { order, rest } = await typedOrder(words, context, change);
    return form(order, typedChange(parseEntry(rest, context.today, { looksUp: false }), order.currency), context);
  },
  async pressed(input, context) {
    const order = await inputOrder(input, context);
    if (input.again) {
      const { order: proposed, typed } = again(order, input.again);
      return form(proposed, typed, context);
    }
    // A warning proposes the date that is expected now, other terms, or today's prices.
    const promised = typeof input.promised === 'string' ? input.promised : undefined;
    const paymentDays = typeof input.paymentDays === 'number' ? input.paymentDays : undefined;
    const lines = input.reprice === true ? await pricesToday(order, context) : [];
    return form(order, { lines, promised, paymentDays }, context);
  },
  async filled(input, values, context) {
    const order = await inputOrder(input, context);
    const isRepeat = order.timeline.some((e) => e.key === context.actor.key);
    if (!isRepeat) checkVersion(order, input.version);
    const moved = await context.desk.move(context.actor, order._id, 'change', readChangeForm(values, context));
    return orderReply(moved.order, context, { repeated: moved.repeated, replace: true });
  },
};
