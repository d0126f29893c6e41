import type { FastifyInstance } from 'fastify';
import mongoose, { type Connection } from 'mongoose';
import { consoleFromDesk } from '../../adapters/console/from-desk.ts';
import { type AdapterKit, type App, createApp } from '../../src/app.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import { fixedClock } from '../../src/clock.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { migrate } from '../../src/database/migrate.ts';
import { newId } from '../../src/id.ts';
import { createLog } from '../../src/log.ts';
import type { Actor } from '../../src/members/actor.ts';
import type { Member, Role } from '../../src/members/member.ts';

/** What a desk of a test encrypts with, where it keeps the secrets of a chat. */
export const testSecret = 'a secret of the test desk, long enough';

/** A moment in working hours: Wednesday, 2 December 2026, 10:00 in Shanghai. */
export const noon = new Date('2026-12-02T02:00:00Z');

export type TestDesk = App & {
  connection: Connection;
  config: Config;
  clock: ReturnType<typeof fixedClock>;
  /** What the desk logged, a line each. */
  logged: string[];
  /** The base URL of the listening server. */
  url: string;
  member(name: string, roles: Role[], more?: Partial<Member>): Promise<Member>;
  actor(member: Member, key?: string): Actor;
  close(): Promise<void>;
};

type Options = {
  database?: string;
  env?: Record<string, string>;
  adapters?: readonly ((kit: AdapterKit) => ChatAdapter)[];
};

/** An empty desk on a database of its own, listening on a free port; the same door as the program. */
export async function openTestDesk({
  database,
  env = {},
  adapters = [consoleFromDesk],
}: Options = {}): Promise<TestDesk> {
  const uri = process.env.TEST_MONGODB_URI;
  if (!uri) throw new Error('TEST_MONGODB_URI is set by the global set-up');
  const dbName = database ?? `desk_${newId()}`;
  const connection = await mongoose.createConnection(uri, { dbName, autoIndex: false, autoCreate: false }).asPromise();
  await migrate(connection);
  const config = readConfig({ ORDERDESK_TIMEZONE: 'Asia/Shanghai', SAMPLE_DATA: 'off', PORT: '0', ...env });
  const clock = fixedClock(noon);
  const logged: string[] = [];
  const log = createLog('debug', { write: (line) => logged.push(line) });
  const app = createApp({ connection, config, log, clock, adapters });
  await app.start();
  const server: FastifyInstance = await app.server(() => true);
  const url = await server.listen({ port: 0, host: '127.0.0.1' });

  const actor = (member: Member, key = newId()): Actor => ({
    member,
    from: `console:${member._id}`,
    key,
    now: clock(),
  });
  return {
    ...app,
    connection,
    config,
    clock,
    logged,
    url,
    actor,
    async member(name, roles, more = {}) {
      const cause = { from: 'cli:test' as const, key: newId(), now: clock() };
      const { _id, createdAt, ...rest } = more;
      return app.desk.members.create(cause, { name, roles, locale: 'en', timezone: 'Asia/Shanghai', ...rest });
    },
    async close() {
      await server.close();
      await app.stop();
      if (!database) await connection.dropDatabase();
      await connection.close();
    },
  };
}
