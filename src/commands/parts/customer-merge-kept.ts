import type { Block } from '../../chat/card.ts';
import { termsText } from '../../customers/card-fields.ts';
import type { Customer } from '../../customers/customer.ts';
import { sees } from '../../members/ability.ts';
import type { Member } from '../../members/member.ts';
import { moneyText } from '../../money.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';

type Pair = { from: Customer; into: Customer };

/** Limits are shown where the person reads the figures of both. */
const readsLimits = ({ from, into }: Pair, { person }: CommandContext): boolean =>
  [from, into].every((one) => sees(person, 'credit', one) === 'full');

const limitText = ({ creditLimit }: Customer, currency: string, { locale }: CommandContext): string =>
  creditLimit === undefined ? t(locale, 'customer.no_limit') : moneyText(creditLimit, currency);

const ownerText = ({ owner }: Customer, members: readonly Member[], { locale }: CommandContext): string =>
  members.find(({ _id }) => _id === owner)?.name ?? t(locale, 'word.nobody');

/** Said aloud where the one that stays has no limit and the other one has: nobody is asked about its credit any more. */
function lostLimit({ from, into }: Pair, currency: string, { locale }: CommandContext): Block[] {
  const { creditLimit: limit } = from;
  if (limit === undefined || into.creditLimit !== undefined) return [];
  const values = { from: from.code, into: into.code, limit: moneyText(limit, currency) };
  return [{ kind: 'text', text: t(locale, 'merge.lost_limit', values), tone: 'bad' }];
}

/** What nobody chooses in a merge, of both side by side: owner, terms and limit are those of the one that stays. */
export async function keptBlocks(pair: Pair, context: CommandContext): Promise<Block[]> {
  const { desk, locale } = context;
  const { into, from } = pair;
  const [members, { currency }] = await Promise.all([desk.members.all(), desk.settings.get()]);
  const isRead = readsLimits(pair, context);
  const row = (label: string, textOf: (one: Customer) => string) => [label, textOf(into), textOf(from)];
  const columns = [
    { label: t(locale, 'merge.field') },
    { label: t(locale, 'merge.stays_of', { code: into.code }) },
    { label: t(locale, 'merge.goes_of', { code: from.code }) },
  ];
  const rows = [
    row(t(locale, 'field.owner'), (one) => ownerText(one, members, context)),
    row(t(locale, 'customer.terms'), ({ paymentDays }) => termsText(locale, paymentDays)),
    ...(isRead ? [row(t(locale, 'field.credit_limit'), (one) => limitText(one, currency, context))] : []),
  ];
  return [
    { kind: 'table', columns, rows, caption: t(locale, 'merge.kept', { into: into.code }) },
    ...(isRead ? lostLimit(pair, currency, context) : []),
  ];
}
