import type { Customer } from '../customers/customer.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { type Order, orderName } from '../orders/order.ts';
import { countedStates } from '../orders/stages.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { againValues } from './parts/again-values.ts';
import { chooseCard } from './parts/choose.ts';
import { nearestText } from './parts/nearest.ts';
import { newOrderForm } from './parts/new-order-form.ts';
import { exampleOf, inputOrder, nameLike } from './parts/order-argument.ts';

/** The customer of an order, for whoever may order for them. */
async function customerOf(order: Order, { desk, person }: CommandContext): Promise<Customer> {
  const { code, name } = order.customerSnapshot;
  const [found] = (await desk.findCustomer.exactly(person, [code])).get(code) ?? [];
  if (found && found._id === order.customer) return found;
  const managers = (await desk.members.managersOf(order.team)).map((m) => m.name);
  const who = managers.length > 0 ? { list: managers } : await desk.members.admins();
  throw new DeskError('error.again_customer', { order: orderName(order), customer: name, who });
}

async function formOf(order: Order, customer: Customer, context: CommandContext): Promise<Reply> {
  return newOrderForm({ customer, ...(await againValues(order, context)) }, context);
}

const ofOrder = async (order: Order, context: CommandContext): Promise<Reply> =>
  formOf(order, await customerOf(order, context), context);

/** The last order of a customer that the person may see, and that was neither rejected nor cancelled. */
async function ofCustomer(customer: Customer, context: CommandContext): Promise<Reply> {
  const query = { customer: customer._id, states: countedStates };
  const { orders } = await context.desk.orders.list(context.person, query, { by: 'ordered', limit: 1, whole: true });
  const [last] = orders;
  if (!last) throw new DeskError('error.again_none', { customer: customer.name, code: customer.code });
  return formOf(last, customer, context);
}

/** An order by its name; undefined where no order that the person sees has it. */
async function orderNamed(text: string, { desk, person }: CommandContext): Promise<Order | undefined> {
  try {
    return await desk.orders.byName(person, text);
  } catch (error) {
    if (error instanceof DeskError && error.code === 'error.order_not_found') return undefined;
    throw error;
  }
}

/** Words that name an order or a customer. What looks like the number of an order is one, if there is one. */
async function named(text: string, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  const isNumber = nameLike.test(text);
  const order = isNumber ? await orderNamed(text, context) : undefined;
  if (order) return ofOrder(order, context);
  const found = await desk.findCustomer.find(person, text);
  if (found.exact && (!isNumber || found.exact.code === text.toUpperCase())) return ofCustomer(found.exact, context);
  if (isNumber) throw new DeskError('error.order_not_found', { name: text });
  // A number of another system may have any form.
  const other = /\s/.test(text) ? undefined : await orderNamed(text, context);
  if (other) return ofOrder(other, context);
  const several = found.several.length > 0 ? found.several : found.nearest;
  if (several.length === 0) throw new DeskError('error.again_unknown', { text, nearest: nearestText(found, context) });
  const entries = several.map(({ name, code }) => ({ text: name, detail: code, input: { customer: code } }));
  return { card: chooseCard(text, 'again', entries, context) };
}

/** Opens the form of a new order, filled as an earlier one; nothing is stored before it is sent. */
export const again: Command = {
  name: 'again',
  words: { en: ['again', 'reorder'], zh: ['复购', '再来一单'] },
  does: 'does.again',
  usage: { en: 'SO-000042 | Acme', zh: 'SO-000042 | 华信' },
  may: (person) => may(person, 'order.create'),
  opensForm: () => true,
  async typed(words, context) {
    const text = words.trim();
    if (text !== '') return named(text, context);
    if (context.threadOrder) return ofOrder(await inputOrder({ order: context.threadOrder }, context), context);
    throw new DeskError('error.again_missing', { example: exampleOf(again, context.locale) });
  },
  async pressed(input, context) {
    const { desk, person } = context;
    if (input.customer) return ofCustomer(await desk.customers.get(person, String(input.customer)), context);
    return ofOrder(await inputOrder(input, context), context);
  },
};
