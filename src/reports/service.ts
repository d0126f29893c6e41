import type { Connection } from 'mongoose';
import type { Card, FileRef } from '../chat/card.ts';
import type { Clock } from '../clock.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import type { FileAccess } from '../files/file.ts';
import { type MadeFile, type MadeSheet, sheetFiles } from '../files/sheet-files.ts';
import type { Log } from '../log.ts';
import { withoutOthers } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { createRollups, type Rollups } from '../rollups/service.ts';
import type { Settings } from '../settings/settings.ts';
import type { SheetFormat } from '../spreadsheet/index.ts';
import type { Locale } from '../text/index.ts';
import { type Drawn, reportCard } from './card.ts';
import { type Artist, createArtist } from './chart/artist.ts';
import { computeReport } from './compute.ts';
import { exportRowsOf, reportSheet } from './export.ts';
import { resolveNames } from './names.ts';
import { periodOf } from './period.ts';
import { pictureOf } from './picture.ts';
import type { Picture } from './picture-parts.ts';
import type { Question } from './question.ts';
import { recapCard, recapPicture } from './recap/card.ts';
import { computeRecap } from './recap/compute.ts';
import { type ReportRequest, requestSchema } from './request.ts';
import type { ReportResult } from './result.ts';
import { needsLines, readRows, type Sights, sightsOf } from './rows.ts';
import { viewFor } from './views/index.ts';
import { filterNames } from './vocabulary.ts';

/** Keeps a file for those who may read it. */
export type SaveFile = (file: {
  name: string;
  mime: string;
  bytes: Uint8Array;
  access: FileAccess;
}) => Promise<FileRef>;

/** What reports need of the desk. */
export type ReportsDeps = {
  connection: Connection;
  /** Sums by day and month; the desk's own when missing. */
  rollups?: Rollups;
  clock: Clock;
  settings: { get(): Promise<Settings> };
  saveFile: SaveFile;
  /** Who draws; the desk's own drawing thread when missing. */
  artist?: Artist;
  log?: Pick<Log, 'error' | 'warn' | 'info'>;
};

/** Figures, charts and recaps, each by the rights of the person or the audience that it is for. */
export type Reports = {
  /** The figures of a request by the rights of the person, undrawn. Throws as `report`. */
  figures(person: Person, request: ReportRequest): Promise<ReportResult>;
  /** The report of a request, and its card. Throws a `DeskError` where it asks for what the person may not read. */
  report(person: Person, locale: Locale, request: ReportRequest): Promise<{ result: ReportResult; card: Card }>;
  /** The recap of the ISO week that a date lies in, for a shared conversation; of one team (by id) or of all it sees. */
  recap(audience: Person, team: string | undefined, locale: Locale, week: CalendarDate): Promise<Card>;
  /** The recap of the period and filters of a request, with what the next months bring. Throws as `report`. */
  review(person: Person, locale: Locale, request: ReportRequest): Promise<Card>;
  /** A file of exactly the rows that the report of the same request sums up. Throws as `exportFiles`. */
  exportRows(person: Person, request: ReportRequest, format: SheetFormat, locale?: Locale): Promise<MadeFile>;
  /** The same as a file of each kind, of one reading. Throws `error.export_rows` over the most rows of a file. */
  exportFiles(
    person: Person,
    request: ReportRequest,
    formats: readonly SheetFormat[],
    locale?: Locale,
  ): Promise<MadeSheet>;
  /** Keeps the sums of which figures are made: takes in what was noted, and compares them with the orders once a day. */
  sumUp(now: Date): Promise<void>;
  /** Days and months whose sums had to be counted anew since the process began. */
  mended(): number;
  /** Ends the drawing thread. */
  close(): Promise<void>;
};

/** Makes the reports of a desk. */
export function createReports(deps: ReportsDeps): Reports {
  const { connection, clock, settings, saveFile } = deps;
  const artist = deps.artist ?? createArtist();
  const rollups = deps.rollups ?? createRollups(deps);

  /** Figures are those of the own rights: who stands in for somebody decides for them, and counts nothing of theirs. */
  async function questionOf(asker: Person, asked: ReportRequest): Promise<Question> {
    const person = withoutOthers(asker);
    const request = requestSchema.parse(asked);
    refuseHidden(request, sightsOf(person));
    const [resolved, rules] = await Promise.all([resolveNames(connection, person, request), settings.get()]);
    return { connection, rollups, person, settings: rules, now: clock(), ...resolved };
  }

  /** A chart that cannot be drawn leaves the figures as they are. */
  async function drawn(picture: Picture | undefined, access: FileAccess): Promise<Drawn | undefined> {
    if (!picture) return undefined;
    try {
      const bytes = await artist.draw(picture.spec);
      const file = await saveFile({ name: picture.name, mime: 'image/png', bytes, access });
      return { file, alt: picture.alt, chart: picture.spec };
    } catch (error) {
      deps.log?.error({ err: error }, 'a chart could not be drawn');
      return undefined;
    }
  }

  async function recapOf(person: Person, locale: Locale, request: ReportRequest, how: { ahead: boolean }) {
    const recap = await computeRecap(await questionOf(person, request), how);
    const image = await drawn(recapPicture(recap, locale), accessOf(person));
    return recapCard(recap, sightsOf(withoutOthers(person)), locale, image);
  }

  const exportFiles: Reports['exportFiles'] = async (person, request, formats, locale) => {
    const question = await questionOf(person, request);
    const { settings: rules, names } = question;
    const { from, to } = request.period;
    const byLine = needsLines(request);
    const { money } = sightsOf(question.person);
    const sheet = reportSheet({
      locale: locale ?? rules.locale,
      currency: rules.currency,
      money,
      names,
      period: { from, to },
      byLine,
    });
    const rows = readRows(connection, question.person, question.request, request.period, {
      lines: byLine,
      review: false,
    });
    const stem = ['report', from, to, ...(request.by ? ['by', request.by] : [])].join('-');
    return sheetFiles(stem, sheet, exportRowsOf(rows, byLine), formats);
  };

  const figures: Reports['figures'] = async (person, request) => computeReport(await questionOf(person, request));

  return {
    figures,

    async report(person, locale, request) {
      const result = await figures(person, request);
      const image = await drawn(pictureOf(result, locale), accessOf(person));
      return { result, card: reportCard(result, sightsOf(withoutOthers(person)), locale, image) };
    },

    async recap(audience, team, locale, week) {
      const filters = team === undefined ? {} : { team: [team] };
      const request = { period: periodOf('week', week), filters, currentOwner: false };
      return recapOf(audience, locale, request, { ahead: false });
    },

    review: (person, locale, request) => recapOf(person, locale, request, { ahead: true }),

    exportFiles,
    async exportRows(person, request, format, locale) {
      return (await exportFiles(person, request, [format], locale)).files[0]!;
    },

    async sumUp(now) {
      const { timezone } = await settings.get();
      await rollups.tick(now, dateAt(now, timezone));
    },

    mended: rollups.mended,
    close: () => artist.close(),
  };
}

const accessOf = (person: Person): FileAccess =>
  person.id ? { members: [person.id] } : { members: [], audience: { roles: person.roles, teams: person.teams } };

/** What may not be read may not be grouped or filtered by either. */
function refuseHidden(request: ReportRequest, { mayUse, money }: Sights): void {
  const used = [...(request.by ? [request.by] : []), ...filterNames.filter((name) => request.filters[name])];
  const hidden = used.find((name) => !mayUse(name));
  if (hidden) throw new DeskError('error.report_hidden', { field: hidden }, { loudness: 'warn' });
  if (request.view && viewFor(request.view).money && !money)
    throw new DeskError('error.report_hidden', { field: request.view }, { loudness: 'warn' });
}
