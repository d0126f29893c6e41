import { parseRequest } from '../../reports/request.ts';
import { resource } from '../resource.ts';
import { question } from './question.ts';
import { answerOf, reportAnswer } from './report-answer.ts';

/** The figures of a report. */
export const report = resource({
  path: '/report',
  operation: 'getReport',
  does: 'The figures of a period, by the rights of the member: the same as on the card of /order report with the same words.',
  query: question,
  answer: reportAnswer,
  deed: 'report',
  async get({ q }, { desk, person, locale, today }) {
    return answerOf(await desk.reports.figures(person, parseRequest(q, today)), locale);
  },
});
