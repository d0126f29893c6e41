import type { Member } from '../members/member.ts';
import { moneyText } from '../money.ts';
import type { Seat } from '../orders/order.ts';
import type { ApprovalRule, Settings } from '../settings/settings.ts';
import { type Locale, listed, t } from '../text/index.ts';
import { amountOf, isAdded } from './rules.ts';

type People = readonly Pick<Member, '_id' | 'name' | 'active'>[];
type Asked = { readonly seats: readonly Seat[]; readonly need: 'any' | 'all' };

/** A person by name; one who has left is marked. */
export function personWords(locale: Locale, id: string, members: People): string {
  const member = members.find((m) => m._id === id);
  if (!member) return t(locale, 'rules.unknown_person');
  return member.active ? member.name : t(locale, 'rules.left', { name: member.name });
}

const seatWords = (locale: Locale, { role, person }: Seat, members: People): string =>
  person ? personWords(locale, person, members) : role ? t(locale, `role.${role}`) : '';

/** Whom a step asks: one role or person, any of several, or all of them. */
export function stepWords(locale: Locale, { seats, need }: Asked, members: People): string {
  const names = seats.map((seat) => seatWords(locale, seat, members));
  const last = names.at(-1) ?? '';
  if (names.length <= 1) return last;
  if (need === 'any') return t(locale, 'rules.any_of', { who: listed(locale, names) });
  const who = t(locale, 'rules.and', { who: listed(locale, names.slice(0, -1)), last });
  return t(locale, 'rules.all_of', { who });
}

/** The way of an order: whom it goes to, one after the other. */
export function wayWords(locale: Locale, steps: readonly Asked[], members: People): string {
  if (steps.length === 0) return t(locale, 'rules.at_once');
  return steps
    .map((step) => stepWords(locale, step, members))
    .reduce((first, next) => t(locale, 'rules.then', { first, next }));
}

/** When a rule holds. */
function conditionWords(
  locale: Locale,
  { on, from }: ApprovalRule,
  settings: Pick<Settings, 'currency' | 'sizeLarge' | 'sizeMedium'>,
): string {
  if (from === undefined) return t(locale, on === 'amount' ? 'rules.any_amount' : `reason.${on}`);
  const amount = moneyText(amountOf(from, settings), settings.currency);
  const what = { on: t(locale, `reason.${on}`), amount };
  return typeof from === 'number'
    ? t(locale, 'rules.from', what)
    : t(locale, 'rules.from_size', { ...what, size: t(locale, `size.${from}`) });
}

/** A rule in words: `amount from CNY 10,000.00 (medium) → manager`. */
export function ruleWords(locale: Locale, rule: ApprovalRule, settings: Settings, members: People): string {
  const line = t(locale, 'rules.line', {
    when: conditionWords(locale, rule, settings),
    who: wayWords(locale, rule.steps, members),
  });
  return isAdded(rule) ? t(locale, 'rules.added', { rule: line }) : line;
}

/** Whether a rule names somebody who has left. */
export const namesSomebodyGone = (rule: ApprovalRule, members: People): boolean =>
  rule.steps.some(({ seats }) =>
    seats.some((seat: Seat) => seat.person && !members.some((m) => m._id === seat.person && m.active)),
  );
