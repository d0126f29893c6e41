import { DeskError } from '../../../errors.ts';
import { minorDigits, parseDecimal } from '../../../money.ts';

/** An amount in minor units of a currency; undefined where nothing was typed. Throws at its field. */
export function amountIn(text: string | undefined, currency: string, field = 'amount'): number | undefined {
  if (text === undefined) return undefined;
  const amount = parseDecimal(text, 10 ** minorDigits(currency));
  if (amount === undefined || amount <= 0) throw new DeskError('error.payment_amount', { text, currency }, { field });
  return amount;
}
