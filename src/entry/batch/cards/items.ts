import type { Viewer } from '../../../members/viewer.ts';
import { moneyText } from '../../../money.ts';
import { orderName } from '../../../orders/order.ts';
import { type Locale, t } from '../../../text/index.ts';
import type { Rejection, Unit } from '../../import/types.ts';
import { rowNames } from '../group.ts';
import { type Plan, wrongRows } from '../plan.ts';
import type { RightOrder, Verdict } from '../verdict.ts';
import { approvalWords, dateWords, lineWords, missWords, readsPrices } from './outlook-words.ts';
import type { Item } from './pages.ts';

/** An amount for those who read amounts of their own orders. */
export const amountFor = (viewer: Viewer, minor: number, currency: string): string | undefined =>
  readsPrices(viewer) ? moneyText(minor, currency) : undefined;

/** What is said of an order, after the rows that it is in. */
const inRows = (locale: Locale, unit: Unit, what: string): string =>
  t(locale, unit.rows.length > 1 ? 'batch.row_several' : 'batch.row', { rows: rowNames(unit), what });

/** A row that has to be corrected, with all its reasons. */
function wrongItem({ locale }: Viewer, { row, reasons }: Rejection): Item {
  const what = reasons.map((reason) => reason.sentence(locale)).join(' ');
  return { text: t(locale, 'batch.row', { rows: String(row.row), what }), tone: 'bad' };
}

/** Whether something of a right order is to be looked at before it is filed. */
export const isMarked = ({ doubts, misses, lacksAddress }: RightOrder): boolean =>
  doubts.length > 0 || misses.length > 0 || lacksAddress;

function rightItem(viewer: Viewer, order: RightOrder, plan: Pick<Plan, 'currency' | 'members'>): Item {
  const { locale } = viewer;
  const what = t(locale, 'batch.order_row', order.customer);
  const looks = [...missWords(viewer, order), ...approvalWords(viewer, order, plan)];
  const details = [
    dateWords(viewer, order),
    ...lineWords(viewer, order),
    amountFor(viewer, order.total, plan.currency),
    ...looks,
    order.lacksAddress ? t(locale, 'batch.no_address') : undefined,
    t(locale, 'batch.ok'),
    ...order.doubts.map((doubt) => doubt.sentence(locale)),
  ];
  return {
    text: inRows(locale, order.unit, what),
    detail: details.filter(Boolean).join(' · '),
    tone: isMarked(order) ? 'warn' : 'good',
  };
}

/** An order that was there before. */
export const thereItem = ({ locale }: Viewer, { unit, order }: Verdict & { kind: 'there' }): Item => ({
  text: inRows(locale, unit, t(locale, 'batch.was_filed', { order: orderName(order) })),
  tone: 'info',
});

/** The rows to correct, each with its reasons. */
export const wrongItems = (viewer: Viewer, verdicts: readonly Verdict[]): Item[] =>
  wrongRows(verdicts).map((rejection) => wrongItem(viewer, rejection));

/** A verdict per row, what needs the person first: to correct, to look at, to file, there already. */
export function verdictItems(viewer: Viewer, plan: Pick<Plan, 'verdicts' | 'currency' | 'members'>): Item[] {
  const { verdicts } = plan;
  const right = verdicts.filter((v): v is RightOrder => v.kind === 'right');
  const byDoubt = right.toSorted((a, b) => b.doubts.length - a.doubts.length);
  return [
    ...wrongItems(viewer, verdicts),
    ...byDoubt.map((order) => rightItem(viewer, order, plan)),
    ...verdicts.flatMap((v) => (v.kind === 'there' ? [thereItem(viewer, v)] : [])),
  ];
}
