import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { Clock } from '../clock.ts';
import type { JobState, Timetable } from '../machinery/timetable.ts';
import type { Reports } from '../reports/service.ts';

type Deps = {
  outbox: Pick<Outbox, 'depth' | 'oldestDue' | 'failures'>;
  adapters: readonly ChatAdapter[];
  timetable: Pick<Timetable, 'list'>;
  reports: Pick<Reports, 'mended'>;
  clock: Clock;
};

const seconds = (since: Date, now: Date): number => Math.max(0, (now.getTime() - since.getTime()) / 1000);

/** How much waits in the outbox, since when, and how often sending failed. */
function outboxFigures({ outbox, clock }: Deps, registers: Registry[]): void {
  new Gauge({
    name: 'orderdesk_outbox_rows',
    help: 'Rows of the outbox that wait to be sent (due) or were given up (dead)',
    labelNames: ['state'],
    registers,
    async collect() {
      const { due, dead } = await outbox.depth();
      this.set({ state: 'due' }, due);
      this.set({ state: 'dead' }, dead);
    },
  });
  new Gauge({
    name: 'orderdesk_outbox_oldest_seconds',
    help: 'Seconds that the oldest row of the outbox which is still to be sent has waited',
    registers,
    async collect() {
      const since = await outbox.oldestDue();
      this.set(since ? seconds(since, clock()) : 0);
    },
  });
  new Gauge({
    name: 'orderdesk_outbox_failures',
    help: 'Tries to send a row of the outbox that failed since the start',
    registers,
    collect() {
      this.set(outbox.failures());
    },
  });
}

/** How often sums were not those of their orders. */
function rollupFigures({ reports }: Deps, registers: Registry[]): void {
  new Gauge({
    name: 'orderdesk_rollups_mended',
    help: 'Days and months whose sums were not those of their orders and were counted anew, since the start',
    registers,
    collect() {
      this.set(reports.mended());
    },
  });
}

/** When each job of the timetable ran last, how often it failed, and which are paused. */
function jobFigures({ timetable, clock }: Deps, registers: Registry[]): void {
  const gauge = (name: string, help: string, figureOf: (job: JobState) => number | undefined) =>
    new Gauge({
      name,
      help,
      labelNames: ['job'],
      registers,
      async collect() {
        for (const job of await timetable.list()) {
          const value = figureOf(job);
          if (value !== undefined) this.set({ job: job.id }, value);
        }
      },
    });
  gauge('orderdesk_job_failures', 'Runs of a job that failed since it was scheduled', ({ failures }) => failures);
  gauge('orderdesk_job_paused', '1 where an admin paused a job', ({ isPaused }) => (isPaused ? 1 : 0));
  gauge('orderdesk_job_last_run_seconds', 'Seconds since a job began to run last', ({ lastRunAt }) =>
    lastRunAt ? seconds(lastRunAt, clock()) : undefined,
  );
}

/** The figures for Prometheus: the process's own, the outbox, the timetable, and the waits of chats. */
export function createMetrics(deps: Deps): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  outboxFigures(deps, [registry]);
  jobFigures(deps, [registry]);
  rollupFigures(deps, [registry]);
  new Gauge({
    name: 'orderdesk_chat_wait_ms',
    help: 'Milliseconds that answers have waited for the limits of a chat since the start',
    labelNames: ['chat'],
    registers: [registry],
    collect() {
      for (const { platform, waitedMs } of deps.adapters) if (waitedMs) this.set({ chat: platform }, waitedMs());
    },
  });
  return registry;
}
