import type { ClientSession, Connection } from 'mongoose';
import { nativeId } from '../chat/address.ts';
import { inboxModel } from '../chat/inbox.ts';
import { outboxModel } from '../chat/outbox-row.ts';
import { postModel } from '../chat/posts.ts';
import { sealedModel } from '../chat/sealed.ts';
import { countChange } from '../database/versions.ts';
import type { Member } from '../members/member.ts';
import { settingsModel } from '../settings/model.ts';
import type { Channel } from '../settings/settings.ts';
import { companyName, sampleChannels } from './people.ts';

const isSample = (channel: Channel): boolean =>
  sampleChannels.some((c) => c.address === channel.address && c.purpose === channel.purpose);

/** Disconnects the sample's channels; the company's name is the user's to choose again. */
export async function disconnectSample(connection: Connection, session: ClientSession): Promise<void> {
  const stored = settingsModel(connection);
  const found = await stored.findById('desk', null, { session }).lean();
  if (!found) return;
  const { channels = [], company } = found.values as { channels?: Channel[]; company?: string };
  const left = channels.filter((c) => !isSample(c));
  if (left.length === channels.length && company !== companyName) return;
  const unset = company === companyName ? { $unset: { 'values.company': 1 as const } } : {};
  await stored.updateOne(
    { _id: 'desk' },
    { $set: { 'values.channels': left }, ...unset, $inc: { version: 1 } },
    { session },
  );
  await countChange(connection, 'settings', session);
}

/** The direct conversations of people who live in the console. */
const talksOf = (people: readonly Member[]): string[] =>
  people.flatMap((m) => m.identities.map((i) => `console:@${nativeId(i)}`));

/**
 * Removes what was said to and by sample people and about gone orders: rows that wait to be sent, posted cards, forms,
 * and the messages of their conversations. The console keeps these in `console_messages`, by conversation; that is
 * all that is known of it here. Gives how many.
 */
export async function removeTalk(
  connection: Connection,
  people: readonly Member[],
  orders: readonly string[],
  session: ClientSession,
): Promise<number> {
  const ids = people.map((m) => m._id);
  const identities = people.flatMap((m) => m.identities);
  const places = { conversation: { $in: [...sampleChannels.map((c) => c.address), ...talksOf(people)] } };
  const subjects = { subject: { $in: orders.map((id) => `order:${id}`) } };
  const rows = { $or: [places, { order: { $in: [...orders] } }, { 'viewer.member': { $in: ids } }] };
  const said = [
    await outboxModel(connection).deleteMany(rows as never, { session }),
    await postModel(connection).deleteMany({ $or: [places, subjects] } as never, { session }),
    await connection.collection('console_messages').deleteMany(places, { session }),
    await inboxModel(connection).deleteMany({ 'incoming.from': { $in: identities } } as never, { session }),
    await sealedModel(connection).deleteMany({ member: { $in: ids } }, { session }),
  ];
  return said.reduce((sum, { deletedCount }) => sum + deletedCount, 0);
}
