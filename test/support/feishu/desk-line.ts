import type { Core } from './core.ts';
import { encrypted, signed } from './crypt.ts';
import type { Link } from './link.ts';
import type { Json } from './types.ts';

/** What came back from the desk, as Feishu sees it. */
export type Seen = {
  /** 0 when no answer came in time, or no connection. */
  status: number;
  ms: number;
  text: string;
  /** The answer's JSON; undefined for an empty or another body. */
  json: unknown;
  failure?: 'timeout' | 'connection' | 'status';
};

export type Sending = {
  /** Sent as these bytes, with these headers: for forgeries. */
  raw?: { body: string; headers: Record<string, string> };
  /** A verification of the address is not signed, and has a second. */
  unsigned?: boolean;
  patienceMs?: number;
};

export type DeskLine = ReturnType<typeof createDeskLine>;

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Where the desk is: an address that is called, or it listens by the long connection. */
export type DeskAt = { url: string } | { long: true };

/** Feishu's line to the desk: what is encrypted and signed wherever an Encrypt Key is set. */
export function createDeskLine(core: Core, link: Link) {
  let url: string | undefined;
  let isLong = false;
  const { settings } = core;

  /** The bytes and headers of a body, as Feishu sends them. */
  function sealed(body: Json, { unsigned = false }: Sending = {}): { body: string; headers: Record<string, string> } {
    const plain = JSON.stringify(body);
    const { encryptKey } = settings;
    if (!encryptKey) return { body: plain, headers: {} };
    const text = JSON.stringify({ encrypt: encrypted(plain, encryptKey) });
    const timestamp = Math.floor(core.clock.now() / 1000);
    return { body: text, headers: unsigned ? {} : signed(text, { encryptKey, timestamp }) };
  }

  async function send(body: Json, sending: Sending = {}): Promise<Seen> {
    if (isLong) return link.send(body);
    if (!url) throw new Error('the local Feishu knows no desk yet: call feishu.connect({ url })');
    const out = sending.raw ?? sealed(body, sending);
    const headers = { 'content-type': 'application/json;charset=utf-8', ...out.headers };
    const from = performance.now();
    const since = () => performance.now() - from;
    try {
      const signal = AbortSignal.timeout(sending.patienceMs ?? settings.patienceMs);
      const answer = await fetch(url, { method: 'POST', headers, body: out.body, signal, redirect: 'manual' });
      const text = await answer.text();
      const seen = { status: answer.status, ms: since(), text, json: asJson(text) };
      return answer.status === 200 ? seen : { ...seen, failure: 'status' };
    } catch (error) {
      const failure = (error as Error).name === 'TimeoutError' ? 'timeout' : 'connection';
      return { status: 0, ms: since(), text: '', json: undefined, failure };
    }
  }

  return {
    send,
    sealed,
    connected: (): boolean => isLong || url !== undefined,
    connect(to: DeskAt): void {
      isLong = 'long' in to;
      url = 'url' in to ? to.url : undefined;
    },
  };
}
