import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Log } from '../log.ts';
import type { Member } from '../members/member.ts';
import type { toMember } from '../notices/recipients.ts';
import type { Assign } from '../orders/assign.ts';
import type { Settings } from '../settings/settings.ts';
import { createAlike } from './alike.ts';
import { createFollowUps } from './follow-ups.ts';
import { createHandOver } from './hand-over.ts';
import { createMerge } from './merge.ts';
import { createCustomers } from './service.ts';
import { createCustomerTables } from './table/service.ts';

type Deps = {
  connection: Connection;
  log: Pick<Log, 'error'>;
  settings: { get(): Promise<Pick<Settings, 'timezone' | 'currency'>> };
  audit: Pick<Audit, 'changed' | 'has'>;
  members: { all(): Promise<Member[]> };
  assign: Assign;
  directOf: Parameters<typeof toMember>[1];
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

/** All that the desk does with customers. */
export function createCustomerDesk(deps: Deps) {
  const customers = createCustomers(deps);
  const alike = createAlike(deps);
  return {
    ...customers,
    ...createMerge(deps),
    alike,
    tables: createCustomerTables({ ...deps, customers, alike }),
    handOver: createHandOver(deps),
    followUps: createFollowUps(deps),
  };
}
export type CustomerDesk = ReturnType<typeof createCustomerDesk>;
