import { type Risk, type RiskLevel, severity, worstOf } from './risk.ts';

/** Order the list of risks, the worst first, for who reads all of them, all but how a cost moved, or those of the goods. Indexed. */
export type RiskWeights = { riskWeight?: number; riskWeightSold?: number; riskWeightSupply?: number };

/** The level at which a move of the market is shown to who may not know how a cost moved: always the same. */
const plainLevel: RiskLevel = 'medium';

/** A risk as it is shown to who may not read costs. */
export const withoutCost = <R extends Risk>(risk: R): R =>
  risk.kind === 'market' ? { ...risk, level: plainLevel, market: undefined } : risk;

/** The worst level first, then how much there is of it in all, then the priority; undefined where there is no risk. */
export function weightOf(risks: readonly Pick<Risk, 'level'>[], priority: number): number | undefined {
  const worst = worstOf(risks);
  if (!worst) return undefined;
  const sum = risks.reduce((total, risk) => total + severity(risk.level), 0);
  return severity(worst) * 1_000_000 + Math.min(sum, 999) * 1_000 + Math.min(Math.max(0, priority), 999);
}

/** What an order weighs in each list. That of the goods knows no priority, since amounts are a part of it. */
export const weightsOf = (risks: readonly Risk[], priority: number): RiskWeights => ({
  riskWeight: weightOf(risks, priority),
  riskWeightSold: weightOf(risks.map(withoutCost), priority),
  riskWeightSupply: weightOf(
    risks.filter(({ kind }) => kind === 'supply'),
    0,
  ),
});
