import type { Button, Card } from '../../chat/card.ts';
import type { DeskError } from '../../errors.ts';
import { moveIntent } from '../../orders/cards/parts.ts';
import { type MoveInput, type ShortageAnswer, shortageAnswers } from '../../orders/deeds/deed.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { type Locale, t } from '../../text/index.ts';

/** Whether the owner said of the present submission that it waits; another date is an answer, too. */
const ownerWaits = ({ shortageSaid, timeline }: Order): boolean =>
  !!shortageSaid && !!timeline.findLast(({ action }) => action === 'shortage')?.goods?.short;

/** Asks an approver what becomes of goods that are missing; the answer counts for the content that was shown, and keeps what was said besides. */
export function shortageCard(locale: Locale, order: Order, error: DeskError, { once: said }: MoveInput): Card {
  const { missing = '' } = error.values;
  const title = t(locale, 'shortage.title', { order: orderName(order) });
  const intent = moveIntent(order, 'approve');
  const answer = (shortage: ShortageAnswer): Button => ({
    label: t(locale, `shortage.${shortage}`),
    style: shortage === 'backorder' ? 'primary' : 'plain',
    intent: { ...intent, input: { ...intent.input, shortage, ...(said && { said }) } },
  });
  return {
    title,
    tone: 'warn',
    blocks: [
      { kind: 'text', text: t(locale, 'shortage.text', { missing }) },
      ...(ownerWaits(order) ? [{ kind: 'text' as const, text: t(locale, 'shortage.owner_waits') }] : []),
      { kind: 'text', text: t(locale, 'shortage.explain'), style: 'quiet' },
      {
        kind: 'buttons',
        buttons: [
          ...shortageAnswers.map(answer),
          { label: t(locale, 'shortage.return'), intent: moveIntent(order, 'return') },
        ],
      },
    ],
    summary: title,
  };
}

/** What a button says of missing goods. */
export const shortageIn = ({ shortage }: Readonly<Record<string, unknown>>): ShortageAnswer | undefined =>
  shortageAnswers.find((answer) => answer === shortage);
