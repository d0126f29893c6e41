import type { DeskEvent, EventLog } from './events.ts';

/** What is done with the next events, in order; the next batch waits until it is done. */
export type Deliver = (events: readonly DeskEvent[]) => Promise<void> | void;

/** The live events of one process: one look at the log per tick, however many listen. */
export type EventFeed = {
  /** Delivers every event after `after`, then the coming ones. Undefined when events after `after` are already gone. */
  subscribe(after: number, deliver: Deliver): Promise<(() => void) | undefined>;
  /** Looks at once: something was just written in this process. */
  nudge(): void;
  stop(): void;
};

type Listener = { position: number; live: boolean; gone: boolean; work: Promise<void>; deliver: Deliver };

/** Hands a listener what it has not had yet. */
function hand(listener: Listener, batch: readonly DeskEvent[]): void {
  const fresh = batch[0] && batch[0]._id > listener.position ? batch : batch.filter((e) => e._id > listener.position);
  if (fresh.length === 0 || listener.gone) return;
  listener.position = fresh.at(-1)!._id;
  listener.work = listener.work
    .then(() => (listener.gone ? undefined : listener.deliver(fresh)))
    .catch(() => undefined);
}

/**
 * The feed over a log: reads every `every` milliseconds while someone listens, and rests when nobody does. `failed` is
 * told when the log could not be read; the next tick tries again.
 */
export function createEventFeed(deps: {
  log: EventLog;
  every: number;
  batch: number;
  failed: (error: unknown) => void;
}): EventFeed {
  const { log, every, batch: size } = deps;
  const listeners = new Set<Listener>();
  let position = 0;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function read(): Promise<void> {
    const batch = await log.since(position, size);
    if (batch.length === 0) return;
    position = batch.at(-1)!._id;
    for (const listener of listeners) if (listener.live) hand(listener, batch);
    if (batch.length === size) await read();
  }

  function look(): void {
    again = reading !== undefined;
    if (stopped || reading || listeners.size === 0) return;
    clearTimeout(timer);
    reading = read()
      .catch(deps.failed)
      .finally(() => {
        reading = undefined;
        if (again) look();
        else if (listeners.size > 0) timer = setTimeout(look, every);
      });
  }

  /** Reads for one listener until it stands where the feed stands; from then on it is live. */
  async function catchUp(listener: Listener): Promise<void> {
    while (!listener.gone) {
      const batch = await log.since(listener.position, size);
      hand(listener, batch);
      if (batch.length < size && listener.position >= position) break;
    }
    listener.live = true;
  }

  return {
    async subscribe(after, deliver) {
      const [last, first] = await Promise.all([log.last(), log.first()]);
      if (stopped || after > last || (after < last && (first === undefined || first > after + 1))) return undefined;
      const listener: Listener = { position: after, live: false, gone: false, work: Promise.resolve(), deliver };
      if (listeners.size === 0) position = Math.max(position, after);
      const leave = () => {
        listener.gone = true;
        listeners.delete(listener);
        if (listeners.size === 0) clearTimeout(timer);
      };
      listeners.add(listener);
      await catchUp(listener).catch((error) => {
        leave();
        throw error;
      });
      look();
      return leave;
    },
    nudge: look,
    stop() {
      stopped = true;
      for (const listener of listeners) listener.gone = true;
      listeners.clear();
      clearTimeout(timer);
    },
  };
}
