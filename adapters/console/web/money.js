// Live totals, by the same rules as the desk: integers, each line rounded once, half away from zero.

/** Reads a decimal text into an integer of 1/`scale`; undefined when it is none. */
export function parseDecimal(text, digits) {
  const plain = text.trim().replace(/^(-?\d{1,3})((?:,\d{3})+)(?=\.|$)/, (whole) => whole.replaceAll(',', ''));
  const match = /^(\d+)?(?:\.(\d+))?$/.exec(plain);
  if (!match || (match[1] === undefined && match[2] === undefined)) return undefined;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  return BigInt(`${match[1] ?? '0'}${fraction.padEnd(digits, '0')}`);
}

/** Whether all lines of a product together ask for more than is available of it; lines are `{sku, quantity}`. */
export function isShort({ sku, available }, lines) {
  const there = parseDecimal(available ?? '', 3);
  if (there === undefined || sku === '') return false;
  const asked = lines.filter((line) => line.sku === sku).map((line) => parseDecimal(line.quantity, 3) ?? 0n);
  return asked.reduce((a, b) => a + b, 0n) > there;
}

/** Reads a discount in per cent (`10`, `10%`, `2.5 %`, empty = none) into basis points; undefined when it is none. */
export function parseDiscount(text) {
  const plain = text.replace(/[%％]\s*$/, '').trim();
  const value = plain === '' ? 0n : parseDecimal(plain, 2);
  return value === undefined || value > 10_000n ? undefined : value;
}

/** How many digits the minor unit of a currency has. */
export const minorDigits = (currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;

/** A line's amount in minor units; undefined while something is missing or is no number. */
export function lineAmount({ quantity, price, discount = '' }, currency) {
  const [q, p, d] = [parseDecimal(quantity, 3), parseDecimal(price ?? '', 4), parseDiscount(discount)];
  if (q === undefined || p === undefined || d === undefined) return undefined;
  const product = q * p * (10_000n - d) * 10n ** BigInt(minorDigits(currency));
  const scale = 10_000n * 1_000n * 10_000n;
  return (product + scale / 2n) / scale;
}

/** Minor units as a person reads them: `CNY 1,234.50`. */
export function moneyText(minor, currency) {
  const digits = minorDigits(currency);
  const text = String(minor).padStart(digits + 1, '0');
  const whole = digits ? text.slice(0, -digits) : text;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${currency} ${grouped}${digits ? `.${text.slice(-digits)}` : ''}`;
}
