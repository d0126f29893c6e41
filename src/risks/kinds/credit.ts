import { type CalendarDate, daysBetween } from '../../dates.ts';
import { toBase } from '../../orders/currency.ts';
import { owed } from '../../orders/guards.ts';
import type { AtRisk, MoneyFacts, RiskFacts, RiskKind } from '../facts.ts';
import type { CreditAtRisk, KeptRisk, Risk, RiskLevel } from '../risk.ts';

/** Up to how many days late money is a low and a medium risk. */
const [fewDays, manyDays] = [7, 30];

/** How far an order takes its customer over the limit, minor units of the base currency; 0 where it does not. Prepaid and paid orders pass. */
export function excessOf(
  order: Pick<AtRisk, 'currency' | 'rate' | 'total' | 'paid' | 'credited' | 'paymentDays'>,
  { balance, limit }: Pick<MoneyFacts, 'balance' | 'limit'>,
  base: string,
): number {
  if (limit === undefined || order.paymentDays === 0) return 0;
  const own = toBase(owed(order), order.currency, order.rate, base);
  return own === 0 ? 0 : Math.max(0, balance + own - limit);
}

/** How much over the limit finance agreed to for the order itself, where that is still good. */
export const agreedOnce = ({ approvedOnce: once }: Pick<AtRisk, 'approvedOnce'>, today: CalendarDate): number =>
  once && once.until >= today ? once.amount : 0;

/** States before an order is agreed to. */
const needsOwnWord: readonly AtRisk['state'][] = ['draft', 'pending'];

/**
 * How much over the limit is agreed to: an order that is to be approved needs a word of its own; once it is, what finance
 * last agreed to for the customer counts for all, since it was said with all of them in sight.
 */
export const agreedFor = (order: AtRisk, money: Pick<MoneyFacts, 'agreed'>, today: CalendarDate): number =>
  Math.max(agreedOnce(order, today), needsOwnWord.includes(order.state) ? 0 : (money.agreed ?? 0));

function overLimit(order: AtRisk, { money, today, base }: RiskFacts, figures: CreditAtRisk): Risk[] {
  const excess = excessOf(order, money, base);
  if (excess === 0) return [];
  const agreed = agreedFor(order, money, today);
  const { approvedOnce: once } = order;
  const said = once && { agreed: once.amount, until: once.until };
  const level = agreed >= excess ? 'medium' : 'high';
  return [{ kind: 'credit', cause: 'over_limit', level, credit: { ...figures, excess, ...said } }];
}

function overdueLevel(days: number): RiskLevel {
  if (days > manyDays) return 'high';
  return days > fewDays ? 'medium' : 'low';
}

/** The customer is over the limit with the order, or late with what is due. Orders that are paid before they leave pass. */
export const credit: RiskKind = {
  assess(order, facts) {
    const { money, base, today } = facts;
    const own = toBase(owed(order), order.currency, order.rate, base);
    if (order.paymentDays === 0 || own === 0) return [];
    const { limit, overdue, overdueSince } = money;
    const figures = {
      currency: base,
      exposure: Math.max(0, money.balance + own),
      ...(limit !== undefined && { limit }),
      overdue,
      ...(overdueSince && { overdueSince }),
      excess: 0,
    };
    const late: Risk[] =
      overdue > 0
        ? [
            {
              kind: 'credit',
              cause: 'overdue',
              level: overdueLevel(overdueSince ? daysBetween(overdueSince, today) : 0),
              credit: figures,
            },
          ]
        : [];
    return [...overLimit(order, facts, figures), ...late];
  },
};

/** A risk that an order keeps, after finance agreed to it since: so far over the limit, and until then. */
export function agreed<R extends KeptRisk>(risk: R, { approvedOnce: once }: Pick<AtRisk, 'approvedOnce'>): R {
  const isNew = risk.cause === 'over_limit' && risk.level === 'high' && once && once.at >= risk.since;
  if (!isNew || !risk.credit || once.amount < risk.credit.excess) return risk;
  return { ...risk, level: 'medium', credit: { ...risk.credit, agreed: once.amount, until: once.until } };
}
