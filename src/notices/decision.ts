import { decisionCard } from '../approvals/card.ts';
import { readDecisionFacts } from '../approvals/facts.ts';
import type { Notice } from './notice.ts';

/** The card on which an approver decides. */
export const decision: Notice = async ({ connection, viewer, order, members, settings, cards }) =>
  decisionCard(
    viewer,
    order,
    await readDecisionFacts(connection, order, members, settings, { person: viewer.person, today: cards.today }),
    cards,
  );
