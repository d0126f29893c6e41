import type { StandInClock } from '../platform/clock.ts';

export type Rates = ReturnType<typeof createRates>;

/** Which rules hold: messages per chat (or message, when it is updated), and calls per method. */
export type RateRules = { perChat?: boolean; perMethod?: boolean };

/** im-v1/message/create, reply, patch: 5 a second; ephemeral/v1/send: 40. Over: 230020. */
const inPlace: Readonly<Record<string, number>> = {
  'im.message.create': 5,
  'im.message.reply': 5,
  'im.message.patch': 5,
  'ephemeral.send': 40,
};
/** Sending and replying share a chat's 5. */
const shared: Readonly<Record<string, string>> = { 'im.message.reply': 'im.message.create' };

/** api-call-guide/frequency-control: each API, of an app in a tenant. */
const perSecond = 50;
const perMinute = 1_000;

/** Counts calls by Feishu's clock, and says which came too early. */
export function createRates(clock: StandInClock, { perChat = false, perMethod = false }: RateRules) {
  const known = new Map<string, number[]>();

  /** At most `most` calls in `window` ms: 0, or the ms to wait. */
  function counted(key: string, most: number, window: number): number {
    const recent = (known.get(key) ?? []).filter((at) => clock.now() - at < window);
    if (recent.length >= most) return Math.max(1, recent[0]! + window - clock.now());
    known.set(key, [...recent, clock.now()]);
    return 0;
  }

  return {
    /** Seconds until the method may be called again; 0 if it may now. */
    methodWait(method: string): number {
      if (!perMethod) return 0;
      return Math.ceil(
        Math.max(counted(`${method} s`, perSecond, 1_000), counted(`${method} m`, perMinute, 60_000)) / 1000,
      );
    },
    /** Whether a chat (or a message that is updated) takes the call now. */
    placeTakes(method: string, place: string): boolean {
      const most = inPlace[method];
      if (!perChat || most === undefined) return true;
      return counted(`${shared[method] ?? method} ${place}`, most, 1_000) === 0;
    },
  };
}
