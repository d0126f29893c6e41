import { DeliveryError } from '../../src/chat/adapter.ts';
import type { Clock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import type { Api } from './api.ts';

/** The desk's own account. */
export type Me = { get(): Promise<{ openId: string }> };

/** Ms that pass before Feishu is asked again after it did not say. */
const againMs = 30_000;

/** Who the desk is in Feishu: asked for once; what is wrong with the settings is told, and the desk goes on. */
export function createMe({ api, clock, log }: { api: Api; clock: Clock; log: Log }): Me {
  let known: { openId: string } | undefined;
  let asking: Promise<{ openId: string }> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  /** open.feishu.cn/document/client-docs/bot-v3/obtain-bot-info */
  async function ask(): Promise<{ openId: string }> {
    try {
      const { bot } = await api.call<{ bot?: { open_id?: string } }>({ method: 'GET', path: 'bot/v3/info' });
      if (!bot?.open_id) throw new DeliveryError('the app has no bot: switch it on under “Bot”', true);
      known = { openId: bot.open_id };
      return known;
    } catch (error) {
      failedAt = clock().getTime();
      log.error({ error: String(error) }, 'Feishu does not say who the desk is; it is asked again.');
      throw error;
    }
  }

  return {
    async get() {
      if (known) return known;
      if (!asking && clock().getTime() - failedAt < againMs)
        throw new DeliveryError('Feishu has not said who the desk is', true);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
