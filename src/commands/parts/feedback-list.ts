import type { Button } from '../../chat/card.ts';
import { turnButtons } from '../../chat/turn-buttons.ts';
import type { Customer } from '../../customers/customer.ts';
import { feedbackCard, feedbackList } from '../../feedback/card.ts';
import type { FeedbackOf } from '../../feedback/find.ts';
import type { FeedbackDone } from '../../feedback/service.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { exportable } from '../exports/list.ts';
import { productMeant } from './product-meant.ts';

const pageSize = 10;

/** What the cards of feedback need besides it. */
export async function feedbackContext({ desk, actor }: CommandContext) {
  const [members, { timezone: zone }] = await Promise.all([desk.members.all(), desk.settings.get()]);
  return { members, zone, now: actor.now };
}

/** The card of what was written down. */
export async function doneReply({ feedback, repeated }: FeedbackDone, context: CommandContext): Promise<Reply> {
  const note = t(context.locale, repeated ? 'card.done.repeated' : 'feedback.saved');
  return { card: feedbackCard(context.viewer, feedback, await feedbackContext(context), note) };
}

/** A list: its title, what it is of, and the buttons below it. */
type List = FeedbackOf & { title: string; skip: number; more?: Button[] };

/** A page of a list. */
export async function listReply(
  { title, skip, more = [], ...of }: List,
  context: CommandContext,
  replace = false,
): Promise<Reply> {
  const { desk, person, viewer, locale } = context;
  const page = await desk.feedback.page(person, of, { skip, limit: pageSize });
  const buttons = [
    ...more,
    ...turnButtons(locale, { skip, size: pageSize, more: page.more }, (to) => ({
      command: 'feedback',
      input: { ...of, title, skip: to },
    })),
  ];
  const card = feedbackList(viewer, page, { ...(await feedbackContext(context)), title, buttons });
  return exportable({ card, replace }, { command: 'feedback', input: { ...of, title, export: true } }, context);
}

/** What a customer said. */
export function listOfCustomer({ _id, code, name }: Customer, context: CommandContext): Promise<Reply> {
  const intent = { command: 'feedback', input: { customer: code, step: 'give' } };
  const more = [{ label: t(context.locale, 'feedback.record'), intent }];
  const title = t(context.locale, 'feedback.list.customer', { name });
  return listReply({ customer: _id, title, skip: 0, more }, context);
}

/** What was said of a product. */
export async function listOfProduct(text: string, context: CommandContext): Promise<Reply> {
  const { _id, sku, name } = await productMeant(text, context);
  return listReply(
    { product: _id, title: t(context.locale, 'feedback.list.product', { name: `${sku} ${name}` }), skip: 0 },
    context,
  );
}
