import type { Actor } from '../members/actor.ts';
import type { TextKey } from '../text/index.ts';
import type { NewEntry } from './entry.ts';

/** The lists and reports that can be exported, as the audit trail names them. */
export type ExportedList = Extract<TextKey, `export.list.${string}`> extends `export.list.${infer Id}` ? Id : never;

/** What was exported: its id on the audit trail, and what it is called. */
export type Exported = { id: ExportedList; title: string };

/** The line that says who took how many rows of what. */
export const exportEntry = (actor: Actor, { id, title }: Exported, rows: number): NewEntry => ({
  at: actor.now,
  by: actor.member._id,
  from: actor.from,
  action: 'export',
  subject: { kind: 'Report', id },
  after: { what: title, rows },
  key: `${actor.key}:export:${id}`,
});
