import type { Connection } from 'mongoose';
import { nativeId } from '../chat/address.ts';
import { DeskError } from '../errors.ts';
import type { Person } from '../members/member.ts';
import { memberModel, teamModel } from '../members/model.ts';
import { nearestWord, type ReportRequest } from './request.ts';

/** Names of members and teams by id. */
export type Names = { owner: ReadonlyMap<string, string>; team: ReadonlyMap<string, string> };

type Named = { id: string; words: string[] };
type Directory = { owner: Named[]; team: Named[] };

/** Reads who there is: few records, whole. */
async function directoryOf(connection: Connection): Promise<Directory> {
  const [people, groups] = await Promise.all([
    memberModel(connection).find({}, { name: 1, identities: 1 }).lean(),
    teamModel(connection).find({}, { name: 1 }).lean(),
  ]);
  return {
    owner: people.map((m) => ({ id: m._id, words: [m.name, ...(m.identities ?? []).map(nativeId)] })),
    team: groups.map((g) => ({ id: g._id, words: [g.name] })),
  };
}

const namesOf = (all: readonly Named[]): Map<string, string> => new Map(all.map((one) => [one.id, one.words[0] ?? '']));

/** The ids that a typed word means: the id itself, a full name or chat name, else every name that contains it. */
function idsOf(all: readonly Named[], text: string): string[] {
  if (all.some((one) => one.id === text)) return [text];
  const plain = text.trim().toLowerCase();
  const matching = (fits: (word: string) => boolean) =>
    all.filter((one) => one.words.some((word) => fits(word.toLowerCase()))).map((one) => one.id);
  const full = matching((word) => word === plain);
  return full.length > 0 ? full : matching((word) => word.includes(plain));
}

function resolve(all: readonly Named[], name: 'owner' | 'team', values: readonly string[], person: Person): string[] {
  return values.flatMap((text) => {
    if (name === 'owner' && person.id && ['me', '我'].includes(text.toLowerCase())) return [person.id];
    if (name === 'team' && ['mine', '我的', '本团队'].includes(text.toLowerCase())) return [...person.teams];
    const ids = idsOf(all, text);
    if (ids.length > 0) return ids;
    const words = all.flatMap((one) => one.words.slice(0, 1));
    if (words.length === 0) throw new DeskError('error.report_nobody', { text, filter: name });
    throw new DeskError('error.report_value', { text, filter: name, nearest: nearestWord(text, words) });
  });
}

/** The request with ids in place of the names of members and teams, and all their names. */
export async function resolveNames(
  connection: Connection,
  person: Person,
  request: ReportRequest,
): Promise<{ request: ReportRequest; names: Names }> {
  const all = await directoryOf(connection);
  const filters = { ...request.filters };
  for (const name of ['owner', 'team'] as const) {
    const values = filters[name];
    if (values) filters[name] = [...new Set(resolve(all[name], name, values, person))];
  }
  return { request: { ...request, filters }, names: { owner: namesOf(all.owner), team: namesOf(all.team) } };
}
