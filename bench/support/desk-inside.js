// The desk inside the process of a benchmark, on an embedded database of its own; no chat is connected.
import { createApp } from '../../dist/src/app.js';
import { readConfig } from '../../dist/src/config.js';
import { openDatabase } from '../../dist/src/database/connect.js';
import { createLog } from '../../dist/src/log.js';

/** Opens a desk on a folder; `clock` may stand in the past. */
export async function openDesk(folder, { clock = () => new Date(), env = {} } = {}) {
  const config = readConfig({ ORDERDESK_TIMEZONE: 'Asia/Shanghai', SAMPLE_DATA: 'off', DATA_DIR: folder, ...env });
  const log = createLog('warn');
  const database = await openDatabase(config, log);
  const app = createApp({ connection: database.connection, config, log, clock, adapters: [] });
  await app.start();
  const close = async () => {
    await app.stop();
    await database.close();
  };
  return { desk: app.desk, connection: database.connection, close };
}
