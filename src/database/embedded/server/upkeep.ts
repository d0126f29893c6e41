import type { Engine } from '../engine.ts';
import type { Log } from '../log.ts';
import { warmUp } from '../query/mingo.ts';
import { emptyTrash, hasTrash } from '../store/catalog.ts';
import { forgetOld } from '../transactions/sessions.ts';
import { expireDocuments } from './ttl.ts';

const EVERY_MS = 60_000;
/** mingo is loaded when the desk has started, unless a command needed it before. */
const WARM_UP_MS = 3_000;
const TRASH_KEYS = 2_000;

/** What is done each minute: TTL indexes, idle cursors and transactions, old answers, dropped collections. */
export function startUpkeep(engine: Engine, log: Log): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let isStopped = false;
  const round = () => {
    running = running
      .then(() => upkeep(engine, new Date(), () => isStopped))
      .catch((error) => {
        log('error', 'the upkeep of the embedded database failed', { error: String(error) });
      });
  };
  const timer = setInterval(round, EVERY_MS);
  const warming = setTimeout(warmUp, WARM_UP_MS);
  timer.unref();
  warming.unref();
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      clearTimeout(warming);
      await running;
    },
  };
}

/** One round. `now` decides what is old. */
export async function upkeep(engine: Engine, now: Date, isStopped: () => boolean = () => false): Promise<void> {
  engine.cursors.closeIdle(now.getTime());
  engine.transactions.endIdle(now.getTime());
  await expireDocuments(engine, now, isStopped);
  await engine.write(({ view }) => forgetOld(view, now));
  while (!isStopped() && hasTrash(engine.store)) await engine.write(({ view }) => emptyTrash(view, TRASH_KEYS));
}
