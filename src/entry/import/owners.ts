import type { Connection } from 'mongoose';
import { transact } from '../../database/transact.ts';
import type { Member } from '../../members/member.ts';
import { memberModel, type StoredMember } from '../../members/model.ts';
import { countRightsChange } from '../../members/version.ts';
import type { Settings } from '../../settings/settings.ts';
import { idOfKey } from '../id-of-key.ts';

/** What an import needs to know of a member. */
export type Owner = Pick<Member, '_id' | 'name'> & { team?: string };

export type Owners = {
  /** The members behind the names of a file; unknown ones are made, without a chat identity, unless it is a dry run. */
  of(names: readonly (string | undefined)[]): Promise<ReadonlyMap<string, Owner>>;
  /** The names of members by id. */
  names(ids: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>>;
  /** Every member; in a dry run with those who would have been made. */
  members(): Promise<Member[]>;
};

const keyOf = (name: string): string => `import:member:${name.normalize('NFC').trim().toLowerCase()}`;
const ownerOf = (m: Member): Owner => ({ _id: m._id, name: m.name, team: m.teams[0] });

/** Finds the owners of imported records by name or e-mail, and makes those who are not there. */
export function createOwners(deps: { connection: Connection; settings: Settings; now: Date; dryRun: boolean }): Owners {
  const { connection, settings, now, dryRun } = deps;
  const members = memberModel(connection);
  /** Those whom a dry run did not store, by id. */
  const unstored = new Map<string, Member>();

  async function known(names: readonly string[]): Promise<Map<string, Owner>> {
    const where = [
      { requestKey: { $in: names.map(keyOf) } },
      { name: { $in: [...names] } },
      { email: { $in: names.map((n) => n.toLowerCase()) } },
    ];
    const found = (await Promise.all(where.map((w) => members.find(w).sort({ _id: 1 }).lean<StoredMember[]>()))).flat();
    const match = (name: string) =>
      found.find((m) => m.requestKey === keyOf(name) || m.name === name || m.email === name.toLowerCase());
    return new Map(names.flatMap((name) => (match(name) ? [[name, ownerOf(match(name)!)] as const] : [])));
  }

  const fresh = (name: string): StoredMember => ({
    _id: idOfKey(keyOf(name)),
    name,
    locale: settings.locale,
    timezone: settings.timezone,
    roles: ['sales'],
    teams: [],
    identities: [],
    active: true,
    digestHour: 9,
    workHours: { start: 9, end: 18 },
    requestKey: keyOf(name),
    createdAt: now,
  });

  async function make(names: readonly string[]): Promise<void> {
    if (dryRun) for (const { requestKey, ...member } of names.map(fresh)) unstored.set(member._id, member);
    if (names.length === 0 || dryRun) return;
    await transact(connection, async (session) => {
      for (const { requestKey, ...member } of names.map(fresh))
        await members.updateOne({ requestKey }, { $setOnInsert: member }, { upsert: true, session });
      await countRightsChange(connection, session);
    });
  }

  return {
    async of(texts) {
      const names = [...new Set(texts.flatMap((text) => (text?.trim() ? [text.trim()] : [])))];
      const there = await known(names);
      const missing = names.filter((name) => !there.has(name));
      if (missing.length === 0) return there;
      await make([...new Map(missing.map((name) => [keyOf(name), name])).values()]);
      const all = await known(names);
      return dryRun ? new Map(names.map((n) => [n, all.get(n) ?? { _id: idOfKey(keyOf(n)), name: n }])) : all;
    },
    async names(ids) {
      const wanted = [...new Set(ids.filter((id) => id !== undefined))];
      const found = await members.find({ _id: { $in: wanted } }, 'name').lean<{ _id: string; name: string }[]>();
      return new Map(found.map((m) => [m._id, m.name]));
    },
    async members() {
      return [...(await members.find().lean<Member[]>()), ...unstored.values()];
    },
  };
}
