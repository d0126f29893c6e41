import { amountOf } from '../pay-words.ts';

/** An amount in minor units of a currency; undefined where nothing was typed. Throws at the field. */
export const amountIn = (text: string | undefined, currency: string): number | undefined =>
  text === undefined ? undefined : amountOf(text, currency);
