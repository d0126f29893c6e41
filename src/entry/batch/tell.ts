import type { Card } from '../../chat/card.ts';
import type { NewOutboxRow, OutboxRow } from '../../chat/outbox-row.ts';
import { sees } from '../../members/ability.ts';
import type { Member } from '../../members/member.ts';
import type { Viewer } from '../../members/viewer.ts';
import { moneyText } from '../../money.ts';
import type { DirectOf } from '../../notices/recipients.ts';
import { type Recipient, toChannels, toMember } from '../../notices/recipients.ts';
import type { Settings } from '../../settings/settings.ts';
import { t } from '../../text/index.ts';
import type { Work } from './work.ts';

/** What a digest says: `done` the result to who filed, `refused` to the same person that nothing was filed, `waiting` to those who decide, `filed` in the orders channels. */
type Said = 'done' | 'refused' | 'waiting' | 'filed';

type World = { settings: Settings; members: readonly Member[]; directOf: DirectOf };

/** A work ends once, but each of its runs can be refused. */
const rowOf = ({ _id, claim }: Work, said: Said, to: Recipient): NewOutboxRow => ({
  _id: `batch:${said}:${said === 'refused' ? `${claim}:` : ''}${_id}:${to.conversation}`,
  job: 'batch',
  ...to,
  data: { batch: _id, said },
});

/**
 * Who is told of the end of a work: the person who filed, where it went on by itself; and where nobody was told of each
 * order, each of those who decide once, and the channels of the orders once.
 */
export function digestRows(work: Work, { settings, members, directOf }: World): NewOutboxRow[] {
  const filer = members.find((m) => m._id === work.member);
  const own = filer && work.background ? toMember(filer, directOf).filter((to) => isWhere(work, to)) : [];
  const done = own.map((to) => rowOf(work, work.state === 'open' ? 'refused' : 'done', to));
  if (!work.quiet || work.filed === 0) return done;
  const waiting = members
    .filter((m) => m.active && (work.waiting?.[m._id] ?? 0) > 0)
    .flatMap((m) => toMember(m, directOf).map((to) => rowOf(work, 'waiting', to)));
  const channels = toChannels(settings, 'orders', filer?.teams[0]);
  return [...done, ...waiting, ...channels.map((to) => rowOf(work, 'filed', to))];
}

/** The chat from which the table came, where it is connected. */
const isWhere = ({ from }: Work, { conversation }: Recipient): boolean =>
  conversation.slice(0, conversation.indexOf(':')) === from.slice(0, from.indexOf(':'));

/** A digest to those who decide: how many of the table's orders wait for them, and where they decide. */
export function waitingDigest({ locale }: Viewer, n: number, who: string): Card {
  const title = t(locale, 'batch.waiting.title', { n });
  const open = { label: t(locale, 'batch.waiting.open'), intent: { command: 'pending', input: {} } };
  return {
    title,
    tone: 'warn',
    blocks: [
      { kind: 'text', text: t(locale, 'batch.waiting.text', { who }) },
      { kind: 'buttons', buttons: [{ ...open, style: 'primary' }] },
    ],
    summary: title,
  };
}

/** A digest to a shared conversation: how many orders there are, and what they come to where its audience reads amounts. */
export function filedDigest({ locale, person }: Viewer, work: Work, who: string, currency: string): Card {
  const { filed, pending, total } = work;
  const values = { who, n: filed, pending, approved: filed - pending };
  const text = t(locale, 'batch.filed.text', values);
  const isSeen = sees(person, 'commercial', {}) === 'full';
  const amount = { label: t(locale, 'batch.done.total'), value: moneyText(total, currency) };
  return {
    title: t(locale, 'batch.filed.title'),
    tone: 'info',
    blocks: [{ kind: 'text', text }, ...(isSeen ? [{ kind: 'fields' as const, fields: [amount] }] : [])],
    summary: text,
  };
}

/** Which digest a row of the outbox asks for. */
export const saidIn = (row: OutboxRow): { id: string; said: Said } => ({
  id: String(row.data?.batch),
  said: row.data?.said as Said,
});
