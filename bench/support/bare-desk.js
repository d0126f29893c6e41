import mongoose from 'mongoose';
import { createApp } from '../../dist/src/app.js';
import { systemClock } from '../../dist/src/clock.js';
import { readConfig } from '../../dist/src/config.js';
import { newId } from '../../dist/src/id.js';
import { createLog } from '../../dist/src/log.js';

/** A desk without chats on a database. */
export async function openDesk(uri) {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  const config = readConfig({ ORDERDESK_TIMEZONE: 'Asia/Shanghai', SAMPLE_DATA: 'off', PORT: '0' });
  const log = createLog('error', { write: (line) => process.stderr.write(line) });
  const app = createApp({ connection, config, log, clock: systemClock, adapters: [] });
  await app.start();
  return { ...app, connection };
}

export const actorOf = (member) => ({ member, from: 'cli:bench', key: newId(), now: new Date() });
