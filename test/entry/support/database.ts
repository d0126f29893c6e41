import mongoose, { type Connection } from 'mongoose';
import type { Address } from '../../../src/chat/address.ts';
import { migrate } from '../../../src/database/migrate.ts';
import type { Actor } from '../../../src/members/actor.ts';
import type { Member } from '../../../src/members/member.ts';
import { memberModel } from '../../../src/members/model.ts';
import { type Settings, settingsSchema } from '../../../src/settings/settings.ts';

/** A fresh database of its own for one test file, with every index. */
export async function freshDatabase(name: string): Promise<Connection> {
  const dbName = `test_${name}`;
  const connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI!, { dbName }).asPromise();
  await connection.dropDatabase();
  await migrate(connection);
  return connection;
}

export const now = new Date('2026-11-23T02:00:00Z');

export const settings: Settings = settingsSchema.parse({ currency: 'CNY', timezone: 'Asia/Shanghai', locale: 'en' });

/** A member with some roles. */
export const person = (id: string, roles: Member['roles'], teams: string[] = []): Member => ({
  _id: id,
  name: id[0]!.toUpperCase() + id.slice(1),
  locale: 'en',
  timezone: 'Asia/Shanghai',
  roles,
  teams,
  identities: [`console:${id}`],
  active: true,
  digestHour: 9,
  workHours: { start: 9, end: 18 },
  createdAt: now,
});

export const anna = person('anna', ['sales'], ['north']);
export const bob = person('bob', ['sales'], ['south']);
export const mia = person('mia', ['manager'], ['north']);
export const finn = person('finn', ['finance']);
export const otto = person('otto', ['operations']);
export const ada = person('ada', ['admin']);

/** Stores the members, as they are looked up by their names. */
export const storeMembers = (connection: Connection) =>
  memberModel(connection).insertMany([anna, bob, mia, finn, otto, ada]);

let keys = 0;
/** Somebody who does something, under a key of its own unless one is given. */
export const by = (member: Member, key = `test-${++keys}`): Actor => ({
  member,
  from: `console:${member._id}` as Address,
  key,
  now,
});
