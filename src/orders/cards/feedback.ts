import type { Block, Button } from '../../chat/card.ts';
import { kindText } from '../../feedback/words.ts';
import { may } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { listed, t } from '../../text/index.ts';
import type { Order, State } from '../order.ts';

const arrived: readonly State[] = ['delivered', 'completed'];

/** What the customer said of the order, in one line. */
export function feedbackLine({ locale }: Viewer, { feedback = [] }: Order): Block[] {
  if (feedback.length === 0) return [];
  const said = listed(
    locale,
    feedback.map((one) => kindText(locale, one)),
  );
  const isBad = feedback.some(({ kind }) => kind === 'complaint');
  return [{ kind: 'text', text: t(locale, 'feedback.of_order', { feedback: said }), tone: isBad ? 'warn' : 'good' }];
}

/** Offers the owner to write down what the customer says, until something was written down. */
export function feedbackButtons({ locale, person }: Viewer, order: Order): Button[] {
  const isOwners = person.id !== undefined && person.id === order.owner;
  if (!isOwners || order.feedback?.length || !arrived.includes(order.state)) return [];
  if (!may(person, 'feedback.give', order)) return [];
  const intent = { command: 'feedback', input: { order: order._id, step: 'give' } };
  return [{ label: t(locale, 'feedback.record'), intent }];
}
