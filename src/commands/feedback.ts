import { DeskError } from '../errors.ts';
import { feedbackCard } from '../feedback/card.ts';
import { photoNames } from '../files/photo.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { feedbackExport } from './exports/feedback.ts';
import { exportList } from './exports/list.ts';
import { exportWords } from './exports/words.ts';
import { customerMeant } from './parts/customer-reply.ts';
import { editFeedbackForm, readFeedbackForm, scoreOf } from './parts/feedback-form.ts';
import { doneReply, feedbackContext, listOfCustomer, listOfProduct, listReply } from './parts/feedback-list.ts';
import { photoAdded, photoSent } from './parts/feedback-photo.ts';
import { customerForm, ofOrder, saidFeedback, typedAs } from './parts/feedback-say.ts';
import { listWords } from './parts/feedback-words.ts';
import { inputOrder } from './parts/order-argument.ts';
import { textOf } from './parts/values.ts';

async function given(
  input: Input,
  values: Parameters<typeof readFeedbackForm>[0],
  context: CommandContext,
): Promise<Reply> {
  const { desk, actor, person } = context;
  const photo = typeof input.photo === 'string' ? await desk.files.ref(input.photo, person) : undefined;
  const said = { ...readFeedbackForm(values), ...(photo && { photo }) };
  const chosen = textOf(values, 'about');
  const order = input.order ?? (chosen === 'none' ? undefined : chosen);
  if (order !== undefined)
    return doneReply(await desk.feedback.give(actor, await inputOrder({ order }, context), said), context);
  if (said.kind === 'complaint' && input.asksOrder === true)
    throw new DeskError('error.feedback_order', {}, { field: 'about' });
  const customer = await desk.customers.get(person, String(input.customer));
  return doneReply(await desk.feedback.giveAlone(actor, customer, said), context);
}

/** What customers say: written down about an order or a customer, and listed by customer and product. */
export const feedback: Command = {
  name: 'feedback',
  ...typedAs,
  does: 'does.feedback',
  may: (person) => person.roles.length > 0,
  opensForm: (input) => input !== 'typed' && (input.step === 'give' || input.step === 'edit'),
  async typed(words, context) {
    const text = words.trim();
    if (text === '' && !context.threadOrder)
      return listReply({ title: t(context.locale, 'feedback.list.all'), skip: 0 }, context);
    const asked = exportWords(text);
    if (asked.exports && asked.rest === '') return exportList(feedbackExport({}, undefined, context), context);
    const list = listWords(text);
    if (list && 'product' in list) return listOfProduct(list.product, context);
    if (list) return listOfCustomer(await customerMeant(list.customer, context), context);
    return saidFeedback(text, context);
  },
  files: { names: photoNames, wordsLead: true, takes: () => true, run: photoSent },
  async pressed(input, context) {
    const { desk, person, viewer } = context;
    if (input.step === 'photo') return photoAdded(String(input.feedback), String(input.photo), context);
    if (input.feedback) {
      const found = await desk.feedback.byId(person, String(input.feedback));
      if (!found) throw new DeskError('error.feedback_gone');
      if (input.step === 'edit') return editFeedbackForm(found, context);
      return { card: feedbackCard(viewer, found, await feedbackContext(context)) };
    }
    if (input.order) return ofOrder(await inputOrder(input, context), '', context);
    if (input.step === 'give') {
      const customer = await desk.customers.get(person, String(input.customer));
      return customerForm(customer, {}, context);
    }
    const [customer, product] = [input.customer, input.product].map((id) => (typeof id === 'string' ? id : undefined));
    const title = typeof input.title === 'string' ? input.title : t(context.locale, 'feedback.list.all');
    const of = { ...(customer && { customer }), ...(product && { product }) };
    if (input.export)
      return exportList(feedbackExport(of, input.title === undefined ? undefined : title, context), context);
    return listReply({ ...of, title, skip: Number(input.skip ?? 0) }, context, true);
  },
  async filled(input, values, context) {
    if (input.step !== 'edit') return given(input, values, context);
    const { desk, actor, viewer, locale } = context;
    const id = String(input.feedback);
    const drop = Array.isArray(values.drop) ? values.drop.map(String) : [];
    const after = await desk.feedback.edit(actor, id, { score: scoreOf(values), text: textOf(values, 'text'), drop });
    return { card: feedbackCard(viewer, after, await feedbackContext(context), t(locale, 'feedback.saved')) };
  },
};
