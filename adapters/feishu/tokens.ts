import type { Connection } from 'mongoose';
import { DeliveryError } from '../../src/chat/adapter.ts';
import type { Clock } from '../../src/clock.ts';
import type { Vault } from '../../src/secret.ts';
import { asDeliveryError, codeOf, unanswered } from './errors.ts';
import { ask } from './http.ts';
import { tokenModel } from './model.ts';

/** Ms before its end at which a token is not used any more: Feishu gives a new one when 30 minutes are left. */
const spareMs = 5 * 60_000;

type Token = { token: string; until: number };
type Deps = { connection: Connection; clock: Clock; vault: Vault; base: string; appId: string; appSecret: string };

/**
 * The tenant's token: asked for once at a time, shared by all processes of the desk, encrypted where it is kept, and
 * asked for anew when Feishu no longer takes it. open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal
 */
export function createTokens({ connection, clock, vault, base, appId, appSecret }: Deps) {
  const rows = tokenModel(connection);
  let present: Token | undefined;
  let asking: Promise<Token> | undefined;

  async function fromFeishu(): Promise<Token> {
    const url = `${base}/open-apis/auth/v3/tenant_access_token/internal`;
    const data = { app_id: appId, app_secret: appSecret };
    const reply = await ask({ url, method: 'POST', data }).catch((error) => {
      throw new DeliveryError('token: no answer', true, { refused: true, cause: unanswered('token', error).cause });
    });
    const { tenant_access_token: token, expire } = reply.json ?? {};
    if (codeOf(reply) !== 0 || typeof token !== 'string') throw refusedOnly(asDeliveryError('token', reply));
    const found = { token, until: clock().getTime() + Number(expire) * 1000 };
    const set = { token: vault.lock(token), until: new Date(found.until) };
    await rows.updateOne({ _id: appId }, { $set: set }, { upsert: true });
    return found;
  }

  /** Without a token nothing was sent. */
  const refusedOnly = ({ message, retry, afterMs, busy }: DeliveryError) =>
    new DeliveryError(message, retry, { afterMs, busy, refused: true });

  async function fromOthers(refused: string | undefined): Promise<Token | undefined> {
    const row = await rows.findById(appId).lean();
    if (!row) return undefined;
    try {
      const token = vault.open(row.token);
      return token === refused ? undefined : { token, until: row.until.getTime() };
    } catch {
      return undefined;
    }
  }

  const isGood = (token: Token | undefined): token is Token =>
    token !== undefined && token.until - spareMs > clock().getTime();

  async function look(refused?: string): Promise<Token> {
    const shared = await fromOthers(refused);
    return isGood(shared) ? shared : fromFeishu();
  }

  return {
    /** A token that is good. Throws `DeliveryError`. */
    async get(): Promise<string> {
      if (isGood(present)) return present.token;
      asking ??= look().finally(() => {
        asking = undefined;
      });
      present = await asking;
      return present.token;
    },
    /** Feishu refused a token: the next `get` gives another one. */
    async refused(token: string): Promise<void> {
      if (present?.token !== token) return;
      present = undefined;
      asking ??= look(token).finally(() => {
        asking = undefined;
      });
      present = await asking;
    },
  };
}
export type Tokens = ReturnType<typeof createTokens>;
