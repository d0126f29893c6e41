import type { Block, Button } from '../chat/card.ts';
import { type Locale, t } from '../text/index.ts';
import { capital, groupingText, groupText } from './format.ts';
import { exactly } from './narrow.ts';
import { type Period, periodBefore } from './period.ts';
import type { ReportRequest } from './request.ts';
import type { ReportResult } from './result.ts';
import type { Sights } from './rows.ts';
import { views } from './views/index.ts';
import { type FilterName, filterNames, type Grouping, groupings } from './vocabulary.ts';

/** Groups that get a button of their own. */
const drilled = 3;

/** What a button of a report means: the whole request, checked again when it is clicked. */
export const reportIntent = (request: ReportRequest, more: Readonly<Record<string, unknown>> = {}) => ({
  command: 'report',
  input: { request, ...more },
});

/** Buttons that look at the same from elsewhere: by another grouping, into a group, the period before, as a file. */
export function buttonBlocks(result: ReportResult, sights: Sights, locale: Locale): Block[] {
  const rows = [
    result.now.count > 0 ? groupingButtons(result, sights, locale) : [],
    drillButtons(result, locale),
    viewButtons(result, sights, locale),
    stepButtons(result, locale),
  ];
  return rows.filter((buttons) => buttons.length > 0).map((buttons) => ({ kind: 'buttons', buttons }));
}

const offered: readonly Grouping[] = ['customer', 'product', 'owner', 'team', 'size', 'status', 'month'];

function groupingButtons({ request }: ReportResult, sights: Sights, locale: Locale): Button[] {
  return groupings
    .filter((by) => offered.includes(by) && by !== request.by && sights.mayUse(by))
    .map((by) => ({
      label: t(locale, 'report.button.by', { by: groupingText(by, locale) }),
      intent: reportIntent({ ...request, by }),
    }));
}

/** Other looks at the same orders. */
const viewButtons = ({ request }: ReportResult, sights: Sights, locale: Locale): Button[] =>
  views
    .filter(({ name, money }) => name !== request.view && (!money || sights.money))
    .map(({ name }) => ({
      label: capital(t(locale, `report.view.${name}`)),
      intent: reportIntent({ ...request, view: name }),
    }));

/** Into the three largest groups: the same report of that group alone, by what it is made of. */
function drillButtons(result: ReportResult, locale: Locale): Button[] {
  const { by } = result.request;
  const name = filterNames.find((one) => one === by);
  if (!name || !result.groups) return [];
  const next: Grouping = name === 'customer' ? 'product' : 'customer';
  return result.groups
    .filter((group) => group.count > 0 && group.key !== '')
    .slice(0, drilled)
    .map((group) => ({
      label: t(locale, 'report.button.into', { name: groupText(name, group, result.names, locale) }),
      intent: reportIntent({
        ...result.request,
        by: next,
        filters: { ...result.request.filters, [name]: [filterFor(name, group.key)] },
      }),
    }));
}

const named: readonly FilterName[] = ['customer', 'product', 'region', 'category'];
const filterFor = (name: FilterName, key: string): string => (named.includes(name) ? `${exactly}${key}` : key);

function stepButtons(result: ReportResult, locale: Locale): Button[] {
  const { request } = result;
  const to = (period: Period) => reportIntent({ ...request, period });
  const buttons: Button[] = [{ label: t(locale, 'report.button.before'), intent: to(periodBefore(request.period)) }];
  if (result.now.count > 0)
    buttons.push({ label: t(locale, 'export.button'), intent: reportIntent(request, { export: true }) });
  return buttons;
}
