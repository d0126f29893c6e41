import type { Connection } from 'mongoose';
import { decidedFor, type Meanwhile, mostTold } from '../approvals/meanwhile.ts';
import type { Block, Button, Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox-row.ts';
import { shortTimeAt } from '../dates.ts';
import { mayRead } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import { standInOf } from '../members/stand-in.ts';
import type { Viewer } from '../members/viewer.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { nameOf, noteWords } from '../orders/cards/words.ts';
import { orderName } from '../orders/order.ts';
import { type Locale, t } from '../text/index.ts';
import type { AbsenceEvent } from './absence-rows.ts';

const button = (locale: Locale, key: 'card.away.back' | 'card.away.change' | 'card.away.day'): Button => {
  const intents = {
    'card.away.back': { command: 'away', input: { step: 'back' } },
    'card.away.change': { command: 'away', input: { step: 'form' } },
    'card.away.day': { command: 'day', input: {} },
  };
  return { label: t(locale, key), intent: intents[key] };
};

/** Who decides for somebody who is away, in words; nobody is said loudly. */
export function standInBlock(locale: Locale, member: Member, members: readonly Member[]): Block {
  const id = standInOf(member, new Map(members.map((m) => [m._id, m])));
  const name = nameOf(members, member.away?.standIn, locale);
  if (id === undefined) return { kind: 'text', text: t(locale, 'card.away.nobody', { name }), tone: 'bad' };
  const who = nameOf(members, id, locale);
  return id === member.away?.standIn
    ? { kind: 'text', text: t(locale, 'card.away.decides', { name: who }) }
    : { kind: 'text', text: t(locale, 'card.away.decides_for', { name: who, standIn: name }) };
}

function meanwhileItem({ order, entry }: Meanwhile, { locale, member }: Viewer, members: readonly Member[]) {
  const at = shortTimeAt(entry.at, member?.timezone ?? 'UTC');
  const what = [t(locale, `did.${entry.action}`), noteWords(locale, entry)].filter(Boolean).join(' · ');
  return {
    text: t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name }),
    detail: `${at} · ${nameOf(members, entry.by, locale)} · ${what}`,
    buttons: [openButton(locale, order)],
  };
}

/** Welcomes somebody who is back: what was decided for them meanwhile, of what they may read. */
export async function backCard(
  connection: Connection,
  viewer: Viewer,
  since: Date,
  members: readonly Member[],
): Promise<Card> {
  const { locale, person } = viewer;
  const all = await decidedFor(connection, person.id ?? '', since);
  const seen = all.filter(({ order }) => mayRead(person, 'Order', order));
  const title = t(locale, 'card.back.title');
  return {
    title,
    tone: 'good',
    blocks: [
      { kind: 'text', text: t(locale, 'card.back.text') },
      { kind: 'text', text: t(locale, 'card.back.meanwhile'), style: 'strong' },
      {
        kind: 'list',
        items: seen.slice(0, mostTold).map((one) => meanwhileItem(one, viewer, members)),
        empty: t(locale, 'card.back.nothing'),
      },
      ...(all.length > mostTold ? [{ kind: 'text' as const, text: t(locale, 'card.back.more', { n: mostTold }) }] : []),
      { kind: 'buttons', buttons: [button(locale, 'card.away.day')] },
    ],
    summary: title,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the member reads who is away, or will be. */
function ownCard({ locale, member }: Viewer, row: Record<string, unknown>, members: readonly Member[]): Card {
  const event = row.event as Exclude<AbsenceEvent, 'back' | 'over'>;
  const values = { from: text(row.from), until: text(row.until), name: nameOf(members, text(row.standIn), locale) };
  const title = t(locale, `card.away.own_${event}`, values);
  const now = member?.away;
  const buttons = event === 'planned' || !now ? [] : [button(locale, 'card.away.back')];
  return {
    title,
    tone: event === 'alone' ? 'bad' : 'info',
    blocks: [
      ...(now && member && event !== 'planned' ? [standInBlock(locale, member, members)] : []),
      { kind: 'buttons', buttons: [...buttons, button(locale, 'card.away.change')] },
    ],
    summary: title,
  };
}

/** What the stand-in reads; an admin, where somebody who is away has nobody any more. */
function othersCard({ locale }: Viewer, row: Record<string, unknown>, members: readonly Member[]): Card {
  const event = row.event as Exclude<AbsenceEvent, 'back'>;
  const name = nameOf(members, text(row.member), locale);
  const standIn = nameOf(members, text(row.standIn), locale);
  const title = t(locale, `card.away.other_${event}`, { from: text(row.from), until: text(row.until), name, standIn });
  return {
    title,
    tone: event === 'alone' ? 'bad' : 'info',
    blocks: [
      ...(event === 'begun' || event === 'alone'
        ? [{ kind: 'text' as const, text: t(locale, `card.away.text_${event}`, { name }) }]
        : []),
      { kind: 'buttons', buttons: [button(locale, 'card.away.day')] },
    ],
    summary: title,
  };
}

/** The card of an absence as it is true now. */
export async function drawAbsence(
  connection: Connection,
  viewer: Viewer,
  { data = {} }: Pick<OutboxRow, 'data'>,
  members: readonly Member[],
): Promise<Card | undefined> {
  if (data.event === 'back') return backCard(connection, viewer, new Date(text(data.since)), members);
  return data.member === viewer.person.id ? ownCard(viewer, data, members) : othersCard(viewer, data, members);
}
