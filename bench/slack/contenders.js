// Who is measured, and how each is started on the same data.
import { databaseOf } from '../support/program.js';
import { startBuilt, startOwn } from './processes.js';
import { signingSecret, workspace } from './signed.js';

const startDatabase = (folder) => startBuilt('database/embedded/main.js', { args: [folder], pattern: /listens/ });

/** A process beside the database's own. */
async function besideDatabase(folder, start) {
  const database = await startDatabase(folder);
  const program = await start(databaseOf(folder));
  const stop = async () => {
    await program.stop();
    await database.stop();
  };
  return { url: program.url, pids: [program.pid, database.pid], stop };
}

async function startDesk(slack, env, nodeOptions) {
  const all = {
    PORT: '0',
    LOG_LEVEL: 'warn',
    ORDERDESK_SECRET: 'a secret of the benchmark, long enough',
    SLACK_API_URL: `${slack}/api/`,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    ...env,
  };
  const pattern = /http:\/\/localhost:(\d+)\/slack\/events/;
  const desk = await startBuilt('main.js', { env: all, nodeOptions, pattern });
  return { ...desk, pids: [desk.pid], url: `http://127.0.0.1:${desk.said[1]}/slack/events` };
}

async function startOther(file, slack, uri) {
  const other = await startOwn(file, { MONGODB_URI: uri, SLACK_API_URL: `${slack}/api/` });
  return { ...other, ...(await other.answer()) };
}

/** The contenders by name; `start` gives the address for commands, the processes that answer, and how to end them. */
export const contendersOn = ({ folder, slack, nodeOptions, alone }) => [
  {
    name: 'desk',
    start: () => besideDatabase(folder, (uri) => startDesk(slack, { DATA_DIR: folder, MONGODB_URI: uri }, nodeOptions)),
  },
  { name: 'bare Bolt', start: () => besideDatabase(folder, (uri) => startOther('./bare-bolt.js', slack, uri)) },
  { name: 'chat', start: () => besideDatabase(folder, (uri) => startOther('./chat-sdk.js', slack, uri)) },
  ...(alone ? [{ name: 'desk, one process', start: () => startDesk(slack, { DATA_DIR: folder }, nodeOptions) }] : []),
];
