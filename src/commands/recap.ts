import { addDays } from '../dates.ts';
import { may } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { periodOf } from '../reports/period.ts';
import { monthReport, parseRequest, type ReportRequest, requestSchema } from '../reports/request.ts';
import type { Command, CommandContext, Reply } from './command.ts';

/** Who sells and manages nobody looks back on the own month; everybody else on the week before, of the own team if there is one. */
function usual({ roles, teams, id }: Person, today: string): ReportRequest {
  const manages = roles.some((role) => role !== 'sales');
  if (!manages && id) return { ...monthReport(today), filters: { owner: [id] } };
  const filters = roles.includes('manager') && teams.length === 1 ? { team: [...teams] } : {};
  return { ...monthReport(today), period: periodOf('week', addDays(today, -7)), filters };
}

/** What was typed, of this month where it says no period; without words the usual recap. */
function requestOf(words: string, { person, today }: CommandContext): ReportRequest {
  if (words.trim() === '') return usual(person, today);
  const plain = parseRequest(words, today);
  return { ...plain, by: undefined, view: undefined };
}

const reply = async (request: ReportRequest, { desk, person, locale }: CommandContext): Promise<Reply> => ({
  card: await desk.reports.review(person, locale, request),
});

/** Looks back on a period: the own one, a team's, a customer's or a product's. */
export const recap: Command = {
  name: 'recap',
  words: { en: ['recap', 'look-back'], zh: ['回顾', '复盘'] },
  does: 'does.recap',
  usage: {
    en: '[this month | last week | …] [owner:me | team:… | customer:… | product:…]',
    zh: '[本月 | 上周 | …] [业务员:我 | 团队:… | 客户:… | 产品:…]',
  },
  may: (person) => may(person, 'report'),
  typed: (words, context) => reply(requestOf(words, context), context),
  pressed(input, context) {
    const given = requestSchema.safeParse(input.request);
    return reply(given.success ? given.data : usual(context.person, context.today), context);
  },
};
