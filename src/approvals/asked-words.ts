import { sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { moneyText } from '../money.ts';
import type { Asked, Order } from '../orders/order.ts';
import { isForSecurity, openSecurity } from '../orders/security.ts';
import { t } from '../text/index.ts';

/** A question to the owner in words: of a prepayment or a guarantee how much it is, to who reads amounts, and what was said with it. */
export function askedWords({ locale, person }: Pick<Viewer, 'locale' | 'person'>, order: Order, asked: Asked): string {
  const security = isForSecurity(order, asked) ? openSecurity(order) : undefined;
  if (!security) return asked.text;
  const values = { kind: t(locale, `security.${security.kind}`), amount: moneyText(security.amount, order.currency) };
  const isTold = sees(person, 'commercial', order) === 'full';
  const words = t(locale, isTold ? 'security.asked' : 'security.asked_plain', values);
  return [words, asked.text].filter(Boolean).join(' · ');
}
