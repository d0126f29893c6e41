import { z } from 'zod';
import { exportEntry } from '../../audit/export-entry.ts';
import { reportExport } from '../../reports/export.ts';
import { parseRequest } from '../../reports/request.ts';
import { mimeOf, sheetFormats } from '../../spreadsheet/index.ts';
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
  deed: 'report',
  async get({ q, format }, { desk, actor, person, locale, today }) {
    const request = parseRequest(q, today);
    const made = await desk.reports.exportFiles(person, request, [format], locale);
    await desk.audit.record(exportEntry(actor, reportExport(request.period, locale), made.rows));
    return made.files[0]!;
  },
});
