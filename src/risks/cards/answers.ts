import type { Button } from '../../chat/card.ts';
import { mayDecide, mayMove } from '../../members/ability.ts';
import { asksGoods } from '../../members/kinds.ts';
import type { Viewer } from '../../members/viewer.ts';
import type { Order } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { KeptRisk, RiskName } from '../risk.ts';

type Answer = (viewer: Viewer, order: Order, risks: readonly KeptRisk[]) => Button[];

/** A change order that the viewer could propose now, filled in. */
function changing(
  { person, locale }: Viewer,
  order: Order,
  label: 'prepaid' | 'reprice' | 'date',
  input: object,
): Button[] {
  if (order.change || !mayMove(person, 'change', order)) return [];
  return [
    { label: t(locale, `risk.do.${label}`), intent: { command: 'change', input: { order: order._id, ...input } } },
  ];
}

/** Finance lets it go once, or decides; the owner makes it prepaid. */
const ofCredit: Answer = (viewer, order, risks) => {
  const { person, locale } = viewer;
  const input = { order: order._id };
  const isStopped = risks.some(({ cause, level }) => cause === 'over_limit' && level === 'high');
  const isOver = risks.some(({ cause }) => cause === 'over_limit');
  return [
    ...(isStopped && mayMove(person, 'approve_once', order)
      ? [{ label: t(locale, 'risk.do.once'), style: 'primary' as const, intent: { command: 'approve_once', input } }]
      : []),
    ...(order.state === 'pending' && mayDecide(person, order)
      ? [{ label: t(locale, 'risk.do.decide'), style: 'primary' as const, intent: { command: 'decide', input } }]
      : []),
    ...(isOver && order.paymentDays > 0 ? changing(viewer, order, 'prepaid', { paymentDays: 0 }) : []),
  ];
};

/** The owner renegotiates; whoever reads costs looks at the product. */
const ofMarket: Answer = (viewer, order, risks) => [
  ...changing(viewer, order, 'reprice', { reprice: true }),
  ...[...new Set(risks.flatMap(({ about }) => about ?? []))].slice(0, 1).map((code) => ({
    label: t(viewer.locale, 'risk.do.product'),
    intent: { command: 'product', input: { code } },
  })),
];

/** The latest day on which goods that are missing, or milestones, are expected, where it is later than promised. */
function laterDate(order: Order, risks: readonly KeptRisk[]): string | undefined {
  const expected = risks.flatMap(({ goods }) => [goods?.comes, goods?.to].flatMap((date) => date ?? []));
  const latest = [...expected, ...(order.expectedDate ? [order.expectedDate] : [])].sort().at(-1);
  const promised = order.promisedDate ?? order.requestedDate;
  return latest && promised && latest > promised ? latest : undefined;
}

/** Split, another date, another supplier. */
const ofSupply: Answer = (viewer, order, risks) => {
  const { person, locale } = viewer;
  const promised = laterDate(order, risks);
  const isAsked = asksGoods(order) && mayMove(person, 'shortage', order);
  return [
    ...(isAsked
      ? [{ label: t(locale, 'risk.do.split'), intent: { command: 'show', input: { order: order._id } } }]
      : []),
    ...changing(viewer, order, 'date', promised ? { promised } : {}),
    ...(mayMove(person, 'contingency', order)
      ? [{ label: t(locale, 'risk.do.contingency'), intent: { command: 'contingency', input: { order: order._id } } }]
      : []),
  ];
};

const answers: Readonly<Record<RiskName, Answer>> = { credit: ofCredit, market: ofMarket, supply: ofSupply };

/** What a viewer can do about some risks of an order, as buttons. */
export function answersTo(viewer: Viewer, order: Order, risks: readonly KeptRisk[]): Button[] {
  const kinds = [...new Set(risks.map(({ kind }) => kind))];
  return kinds.flatMap((kind) =>
    answers[kind](
      viewer,
      order,
      risks.filter((risk) => risk.kind === kind),
    ),
  );
}
