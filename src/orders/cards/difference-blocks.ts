import type { Block } from '../../chat/card.ts';
import { sees } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { decimalText, moneyText, priceText, quantityScale } from '../../money.ts';
import { type Locale, t } from '../../text/index.ts';
import { type Difference, differences } from '../difference.ts';
import type { ChangeContent, Line, Order } from '../order.ts';
import { termsWords } from './words.ts';

/** Rows that one card shows; an order of two hundred changed lines is looked at in its two versions. */
const mostRows = 30;

type Row = [what: string, before: string, after: string];
type Reader = { locale: Locale; currency: string; seesMoney: boolean };

/** How each part of a line is written. */
const parts = {
  quantity: {
    label: 'label.quantity',
    isMoney: false,
    text: (l: Line) => `${decimalText(l.quantity, quantityScale)} ${l.unit}`,
  },
  unitPrice: {
    label: 'label.price',
    isMoney: true,
    text: (l: Line, currency: string) => priceText(l.unitPrice, currency),
  },
  discount: { label: 'label.discount', isMoney: true, text: (l: Line) => `${decimalText(l.discount, 100)} %` },
  amount: { label: 'label.amount', isMoney: true, text: (l: Line, currency: string) => moneyText(l.amount, currency) },
} as const;

function rowsOf(difference: Difference, { locale, currency, seesMoney }: Reader): Row[] {
  switch (difference.kind) {
    case 'added':
      return [[difference.line.sku, '—', parts.quantity.text(difference.line)]];
    case 'removed':
      return [[difference.line.sku, parts.quantity.text(difference.line), '—']];
    case 'line':
      return difference.parts
        .filter((part) => part !== 'amount' && (seesMoney || !parts[part].isMoney))
        .map((part) => {
          const { label, text } = parts[part];
          const { before, after } = difference;
          return [`${after.sku} · ${t(locale, label)}`, text(before, currency), text(after, currency)];
        });
    case 'date': {
      const label = difference.of === 'requestedDate' ? 'label.requested' : 'label.promised';
      return [[t(locale, label), difference.before ?? '—', difference.after ?? '—']];
    }
    case 'terms':
      return [[t(locale, 'label.terms'), termsWords(locale, difference.before), termsWords(locale, difference.after)]];
    case 'total':
      return seesMoney
        ? [[t(locale, 'label.total'), moneyText(difference.before, currency), moneyText(difference.after, currency)]]
        : [];
  }
}

/** Before and after of a change, as far as the viewer may read it; nothing where nothing that is read differs. */
export function differenceBlocks(
  { locale, person }: Viewer,
  order: Order,
  before: ChangeContent,
  after: ChangeContent,
): Block[] {
  const reader = { locale, currency: order.currency, seesMoney: sees(person, 'commercial', order) === 'full' };
  const rows = differences(before, after).flatMap((d) => rowsOf(d, reader));
  if (rows.length === 0) return [];
  const columns = [
    { label: t(locale, 'label.what') },
    { label: t(locale, 'label.before'), align: 'right' as const },
    { label: t(locale, 'label.after'), align: 'right' as const },
  ];
  const left = rows.length - mostRows;
  const more: Block[] =
    left > 0 ? [{ kind: 'text', text: t(locale, 'word.all_lines', { n: left }), style: 'quiet' }] : [];
  return [{ kind: 'table', columns, rows: rows.slice(0, mostRows) }, ...more];
}
