import { countedStates } from '../../orders/stages.ts';
import { t } from '../../text/index.ts';
import { tableBlocks } from '../card-table.ts';
import { groupText, orders, percentOf } from '../format.ts';
import { altItem, altOf, measures } from '../picture-parts.ts';
import type { ReportResult } from '../result.ts';
import type { View } from './view.ts';

/** The states of the period's orders, in the order in which an order goes through them. */
function statesOf({ now }: ReportResult) {
  const groups = new Map((now.groups.status ?? []).map((group) => [group.key, group]));
  return countedStates.flatMap((state) => groups.get(state) ?? []);
}

/** How far the orders of the period have come. */
export const funnel: View = {
  name: 'funnel',
  groupings: () => ['status'],
  picture(result, locale) {
    const states = statesOf(result);
    if (states.length === 0) return undefined;
    const { short, full } = measures(result, locale);
    const title = t(locale, 'report.chart.funnel');
    const nameOf = (key: string) => groupText('status', { key }, result.names, locale);
    const textOf = (group: (typeof states)[number]) =>
      group.total === undefined
        ? orders(group.count, locale)
        : t(locale, 'report.funnel_text', { orders: orders(group.count, locale), amount: short(group) });
    const items = states.map((group) => ({ label: nameOf(group.key), value: group.count, text: textOf(group) }));
    const said = states.map((group) =>
      altItem(
        locale,
        nameOf(group.key),
        group.total === undefined
          ? full(group)
          : t(locale, 'report.funnel_text', { orders: orders(group.count, locale), amount: full(group) }),
      ),
    );
    return {
      spec: { kind: 'bars', title, locale, whole: true, items },
      alt: altOf(locale, title, said, ''),
      name: 'funnel.png',
    };
  },
  say(result, { locale }) {
    const done = statesOf(result).filter(({ key }) => key === 'delivered' || key === 'completed');
    const count = done.reduce((sum, group) => sum + group.count, 0);
    if (result.now.count < 5 || count === 0) return '';
    const share = percentOf(count, result.now.count);
    return t(locale, 'report.say.funnel', { count: orders(count, locale), share });
  },
  blocks: (result, format) =>
    tableBlocks(
      result,
      'status',
      statesOf(result).map((group) => ({ ...group, before: { count: 0, ...(result.money && { total: 0 }) } })),
      format,
      countedStates.length,
      { compared: false },
    ),
};
