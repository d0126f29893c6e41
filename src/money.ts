/**
 * Numbers are integers: money in minor units (cents), unit prices in 1/10,000 of the major unit, quantities in
 * thousandths, discounts and tax rates in basis points (1/100 %).
 */
export const priceScale = 10_000;
export const quantityScale = 1_000;
export const wholeDiscount = 10_000;

/** Whether a text is the code of a currency that the machine knows, in capitals. */
export const isCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code);

const knownDigits = new Map<string, number>();

/** How many digits the minor unit has (JPY 0, CNY and USD 2, KWD 3), as ISO 4217 has it. */
export function minorDigits(currency: string): number {
  const known = knownDigits.get(currency);
  if (known !== undefined) return known;
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  knownDigits.set(currency, digits);
  return digits;
}

/** Integer division rounded half away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const half = denominator / 2n;
  return numerator >= 0n ? (numerator + half) / denominator : -((-numerator + half) / denominator);
}

/** A line's amount in minor units: quantity × price × (1 − discount), rounded once, half away from zero. */
export function lineAmount(line: { quantity: number; unitPrice: number; discount: number }, currency: string): number {
  const product = BigInt(line.quantity) * BigInt(line.unitPrice) * BigInt(wholeDiscount - line.discount);
  const scale = BigInt(priceScale) * BigInt(quantityScale) * BigInt(wholeDiscount);
  return Number(divideRounded(product * 10n ** BigInt(minorDigits(currency)), scale));
}

/**
 * Reads a decimal text exactly into an integer of 1/`scale`; undefined when it is no number or has more digits than
 * the scale can hold. `1,234.50` and `1234.5` are read; a lone comma with other than three digits after it is refused.
 */
export function parseDecimal(text: string, scale: number): number | undefined {
  // Full-width digits and signs, as Chinese keyboards type them, are the same number.
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^(-?\d{1,3})((?:,\d{3})+)(?=\.|$)/, (whole) => whole.replaceAll(',', ''));
  const match = /^(-?)(\d+)?(?:\.(\d+))?$/.exec(plain);
  if (!match || (match[2] === undefined && match[3] === undefined)) return undefined;
  const digits = String(scale).length - 1;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const value = Number(`${match[2] ?? '0'}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(value)) return undefined;
  return match[1] && value !== 0 ? -value : value;
}

/** An integer of 1/`scale` as a plain decimal text without needless zeros: 2500 of 1/1000 is `2.5`. */
export function decimalText(value: number, scale: number): string {
  const digits = String(scale).length - 1;
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  const fraction = digits ? text.slice(-digits).replace(/0+$/, '') : '';
  const whole = digits ? text.slice(0, -digits) : text;
  return `${value < 0 ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Money as a plain decimal text with all its digits (`1265793.29`), for files and APIs. */
export function moneyDecimal(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const fraction = digits ? `.${text.slice(-digits)}` : '';
  return `${minor < 0 ? '-' : ''}${digits ? text.slice(0, -digits) : text}${fraction}`;
}

/** An amount as a person reads it where the currency is said beside it: `1,265,793.29`. */
export function amountText(minor: number, currency: string): string {
  const [whole = '0', fraction] = moneyDecimal(minor, currency).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction ? `.${fraction}` : ''}`;
}

/** Money as a person reads it: `CNY 1,265,793.29`. */
export const moneyText = (minor: number, currency: string): string => `${currency} ${amountText(minor, currency)}`;

/** A unit price with at least the currency's own digits, without the currency: 9.5 becomes `9.50`, 0.0125 stays. */
export function priceText(price: number, currency: string): string {
  const [whole = '0', fraction = ''] = decimalText(price, priceScale).split('.');
  const digits = fraction.padEnd(minorDigits(currency), '0');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${digits ? `.${digits}` : ''}`;
}

/** A price with its currency: `CNY 9.50`. */
export const priceWithCurrency = (price: number, currency: string): string =>
  `${currency} ${priceText(price, currency)}`;
