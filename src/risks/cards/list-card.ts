import type { Block, Button, Card } from '../../chat/card.ts';
import type { CalendarDate } from '../../dates.ts';
import { sees } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { moneyText } from '../../money.ts';
import { openButton } from '../../orders/cards/open-button.ts';
import { toBase } from '../../orders/currency.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import { kindsFor, type RiskPage, type RiskQuery } from '../list.ts';
import { worstOf } from '../risk.ts';
import { riskWords } from '../words.ts';
import { riskTones, seenRisks } from './blocks.ts';

type ListContext = { query: RiskQuery; skip: number; size: number; today: CalendarDate; base: string };

/** The risks of an order that are asked for. */
export const askedFor = (viewer: Viewer, order: Order, { kind, sku }: RiskQuery) =>
  seenRisks(viewer, order).filter((risk) => (!kind || risk.kind === kind) && (!sku || risk.about === sku));

function item(viewer: Viewer, order: Order, { query, today }: ListContext) {
  const { locale } = viewer;
  const risks = askedFor(viewer, order, query);
  const worst = worstOf(risks);
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  return {
    text: t(locale, 'risk.item', { ...values, level: t(locale, `risk.level.${worst ?? 'low'}`) }),
    detail: risks.map((risk) => riskWords(viewer, risk, order, today)).join('\n'),
    tone: riskTones[worst ?? 'low'],
    buttons: [openButton(locale, order)],
  };
}

/** The margin that the orders of a page have at stake, in the base currency, for who reads costs. */
function stake(viewer: Viewer, orders: readonly Order[], context: ListContext): Block[] {
  const { base } = context;
  if (sees(viewer.person, 'cost') !== 'full') return [];
  const amounts = orders.flatMap((order) =>
    askedFor(viewer, order, context.query).flatMap(({ market }) =>
      market ? [toBase(market.atStake, order.currency, order.rate, base)] : [],
    ),
  );
  if (amounts.length === 0) return [];
  const value = moneyText(
    amounts.reduce((sum, amount) => sum + amount, 0),
    base,
  );
  return [{ kind: 'fields', fields: [{ label: t(viewer.locale, 'risk.stake'), value }] }];
}

/** Turns the page, or asks for another kind. */
function buttonsOf(viewer: Viewer, page: RiskPage, { query, skip, size }: ListContext): Button[] {
  const { locale, person } = viewer;
  const to = (input: Record<string, unknown>) => ({ command: 'risk', input });
  return [
    ...(skip > 0
      ? [{ label: t(locale, 'word.previous'), intent: to({ ...query, skip: Math.max(0, skip - size) }) }]
      : []),
    ...(page.more ? [{ label: t(locale, 'word.more'), intent: to({ ...query, skip: skip + size }) }] : []),
    ...kindsFor(person)
      .filter((kind) => kind !== query.kind)
      .map((kind) => ({ label: t(locale, `risk.${kind}`), intent: to({ ...query, kind, skip: 0 }) })),
    ...(query.kind ? [{ label: t(locale, 'risk.all'), intent: to({ ...query, kind: undefined, skip: 0 }) }] : []),
  ];
}

/** A page of orders at risk, the worst first. */
export function riskListCard(viewer: Viewer, page: RiskPage, context: ListContext): Card {
  const { locale } = viewer;
  const { orders } = page;
  const buttons = buttonsOf(viewer, page, context);
  const kind = context.query.kind;
  return {
    title: [t(locale, 'risk.title'), ...(kind ? [t(locale, `risk.${kind}`)] : [])].join(' · '),
    blocks: [
      ...stake(viewer, orders, context),
      {
        kind: 'list',
        items: orders.map((order) => item(viewer, order, context)),
        empty: t(locale, 'risk.none'),
      },
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
    summary: orders.length === 0 ? t(locale, 'risk.none') : t(locale, 'risk.summary', { count: orders.length }),
  };
}
