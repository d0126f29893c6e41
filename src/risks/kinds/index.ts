import type { AtRisk, RiskFacts, RiskKind } from '../facts.ts';
import type { Risk, RiskName } from '../risk.ts';
import { credit } from './credit.ts';
import { market } from './market.ts';
import { supply } from './supply.ts';

/** Every kind of risk. A new one is a file and a line here. */
export const kinds: Readonly<Record<RiskName, RiskKind>> = { credit, market, supply };

/** All risks that an order has now. */
export const assess = (order: AtRisk, facts: RiskFacts): Risk[] =>
  Object.values(kinds).flatMap((kind) => kind.assess(order, facts));
