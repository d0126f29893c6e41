import { absences } from './absences.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import type { Job } from './job.ts';
import { merges } from './merges.ts';
import { outbox } from './outbox.ts';
import { recap } from './recap.ts';
import { recommendations } from './recommendations.ts';
import { reminders } from './reminders.ts';
import { reviews } from './reviews.ts';
import { risks } from './risks.ts';
import { rollups } from './rollups.ts';
import { routing } from './routing.ts';
import { stock } from './stock.ts';
import { suppliers } from './suppliers.ts';
import { templates } from './templates.ts';

/** The timetable. A new job is a file and a line here. */
export const jobs: readonly Job[] = [
  inbox,
  outbox,
  imports,
  absences,
  routing,
  reminders,
  reviews,
  merges,
  stock,
  risks,
  suppliers,
  templates,
  rollups,
  recap,
  recommendations,
];
