import type { Customer } from '../customers/customer.ts';
import { DeskError } from '../errors.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { customersExport } from './exports/customers.ts';
import { exportList } from './exports/list.ts';
import { exportWords } from './exports/words.ts';
import { isWord } from './parts/choose.ts';
import { doneFollow, filledFollow, followForm, typedFollow } from './parts/customer-follow.ts';
import { editCustomerForm, editedCustomer, madeCustomer, newCustomerForm } from './parts/customer-form.ts';
import { filledHand, pressedHand, typedHand } from './parts/customer-hand.ts';
import { customerList } from './parts/customer-list.ts';
import { duplicatesReply, filledMerge, pressedMerge, typedMerge } from './parts/customer-merge.ts';
import { chooseCustomer, customerReply } from './parts/customer-reply.ts';
import { type CustomerWords, customerSteps } from './parts/customer-words.ts';
import { isFound } from './parts/entered-customer.ts';
import { nearestText } from './parts/nearest.ts';

const makeWords = ['new', 'create', '新建', '新增'];
const doubleWords = ['duplicates', 'duplicate', 'doubles', '重复', '查重', '疑似重复'];
const formSteps: readonly unknown[] = ['edit', 'assign', 'follow'];

/** The only customer that is called just so, by code or by name: a name may end like a step does. */
async function called(text: string, { desk, person }: CommandContext): Promise<Customer | undefined> {
  const [only, ...more] = (await desk.findCustomer.exactly(person, [text])).get(text) ?? [];
  return more.length > 0 ? undefined : only;
}

/** What was typed after the name of the customer that it is about. */
async function step({ step: name, rest }: CustomerWords, customer: Customer, context: CommandContext): Promise<Reply> {
  if (name === 'edit') return editCustomerForm(customer, context);
  return name === 'assign' ? typedHand(customer, rest, context) : typedFollow(customer, rest, context);
}

/** Shows the customer that words name, or does with it what they say. */
async function named(text: string, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  const just = await called(text, context);
  if (just) return customerReply(just, context);
  const whole = await desk.findCustomer.find(person, text);
  for (const words of customerSteps(text)) {
    const found = await desk.findCustomer.find(person, words.name);
    if (found.exact) return step(words, found.exact, context);
    if (found.several.length > 0) return { card: chooseCustomer(words.name, found.several, context) };
    if (isFound(whole)) continue;
    throw new DeskError('error.customer_not_found', { text: words.name, nearest: nearestText(found, context) });
  }
  if (whole.exact) return customerReply(whole.exact, context);
  if (whole.several.length > 0) return { card: chooseCustomer(text, whole.several, context) };
  throw new DeskError('error.customer_not_found', { text, nearest: nearestText(whole, context) });
}

/** A customer's card, and what is done with customers: made, changed, handed over, followed up, merged. */
export const customer: Command = {
  name: 'customer',
  words: { en: ['customer'], zh: ['客户'] },
  does: 'does.customer',
  usage: {
    en: '[export | Acme [edit | assign @bob with orders | follow up Friday call] | new | merge Acme Ltd into Acme | duplicates]',
    zh: '[导出 | 华信 [修改 | 转交 @王芳 连同订单 | 跟进 周五 回访] | 新建 | 合并 华信公司 到 华信 | 查重]',
  },
  may: (person) => person.roles.length > 0,
  opensForm: (input) =>
    input !== 'typed' &&
    (formSteps.includes(input.step) ||
      (input.step === 'merge' && input.go !== true && (input.into === undefined || input.choose === true))),
  async typed(typed, context) {
    const text = typed.trim();
    const [first = '', ...rest] = text.split(/\s+/);
    if (isWord(first, makeWords)) return newCustomerForm(rest.join(' '), context);
    if (isWord(text, doubleWords)) return duplicatesReply(context);
    if (text === '') return customerList(0, context, false);
    const { rest: name, exports } = exportWords(text);
    if (exports && name === '' && !(await called(text, context))) return exportList(customersExport(context), context);
    return (await typedMerge(text, context)) ?? named(text, context);
  },
  async pressed(input, context) {
    const { desk, person } = context;
    if (input.step === 'merge') return pressedMerge(input, context);
    if (input.step === 'export') return exportList(customersExport(context), context);
    if (input.step === 'list') return customerList(Number(input.skip ?? 0), context, true);
    if (input.step === 'done') return doneFollow(String(input.followUp), context);
    if (!input.code) return newCustomerForm('', context);
    const it = await desk.customers.get(person, String(input.code));
    if (input.step === 'edit') return editCustomerForm(it, context);
    if (input.step === 'assign') return pressedHand(it, context);
    if (input.step === 'follow') return followForm(it, context);
    return customerReply(it, context);
  },
  async filled(input, values, context) {
    const { desk, person, locale } = context;
    if (input.step === 'merge') return filledMerge(input, values, context);
    if (input.step === undefined) return customerReply(await madeCustomer(values, context), context);
    if (input.step === 'edit')
      return customerReply(await editedCustomer(input, values, context), context, t(locale, 'customer.saved'));
    const it = await desk.customers.get(person, String(input.code));
    return input.step === 'assign' ? filledHand(it, values, context) : filledFollow(it, values, context);
  },
};
