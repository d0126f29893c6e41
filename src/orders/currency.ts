import { DeskError } from '../errors.ts';
import { divideRounded, minorDigits } from '../money.ts';
import type { Settings } from '../settings/settings.ts';

/** One whole, in the millionths that rates are kept in. */
export const wholeRate = 1_000_000;

/** Base currency units per unit of `currency`, in millionths. Throws when the settings hold no rate for it. */
export function rateOf(currency: string, settings: Pick<Settings, 'currency' | 'rates'>): number {
  if (currency === settings.currency) return wholeRate;
  const rate = settings.rates[currency];
  if (rate === undefined)
    throw new DeskError('error.no_rate', { currency, base: settings.currency }, { field: 'currency' });
  return rate;
}

/** An amount in the base currency, minor units, rounded half away from zero. */
export function toBase(amount: number, currency: string, rate: number, base: string): number {
  const shift = minorDigits(base) - minorDigits(currency);
  const up = 10n ** BigInt(Math.max(0, shift));
  const down = 10n ** BigInt(Math.max(0, -shift));
  return Number(divideRounded(BigInt(amount) * BigInt(rate) * up, BigInt(wholeRate) * down));
}
