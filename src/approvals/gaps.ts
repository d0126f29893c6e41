import { approversOf } from '../members/approvers.ts';
import type { Judged } from '../members/kinds.ts';
import { type Member, personOf, type Team } from '../members/member.ts';
import type { ApprovalStep, Seat } from '../orders/order.ts';
import type { ApprovalRule } from '../settings/settings.ts';
import { routed } from './eligible.ts';
import { keyOf, merged } from './rules.ts';

type Options = { singlePersonCompany: boolean };

/**
 * Where the rules ask somebody whom the company does not have: `stuck`, nobody may decide; `few`, more people are needed
 * than may decide, since one person fills one seat only; `passed`, an admin decides instead.
 */
export type Gap = { kind: 'stuck' | 'few' | 'passed'; team?: string; steps: ApprovalStep[] };

/** An order as a salesperson of each team would submit it; without a team where somebody sells outside of all. */
function samples(members: readonly Member[], teams: readonly Team[]): (Judged & { team?: string })[] {
  const sellers = members.filter((m) => m.active && m.roles.includes('sales'));
  const groups = [...teams.map((team) => team._id), undefined];
  return groups.flatMap((team) => {
    const owner = sellers.find((m) => m.teams[0] === team)?._id;
    return owner ? [{ owner, createdBy: owner, team, state: 'pending' as const }] : [];
  });
}

/** Whether a step has nobody at all, whoever else is needed beside: then more people would not help. */
function hasNobody(
  order: Judged,
  { seats, need }: ApprovalStep,
  members: readonly Member[],
  options: Options,
): boolean {
  const people = members.filter((m) => m.active).map(personOf);
  const isEmpty = (seat: Seat) => approversOf(order, seat, people, options).people.length === 0;
  return need === 'all' ? seats.some(isEmpty) : seats.every(isEmpty);
}

function gapOf(
  order: Judged & { team?: string },
  wanted: readonly ApprovalStep[],
  members: readonly Member[],
  options: Options,
): Gap | undefined {
  const { team } = order;
  const { stuck, fallen } = routed(order, wanted, members, options);
  const empty = stuck.filter((step) => hasNobody(order, step, members, options));
  if (empty.length > 0) return { kind: 'stuck', team, steps: empty };
  if (stuck.length > 0) return { kind: 'few', team, steps: [...wanted] };
  return fallen.length > 0 ? { kind: 'passed', team, steps: fallen } : undefined;
}

/** What the rules ask of each team's orders that nobody can give: each rule alone, then all of them together. */
export function gapsOf(
  rules: readonly ApprovalRule[],
  { members, teams, options }: { members: readonly Member[]; teams: readonly Team[]; options: Options },
): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const order of samples(members, teams)) {
    const alone = rules.flatMap((rule) => gapOf(order, merged([rule]), members, options) ?? []);
    const isShort = alone.some((gap) => gap.kind !== 'passed');
    const together = isShort ? undefined : gapOf(order, merged(rules), members, options);
    for (const gap of together && together.kind !== 'passed' ? [...alone, together] : alone)
      gaps.set(JSON.stringify([gap.kind, gap.team, gap.steps.map(keyOf)]), gap);
  }
  return [...gaps.values()];
}
