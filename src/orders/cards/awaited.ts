import type { Block, Button } from '../../chat/card.ts';
import type { CalendarDate } from '../../dates.ts';
import { mayMove } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { decimalText, quantityScale } from '../../money.ts';
import { type AwaitedGoods, type AwaitedLine, awaitedLines } from '../../stock/awaited.ts';
import { t } from '../../text/index.ts';
import { type OwnerAnswer, ownerAnswers } from '../deeds/deed.ts';
import type { Order } from '../order.ts';
import { linesInTwo } from '../split-lines.ts';

/** Lines that one card tells of. */
const mostTold = 10;

function lineText(
  { locale }: Viewer,
  { line, held, short, expected: date }: AwaitedLine,
): { text: string; detail?: string } {
  const of = (n: number) => `${decimalText(n, quantityScale)} ${line.unit}`;
  const values = { sku: line.sku, name: line.name, held: of(held), short: of(short) };
  const detail = date && t(locale, 'awaited.expected', { date });
  return { text: t(locale, held > 0 ? 'awaited.line' : 'awaited.nothing', values), ...(detail && { detail }) };
}

/** What an answer to the question carries: the submission and the content that the card shows. */
const answerButton = (
  { locale }: Viewer,
  { _id, approval }: Order,
  shortage: OwnerAnswer,
  style: Button['style'],
): Button => ({
  label: t(locale, `awaited.${shortage}`),
  style,
  intent: {
    command: 'shortage',
    input: { order: _id, shortage, content: approval?.contentHash, submitted: approval?.submittedAt.getTime() },
  },
});

/** Asks the owner what becomes of what is missing; where nothing of it is there, nothing can be split off. */
function question(viewer: Viewer, order: Order, isKept: (product: string) => boolean): Block[] {
  if (!mayMove(viewer.person, 'shortage', order)) return [];
  const isSplittable = linesInTwo(order, isKept).kept.length > 0;
  const answers = ownerAnswers.filter((answer) => answer !== 'split' || isSplittable);
  return [
    {
      kind: 'text',
      text: t(viewer.locale, isSplittable ? 'awaited.explain' : 'awaited.explain_nothing'),
      style: 'quiet',
    },
    {
      kind: 'buttons',
      buttons: answers.map((a) => answerButton(viewer, order, a, a === 'backorder' ? 'primary' : 'plain')),
    },
  ];
}

/** What is held and what is missing of each line that waits for goods, and the question to the owner while it is open. */
export function awaitedBlocks(viewer: Viewer, order: Order, awaited: AwaitedGoods, today: CalendarDate): Block[] {
  const lines = awaitedLines(order, awaited, today);
  if (lines.length === 0) return [];
  const left = lines.length - mostTold;
  const more = left > 0 ? [{ text: t(viewer.locale, 'word.all_lines', { n: left }) }] : [];
  return [
    { kind: 'text', text: t(viewer.locale, 'awaited.title'), style: 'strong', tone: 'warn' },
    { kind: 'list', items: [...lines.slice(0, mostTold).map((line) => lineText(viewer, line)), ...more] },
    ...question(viewer, order, (product) => awaited.has(product)),
  ];
}
