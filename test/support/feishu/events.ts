import type { Core } from './core.ts';
import type { DeskLine, Seen } from './desk-line.ts';
import type { Json } from './types.ts';

export type Events = ReturnType<typeof createEvents>;

/**
 * …/event-subscriptions: what is not answered with 200 within 3 s is sent again, at most four times. That each wait
 * counts from the try before is how the page's total of about 7 hours reads.
 */
export const resendAfterMs = [15_000, 300_000, 3_600_000, 21_600_000];

/** A delivery: its first try, and all of them as they come. */
export type Delivered = Seen & { attempts: Seen[]; envelope: Json; done: Promise<void> };

export type Delivery = {
  /** Sends again what was not taken, by Feishu's clock. */
  resend?: boolean;
};

/** Tells the desk what happened. */
export function createEvents(core: Core, line: DeskLine) {
  const telling = new Set<Promise<unknown>>();
  let closed = false;

  /** The envelope of an event. Times are in ms; in a card callback in µs (card-callback-communication). */
  function envelope(type: string, event: Json): Json {
    const { verificationToken: token, appId: app_id, tenantKey: tenant_key } = core.settings;
    const now = core.clock.now();
    const create_time = type === 'card.action.trigger' ? `${now}000` : String(now);
    const header = { event_id: core.ids.event(), event_type: type, create_time, token, app_id, tenant_key };
    return { schema: '2.0', header, event };
  }

  /** The same event under another event_id: im-v1/message/events/receive warns of it. */
  const renamed = (event: Json): Json => ({
    ...event,
    header: { ...(event.header as Json), event_id: core.ids.event() },
  });

  function tell(body: Json): Promise<Seen> {
    const told = line.send(body);
    telling.add(told);
    void told.finally(() => telling.delete(told)).catch(() => {});
    return told;
  }

  async function again(body: Json, attempts: Seen[]): Promise<void> {
    for (const wait of resendAfterMs) {
      if (!attempts.at(-1)?.failure) return;
      await core.clock.sleep(wait);
      if (closed) return;
      attempts.push(await tell(body));
    }
  }

  /** Sends an envelope; what was not taken is sent again later, while nobody waits for it but who awaits `done`. */
  async function deliver(body: Json, { resend = true }: Delivery = {}): Promise<Delivered> {
    const attempts = [await tell(body)];
    const done = resend ? again(body, attempts) : Promise.resolve();
    return { ...attempts[0]!, attempts, envelope: body, done };
  }

  return {
    envelope,
    renamed,
    deliver,
    /** Waits for what is on its way now; what will be sent again later is not waited for. */
    async settled(): Promise<void> {
      await Promise.allSettled(telling);
    },
    close(): void {
      closed = true;
    },
  };
}
