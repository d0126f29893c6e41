import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Outbox } from '../chat/outbox.ts';

/** The figures for Prometheus: the process's own, and how much waits in the outbox. */
export function createMetrics(outbox: Pick<Outbox, 'depth'>, adapters: readonly ChatAdapter[]): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'orderdesk_outbox_rows',
    help: 'Rows of the outbox that wait to be sent (due) or were given up (dead)',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { due, dead } = await outbox.depth();
      this.set({ state: 'due' }, due);
      this.set({ state: 'dead' }, dead);
    },
  });
  new Gauge({
    name: 'orderdesk_chat_wait_ms',
    help: 'Milliseconds that answers have waited for the limits of a chat since the start',
    labelNames: ['chat'],
    registers: [registry],
    collect() {
      for (const { platform, waitedMs } of adapters) if (waitedMs) this.set({ chat: platform }, waitedMs());
    },
  });
  return registry;
}
