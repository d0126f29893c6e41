import { type Risk, severity, worstOf } from './risk.ts';

/**
 * Orders the list of risks: the worst level first, then how much there is of it in all, then the order's priority.
 * Missing where there is no risk.
 */
export function weightOf(risks: readonly Risk[], priority: number): number | undefined {
  const worst = worstOf(risks);
  if (!worst) return undefined;
  const sum = risks.reduce((total, risk) => total + severity(risk.level), 0);
  return severity(worst) * 1_000_000 + Math.min(sum, 999) * 1_000 + Math.min(Math.max(0, priority), 999);
}
