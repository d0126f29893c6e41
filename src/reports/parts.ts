import type { Connection } from 'mongoose';
import { mayRead, readsByWhose } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { keysOf, type Part, partsOf, type Sheet } from '../rollups/part.ts';
import type { Rollups } from '../rollups/service.ts';
import type { Period } from './period.ts';
import type { ReportRequest } from './request.ts';
import { type Needs, needsLines, readRows, sightsOf } from './rows.ts';
import { filterNames } from './vocabulary.ts';

/** Where the parts of a report come from. */
export type PartsDeps = { connection: Connection; rollups: Pick<Rollups, 'parts'> };

/** What a report needs: which sums of which days, and whether of reviews, too. */
export type PartsAsked = { period: Pick<Period, 'from' | 'to'>; sheets: readonly Sheet[]; review: boolean };

const [owner, team, soldBy, soldTeam] = ['owner', 'team', 'soldBy', 'soldTeam'].map((name) =>
  (keysOf.orders as readonly string[]).indexOf(name),
) as [number, number, number, number];

/**
 * Everything that counts in a period, by the person's rights, through the filters of the request: from the roll-ups where
 * they can tell it, else from the orders of the period themselves. Both are made of the same parts by the same rule.
 */
export async function readParts(
  deps: PartsDeps,
  person: Person,
  request: ReportRequest,
  asked: PartsAsked,
  add: (part: Part) => void,
): Promise<void> {
  const summed = await summedParts(deps, person, request, asked);
  if (summed) {
    for (const part of summed) add(part);
    return;
  }
  const { sheets, review, period } = asked;
  const needs: Needs = { lines: needsLines(request) || sheets.some(isOfLines), review };
  for await (const row of readRows(deps.connection, person, request, period, needs)) {
    const whose = { owner: row.owner, team: row.team, soldBy: row.owner, soldTeam: row.team };
    for (const part of partsOf(row, whose, sheets)) add(part);
  }
}

const isOfLines = (sheet: Sheet): boolean => sheet === 'products' || sheet === 'categories';

/** Roll-ups know owners and teams, and nothing else by which every sheet could be narrowed. */
const inRollups: readonly string[] = ['owner', 'team'];

async function summedParts(
  { rollups }: PartsDeps,
  person: Person,
  request: ReportRequest,
  { period, sheets }: PartsAsked,
): Promise<Part[] | undefined> {
  if (filterNames.some((name) => request.filters[name] && !inRollups.includes(name))) return undefined;
  if (!readsByWhose(person, 'Order')) return undefined;
  const { from, to } = period;
  const parts = await rollups.parts({ from, to, sheets, money: sightsOf(person).money });
  return parts && throughRights(parts, person, request);
}

/** The parts of what the person may read and the request asks for; figures of today's owners where that is asked for. */
function throughRights(parts: readonly Part[], person: Person, { filters, currentOwner }: ReportRequest): Part[] {
  const [by, of] = currentOwner ? [owner, team] : [soldBy, soldTeam];
  const known = new Map<string, boolean>();
  const readable = (keys: readonly string[]): boolean => {
    const key = `${keys[owner]}\u0000${keys[team]}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const may = mayRead(person, 'Order', { owner: keys[owner] || null, team: keys[team] || null });
    known.set(key, may);
    return may;
  };
  const fits = ({ sum: { keys } }: Part): boolean =>
    (!filters.owner || filters.owner.includes(keys[by] ?? '')) &&
    (!filters.team || filters.team.includes(keys[of] ?? '')) &&
    readable(keys);
  const fitting = parts.filter(fits);
  return currentOwner ? fitting.map(soldByOwner) : fitting;
}

const soldByOwner = ({ sheet, date, sum }: Part): Part => {
  const [ownedBy = '', ofTeam = '', , , ...rest] = sum.keys;
  return { sheet, date, sum: { ...sum, keys: [ownedBy, ofTeam, ownedBy, ofTeam, ...rest] } };
};
