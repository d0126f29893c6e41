import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Outbox } from '../chat/outbox.ts';

/** The figures for Prometheus: the process's own, and how much waits in the outbox. */
export function createMetrics(outbox: Pick<Outbox, 'depth'>): Registry {
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
  return registry;
}
