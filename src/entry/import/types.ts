import type { Connection } from 'mongoose';
import type { CalendarDate } from '../../dates.ts';
import type { DeskError } from '../../errors.ts';
import type { Settings } from '../../settings/settings.ts';
import type { FileRow } from '../csv.ts';

/** What the operator chose. */
export type ImportOptions = {
  /** Known keys with other content are changed instead of rejected. */
  update: boolean;
  /** Unpaid orders count in exposure and fall due. */
  openBalance: boolean;
  /** Nothing is stored. */
  dryRun: boolean;
  /** "Today" for orders that are still open; the machine's date when missing. */
  asOf?: CalendarDate;
};

/** All that an import works with. */
export type ImportContext = ImportOptions & {
  connection: Connection;
  settings: Settings;
  now: Date;
  today: CalendarDate;
  /** SHA-256 of the file. */
  fileHash: string;
  /** Columns that the file has: others are left as they are and not compared. */
  present: ReadonlySet<string>;
};

/** Why one row was not taken. */
export type Rejection = { row: FileRow; reasons: readonly DeskError[] };

/** What became of a unit. */
export type Verdict = 'imported' | 'updated' | 'skipped' | { rejected: Rejection[] };

/** What is taken or rejected as a whole: a row, or all the rows of an order. */
export type Unit = { key: string; rows: FileRow[] };

/** Takes units in batches, each in one transaction; in `done` are the verdicts that need no database. */
export type Importer = {
  units: readonly Unit[];
  take(batch: readonly Unit[]): Promise<Verdict[]>;
  done: readonly Verdict[];
};
