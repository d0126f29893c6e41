import { netPrice } from '../../approvals/rules.ts';
import { lineAmount } from '../../money.ts';
import { unshipped } from '../../orders/guards.ts';
import type { Line } from '../../orders/order.ts';
import type { ProductFacts, RiskKind } from '../facts.ts';
import type { MarketAtRisk, Risk, RiskLevel } from '../risk.ts';

/** A price that moved for a line since it was priced. */
type Move = { line: Line; from: number; to: number };

/** Whether a price moved by more than so many basis points. */
export const hasMoved = (from: number, to: number, threshold: number): boolean =>
  Math.abs(to - from) * 10_000 > from * threshold;

/** The lines of a product that are still to be sent and whose cost, or reference price, moved by more than the threshold. */
function movesOf(lines: readonly Line[], of: 'cost' | 'reference', to: number | undefined, threshold: number): Move[] {
  if (to === undefined) return [];
  return lines.flatMap((line) => {
    const from = line[of];
    if (from === undefined || from === null || unshipped(line) <= 0 || !hasMoved(from, to, threshold)) return [];
    return [{ line, from, to }];
  });
}

/** The margin that the goods still to be sent lose, in minor units of the order's currency; below 0 where it grows. Each line is rounded once. */
export const atStake = ({ line, from, to }: Move, currency: string): number =>
  lineAmount({ quantity: unshipped(line), unitPrice: to - from, discount: 0 }, currency);

/** A rise is medium, high where goods are sold for less than they cost now; a fall is low: the customer may ask for its part. */
function levelOf(moves: readonly Move[], of: 'cost' | 'reference'): RiskLevel {
  const isRise = moves.some(({ from, to }) => to > from);
  const isLoss = of === 'cost' && moves.some(({ line, from, to }) => to > from && netPrice(line) < to);
  return isLoss ? 'high' : isRise ? 'medium' : 'low';
}

function riskOf(sku: string, of: 'cost' | 'reference', moves: readonly Move[], currency: string): Risk {
  const [first] = moves as [Move];
  const market: MarketAtRisk = {
    from: first.from,
    to: first.to,
    atStake: moves.reduce((sum, move) => sum + atStake(move, currency), 0),
  };
  return { kind: 'market', cause: of, level: levelOf(moves, of), about: sku, market };
}

/** The risk of one product: its cost counts where it moved, else its reference price. */
function productRisk(
  lines: readonly Line[],
  product: ProductFacts,
  { threshold, currency }: { threshold: number; currency: string },
): Risk[] {
  const { sku, cost, referencePrice } = product;
  const byCost = movesOf(lines, 'cost', cost, threshold);
  if (byCost.length > 0) return [riskOf(sku, 'cost', byCost, currency)];
  const byReference = movesOf(lines, 'reference', referencePrice, threshold);
  return byReference.length > 0 ? [riskOf(sku, 'reference', byReference, currency)] : [];
}

/** The cost or the reference price of goods that are still to be sent moved since the order was priced. */
export const market: RiskKind = {
  assess(order, { products, thresholds }) {
    const skus = [...new Set(order.lines.map((line) => line.sku))];
    return skus.flatMap((sku) => {
      const product = products.get(sku);
      const lines = order.lines.filter((line) => line.sku === sku);
      return product ? productRisk(lines, product, { threshold: thresholds.marketMove, currency: order.currency }) : [];
    });
  },
};
