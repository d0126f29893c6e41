import { may } from '../members/ability.ts';
import { reportExport } from '../reports/export.ts';
import { monthReport, parseRequest, type ReportRequest, requestSchema } from '../reports/request.ts';
import { sheetFormats } from '../spreadsheet/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { exportAnswer } from './exports/answer.ts';
import { exportWords } from './exports/words.ts';

async function reply(request: ReportRequest, { desk, person, locale }: CommandContext): Promise<Reply> {
  return { card: (await desk.reports.report(person, locale, request)).card };
}

/** The rows of a report as files that only the person may read. */
async function exported(request: ReportRequest, context: CommandContext): Promise<Reply> {
  const { desk, person, locale } = context;
  const made = await desk.reports.exportFiles(person, request, sheetFormats, locale);
  return exportAnswer(reportExport(request.period, locale), made, context);
}

/** Figures and a chart for a period, by rights. */
export const report: Command = {
  name: 'report',
  words: { en: ['report', 'figures'], zh: ['报表', '统计'] },
  does: 'does.report',
  usage: {
    en: '[this month | last week | 2026-01-01..2026-03-31] [by customer | product | owner …] [export]',
    zh: '[本月 | 上周 | 2026-01-01..2026-03-31] [按客户 | 按产品 | 按业务员 …] [导出]',
  },
  may: (person) => may(person, 'report'),
  typed(words, context) {
    const { rest, exports } = exportWords(words);
    const request = parseRequest(rest, context.today);
    return exports ? exported(request, context) : reply(request, context);
  },
  pressed(input, context) {
    const given = requestSchema.safeParse(input.request);
    const request = given.success ? given.data : monthReport(context.today);
    return input.export ? exported(request, context) : reply(request, context);
  },
};
