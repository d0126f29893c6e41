import { onlyFor } from '../files/file.ts';
import { may } from '../members/ability.ts';
import { monthReport, parseRequest, type ReportRequest, requestSchema } from '../reports/request.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';

async function reply(request: ReportRequest, { desk, person, locale }: CommandContext): Promise<Reply> {
  return { card: (await desk.reports.report(person, locale, request)).card };
}

/** The rows of a report as a file that only the person may read. */
async function exported(request: ReportRequest, { desk, person, locale }: CommandContext): Promise<Reply> {
  const made = await desk.reports.exportRows(person, request, 'csv', locale);
  const file = await desk.files.save({ ...made, access: onlyFor(person) });
  const title = t(locale, 'card.export.title');
  return { card: { title, blocks: [{ kind: 'file', file, label: made.name }], summary: `${title}: ${made.name}` } };
}

/** Figures and a chart for a period, by rights. */
export const report: Command = {
  name: 'report',
  words: { en: ['report', 'figures'], zh: ['报表', '统计'] },
  does: 'does.report',
  usage: {
    en: '[this month | last week | 2026-01-01..2026-03-31] [by customer | product | owner …]',
    zh: '[本月 | 上周 | 2026-01-01..2026-03-31] [按客户 | 按产品 | 按业务员 …]',
  },
  may: (person) => may(person, 'report'),
  typed: (words, context) => reply(parseRequest(words, context.today), context),
  pressed(input, context) {
    const given = requestSchema.safeParse(input.request);
    const request = given.success ? given.data : monthReport(context.today);
    return input.export ? exported(request, context) : reply(request, context);
  },
};
