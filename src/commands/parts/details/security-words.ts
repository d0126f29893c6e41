import { isCurrency, minorDigits, parseDecimal } from '../../../money.ts';
import { underReview } from '../../../orders/content.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import type { Order } from '../../../orders/order.ts';
import type { securities } from '../../../orders/risk-fields.ts';

/** How a person says what is asked for. */
const said: readonly [RegExp, (typeof securities)[number]][] = [
  [/^(?:prepayment|deposit|预付款|预付|定金)/i, 'prepayment'],
  [/^(?:guarantee|担保|保函)/i, 'guarantee'],
];

/** Words of courtesy in front of it, and between it and how much it is. */
const courtesy = /^(?:(?:please|ask for|an?)\s|请|要求|\s)+/i;
const joint = /^[:：\s]*(?:of\s|为)?\s*/i;

/** How much of it: `3000`, `CNY 3000`, `3000元`, `3万`, `30%`, on a Chinese keyboard, too; then what else is said. */
const howMuch = new RegExp(
  [
    /^(?<sign>[A-Z]{3}|人民币|[¥￥$＄€£])?\s*/,
    /(?<number>[-－−]?(?:[\d０-９][\d０-９.,，．]*[\d０-９]|[\d０-９]))\s*/,
    /(?<times>[%％]|per ?cent\b|k\b|千|万)?\s*/,
    /(?<unit>[A-Z]{3}\b|元)?[\s.,，。;；:：、]*(?<rest>.*)$/,
  ]
    .map(({ source }) => source)
    .join(''),
  'su',
);

const times: Readonly<Record<string, number>> = { k: 1_000, 千: 1_000, 万: 10_000 };

/** What people write for the currency of an order. */
const signs: Readonly<Record<string, readonly string[]>> = {
  CNY: ['RMB', '人民币', '¥', '元'],
  JPY: ['¥'],
  USD: ['$'],
  EUR: ['€'],
  GBP: ['£'],
};

/** Basis points of an order's total, rounded up; not cut, so that too much is refused like any other amount. */
export const shareOf = (total: number, basisPoints: number): number => Math.ceil((total * basisPoints) / 10_000);

type Parts = Partial<Record<'sign' | 'number' | 'times' | 'unit' | 'rest', string>>;

/** Minor units of what was typed; not a number where it is none, or of another currency. */
function amountOf({ sign, number: written = '', times: factor, unit }: Parts, order: Order): number {
  const { total, currency } = underReview(order);
  const own = [currency, ...(signs[currency] ?? [])];
  if ([sign, unit].some((one) => one !== undefined && !own.includes(one.normalize('NFKC')))) return Number.NaN;
  const number = written.replace('−', '-');
  const isShare = factor !== undefined && /^[%％]|^per/.test(factor);
  const share = isShare ? parseDecimal(number, 100) : undefined;
  if (isShare) return share === undefined ? Number.NaN : shareOf(total, share);
  return parseDecimal(number, 10 ** minorDigits(currency) * (times[factor ?? ''] ?? 1)) ?? Number.NaN;
}

/** Three capitals behind a number are a currency, or belong to what else is said. */
function withoutWord(parts: Parts): Parts {
  const { unit, rest } = parts;
  if (!unit || !/^[A-Z]/.test(unit) || isCurrency(unit) || unit === 'RMB') return parts;
  return { ...parts, unit: undefined, rest: `${unit} ${rest}` };
}

/**
 * Reads `prepayment 3000 before Friday, please` or `要求 预付款 30%`: what is asked for, and as the note only what else is
 * said. What cannot be asked for is read, too, so that it is refused and not taken for a question. Undefined where no
 * amount follows.
 */
export function readSecurity(words: string, order: Order): MoveInput | undefined {
  const text = words.trim().replace(courtesy, '');
  const [pattern, kind] = said.find(([one]) => one.test(text)) ?? [];
  if (!pattern || !kind) return undefined;
  const found = howMuch.exec(text.replace(pattern, '').replace(joint, ''));
  if (!found) return undefined;
  const parts = withoutWord(found.groups ?? {});
  return { security: { kind, amount: amountOf(parts, order) }, text: parts.rest?.trim() || undefined };
}
