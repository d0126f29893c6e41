import type { Connection } from 'mongoose';
import { mayRead, readsByWhose } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { sheets as allSheets, keysOf, type Part, partsOf, type Sheet, separator } from '../rollups/part.ts';
import type { Rollups } from '../rollups/service.ts';
import type { Period } from './period.ts';
import type { ReportRequest } from './request.ts';
import { matchersOf, type Needs, needsLines, readRows, sightsOf } from './rows.ts';
import { keyNameOf } from './vocabulary.ts';

/** Where the parts of a report come from. */
export type PartsDeps = { connection: Connection; rollups: Pick<Rollups, 'parts'> };

/** What a report needs: which sums of which days, whether of reviews, too, and, where `by` says so, all by day or by month. */
export type PartsAsked = {
  period: Pick<Period, 'from' | 'to'>;
  sheets: readonly Sheet[];
  review: boolean;
  by?: 'day' | 'month';
};

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

/** Where the keys of a sheet say what a filter asks for; −1 where they do not. */
const placeIn = (sheet: Sheet, name: string, currentOwner: boolean): number =>
  (keysOf[sheet] as readonly string[]).indexOf(keyNameOf(name, currentOwner));

async function summedParts(
  { rollups }: PartsDeps,
  person: Person,
  request: ReportRequest,
  { period, sheets, by }: PartsAsked,
): Promise<Part[] | undefined> {
  const isKnown = (name: string) => sheets.every((sheet) => placeIn(sheet, name, request.currentOwner) >= 0);
  if (!matchersOf(request).every(({ name }) => isKnown(name))) return undefined;
  if (!readsByWhose(person, 'Order')) return undefined;
  const { from, to } = period;
  const parts = await rollups.parts({ from, to, sheets, by, money: sightsOf(person).money });
  return parts && throughRights(parts, person, request);
}

/** The parts of what the person may read and the request asks for; figures of today's owners where that is asked for. */
function throughRights(parts: readonly Part[], person: Person, request: ReportRequest): Part[] {
  const readable = readableBy(person);
  const fits = fitsOf(request);
  const fitting = parts.filter(({ sheet, sum }) => readable(sum.keys) && fits(sheet, sum.keys));
  return request.currentOwner ? fitting.map(soldByOwner) : fitting;
}

/** Whether the orders of some keys may be read, asked once for each owner and team. */
function readableBy(person: Person): (keys: readonly string[]) => boolean {
  const known = new Map<string, boolean>();
  return ([owner = '', team = '']) => {
    const key = `${owner}${separator}${team}`;
    const may = known.get(key) ?? mayRead(person, 'Order', { owner: owner || null, team: team || null });
    known.set(key, may);
    return may;
  };
}

/** Whether keys of a sheet are what the filters of a request ask for. */
function fitsOf(request: ReportRequest): (sheet: Sheet, keys: readonly string[]) => boolean {
  const matchers = matchersOf(request);
  const placed = Object.fromEntries(
    allSheets.map((sheet) => [
      sheet,
      matchers.map(({ name, accepts }) => {
        const [place, label] = [placeIn(sheet, name, request.currentOwner), placeIn(sheet, 'name', false)];
        return (keys: readonly string[]) => accepts(keys[place] || undefined, label < 0 ? undefined : keys[label]);
      }),
    ]),
  );
  return (sheet, keys) => placed[sheet]!.every((accepts) => accepts(keys));
}

const soldByOwner = ({ sheet, date, sum }: Part): Part => {
  const [ownedBy = '', ofTeam = '', , , ...rest] = sum.keys;
  return { sheet, date, sum: { ...sum, keys: [ownedBy, ofTeam, ownedBy, ofTeam, ...rest] } };
};
