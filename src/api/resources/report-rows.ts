import { z } from 'zod';
import { exportEntry } from '../../audit/export-entry.ts';
import { may } from '../../members/ability.ts';
import { parseRequest } from '../../reports/request.ts';
import { mimeOf, sheetFormats } from '../../spreadsheet/index.ts';
import { t } from '../../text/index.ts';
import { resource } from '../resource.ts';
import { question } from './question.ts';

/** The orders, or lines, that a report sums up. */
export const reportRows = resource({
  path: '/report/rows',
  operation: 'getReportRows',
  does: 'The orders (by product or category: their lines) that the report of the same words sums up, as a file. It is on the audit trail.',
  query: question.extend({
    format: z.enum(sheetFormats).default('csv').describe('CSV in UTF-8, or an Excel workbook.'),
  }),
  files: sheetFormats.map((format) => mimeOf[format]),
  may: (person) => may(person, 'report'),
  async get({ q, format }, { desk, actor, person, locale, today }) {
    const request = parseRequest(q, today);
    const made = await desk.reports.exportFiles(person, request, [format], locale);
    const { from, to } = request.period;
    await desk.audit.record(
      exportEntry(actor, { id: 'report', title: t(locale, 'export.report', { from, to }) }, made.rows),
    );
    return made.files[0]!;
  },
});
