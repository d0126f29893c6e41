import type { Block, Tone } from '../../chat/card.ts';
import type { CalendarDate } from '../../dates.ts';
import { sees } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import type { Order } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import { type KeptRisk, type RiskLevel, severity, worstOf } from '../risk.ts';
import { isAtRisk } from '../watched.ts';
import { withoutCost } from '../weigh.ts';
import { mayReadRisk, riskWords } from '../words.ts';
import { answersTo } from './answers.ts';

/** Risks that one card tells of. */
const mostTold = 8;

export const riskTones: Readonly<Record<RiskLevel, Tone>> = { low: 'info', medium: 'warn', high: 'bad' };

/** The risks of an order that a viewer reads of, the worst first; none once its goods have left. */
export const seenRisks = (viewer: Viewer, order: Order): KeptRisk[] =>
  isAtRisk(order)
    ? (order.risks ?? [])
        .filter((risk) => mayReadRisk(viewer, risk, order))
        .map((risk) => (sees(viewer.person, 'cost', order) === 'full' ? risk : withoutCost(risk)))
        .toSorted((a, b) => severity(b.level) - severity(a.level))
    : [];

/** One risk in a list. */
const riskItem = (viewer: Viewer, order: Order, risk: KeptRisk, today: CalendarDate) => ({
  text: `${t(viewer.locale, `risk.${risk.kind}`)} (${t(viewer.locale, `risk.level.${risk.level}`)}): ${riskWords(viewer, risk, order, today)}`,
  tone: riskTones[risk.level],
});

/** Whoever owns an order that is over the limit and not decided yet reads what can be done meanwhile. */
const hints = ({ person, locale }: Viewer, order: Order, risks: readonly KeptRisk[]): Block[] =>
  order.state === 'pending' && person.id === order.owner && risks.some(({ cause }) => cause === 'over_limit')
    ? [{ kind: 'text', text: t(locale, 'risk.owner_pending'), style: 'quiet' }]
    : [];

/** What may go wrong with an order, and what can be done about it, as the viewer may read it. */
export function riskBlocks(viewer: Viewer, order: Order, today: CalendarDate): Block[] {
  const risks = seenRisks(viewer, order);
  const worst = worstOf(risks);
  if (!worst) return [];
  const { locale } = viewer;
  const more = risks.length - mostTold;
  const items = risks.slice(0, mostTold).map((risk) => riskItem(viewer, order, risk, today));
  const buttons = answersTo(viewer, order, risks);
  return [
    { kind: 'text', text: t(locale, 'risk.title'), style: 'strong', tone: riskTones[worst] },
    { kind: 'list', items: [...items, ...(more > 0 ? [{ text: t(locale, 'risk.rest', { n: more }) }] : [])] },
    ...hints(viewer, order, risks),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
}
