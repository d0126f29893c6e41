import type { FormField } from '../chat/form.ts';
import { customerCard } from '../customers/card.ts';
import type { Customer } from '../customers/customer.ts';
import { readCustomer } from '../customers/input.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { chooseCard, isWord } from './parts/choose.ts';
import { nearestText } from './parts/order-form.ts';
import { rowOf } from './parts/values.ts';

const makeWords = ['new', 'create', '新建', '新增'];

async function show(customer: Customer, { desk, viewer, person, today }: CommandContext): Promise<Reply> {
  const { currency } = await desk.settings.get();
  const profile = await desk.profiles.of(person, customer, currency, today);
  return { card: customerCard(viewer, customer, profile, { currency, today }) };
}

const columns = ['code', 'name', 'industry', 'tier', 'region', 'address', 'contact', 'phone', 'email'] as const;

function form({ locale, person }: CommandContext): Reply {
  if (!may(person, 'customer.create'))
    throw new DeskError('error.not_allowed', { who: { text: 'role.manager' } }, { loudness: 'warn' });
  const fields = columns.map(
    (name): FormField => ({
      kind: 'text',
      name,
      label: t(locale, `field.${name}`),
      required: name === 'code' || name === 'name',
      maxLength: name === 'address' ? 400 : 200,
    }),
  );
  return {
    form: {
      title: t(locale, 'form.customer.title'),
      submit: t(locale, 'form.save'),
      intent: { command: 'customer', input: {} },
      fields,
    },
  };
}

/** A customer's card; `new` makes one. */
export const customer: Command = {
  name: 'customer',
  words: { en: ['customer'], zh: ['客户'] },
  does: 'does.customer',
  usage: { en: 'Acme | new', zh: '华信 | 新建' },
  may: (person) => person.roles.length > 0,
  async typed(words, context) {
    const text = words.trim();
    if (isWord(text, makeWords)) return form(context);
    if (text === '')
      throw new DeskError('error.words_left', {
        text,
        usage: t(context.locale, 'usage.hint', { example: '/order customer Acme' }),
      });
    const found = await context.desk.findCustomer.find(context.person, text);
    if (found.exact) return show(found.exact, context);
    if (found.several.length === 0)
      throw new DeskError('error.customer_not_found', { text, nearest: nearestText(found, context) });
    const entries = found.several.map((c) => ({ text: c.name, detail: c.code, input: { customer: c.code } }));
    return { card: chooseCard(text, 'customer', entries, context) };
  },
  async pressed(input, context) {
    if (!input.customer) return form(context);
    return show(await context.desk.customers.get(context.person, String(input.customer)), context);
  },
  async filled(_input, values, context) {
    const { currency } = await context.desk.settings.get();
    return show(await context.desk.customers.create(context.actor, readCustomer(rowOf(values), currency)), context);
  },
};
