import type { Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { Guard } from '../members/guard.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createTimetable } from './timetable.ts';

type Deps = { connection: Connection; audit: Pick<Audit, 'changed'>; guard: Guard; outbox: Pick<Outbox, 'kick'> };

/** What keeps the desk running, as admins see to it: the timetable, and what could not be sent. */
export const createMachinery = (deps: Deps) => ({
  letters: createDeadLetters(deps),
  timetable: createTimetable(deps),
});
