import type { Account } from './customers.ts';
import type { Random } from './random.ts';

const prefixes: Readonly<Record<string, string>> = {
  'SF Express 顺丰': 'SF',
  'Deppon 德邦': 'DPK',
  DHL: 'JD',
  UPS: '1Z',
};

/** Who brings a customer's goods: heavy ones at home by freight, others by express. */
export function carrierFor({ code, owner }: Pick<Account, 'code' | 'owner'>): string {
  const atHome = (owner === 'anna' || owner === 'leo') && code !== 'ACME';
  if (atHome) return code.length % 2 === 0 ? 'SF Express 顺丰' : 'Deppon 德邦';
  return code.length % 2 === 0 ? 'DHL' : 'UPS';
}

/** A tracking number of a carrier. */
export const trackingNo = (carrier: string, random: Pick<Random, 'whole'>): string =>
  `${prefixes[carrier] ?? ''}${random.whole(100_000, 999_999)}${random.whole(100_000, 999_999)}`;
