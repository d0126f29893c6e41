import { type ClientSession, type Connection, Schema } from 'mongoose';
import { addOutboxRows, type NewOutboxRow } from '../chat/outbox-row.ts';
import { modelOf } from '../database/model-of.ts';
import { native } from '../database/native.ts';
import { transact } from '../database/transact.ts';
import { newId } from '../id.ts';
import { manages } from '../members/ability.ts';
import { isOperations, type Member, personOf } from '../members/member.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import type { Turned } from './keep.ts';
import type { Watched } from './look.ts';
import type { Risk } from './risk.ts';

/** Somebody is to be told of an order's risks: what a look found is told together, so that nobody gets a message an order. */
type News = { _id: string; member: string; order: string; at: Date };

const schema = new Schema<News>(
  { _id: String, member: String, order: String, at: Date },
  { collection: 'risk_news', versionKey: false, strict: 'throw' },
);
schema.index({ member: 1, _id: 1 });

/** What is to be told of risks, of a database connection. */
export const riskNewsModel = modelOf('RiskNews', schema);

/** How many orders one message is about. */
const mostTogether = 500;

/**
 * A low risk is on the card and in the list, but that a price moved is told whichever way it did; a slipped milestone is
 * told by its own warning.
 */
export const isTold = ({ kind, level, cause }: Risk): boolean =>
  (level !== 'low' || kind === 'market') && cause !== 'milestone';

/** Whether the review of an order asks about credit: whoever decides has it on the decision card. */
const isAsked = ({ state, approval }: Watched): boolean =>
  state === 'pending' && (approval?.steps ?? []).some((step) => step.reasons.includes('credit'));

/** Who can do something about a kind of risk besides the owner: finance, the managers who see the margin, operations. */
const concerns: Readonly<Record<Risk['kind'], (member: Member, order: Watched) => boolean>> = {
  credit: (member, order) => member.roles.includes('finance') && !isAsked(order),
  market: (member, order) => manages(personOf(member), order),
  supply: isOperations,
};

/** Who is told of what is new or worse in an order. */
function toldOf({ order, worse }: Turned, members: readonly Member[]): Member[] {
  const risks = worse.filter(isTold);
  if (risks.length === 0) return [];
  return members.filter(
    (m) => m.active && (m._id === order.owner || risks.some((risk) => concerns[risk.kind](m, order))),
  );
}

/** Notes who is to be told, in the transaction that keeps the risks. */
export async function noteNews(
  connection: Connection,
  turned: readonly Turned[],
  { members, now, session }: { members: readonly Member[]; now: Date; session: ClientSession },
): Promise<void> {
  const rows = turned.flatMap((one) =>
    toldOf(one, members).map((m): News => ({ _id: newId(), member: m._id, order: one.order._id, at: now })),
  );
  if (rows.length > 0) await native(riskNewsModel(connection)).insertMany(rows as never[], { session });
}

/** Makes one message of what somebody is to be told, and takes it off the list, at once or not at all. */
async function tellOne(
  connection: Connection,
  member: Member | undefined,
  news: readonly News[],
  { directOf, now }: { directOf: DirectOf; now: Date },
): Promise<void> {
  await transact(connection, async (session) => {
    const ids = news.map(({ _id }) => _id);
    const { deletedCount } = await riskNewsModel(connection).deleteMany({ _id: { $in: ids } }, { session });
    // Another process told them meanwhile.
    if (deletedCount !== ids.length) return session.abortTransaction();
    const orders = [...new Set(news.map(({ order }) => order))];
    const rows = (member?.active ? toMember(member, directOf) : []).map(
      (to): NewOutboxRow => ({ _id: `risk:${ids[0]}:${to.conversation}`, job: 'risk', ...to, data: { orders } }),
    );
    await addOutboxRows(connection, rows, now, session);
  });
}

/** Tells everybody what there is to tell, each in one message. Gives how many were told. */
export async function tellNews(
  connection: Connection,
  members: readonly Member[],
  about: { directOf: DirectOf; now: Date },
): Promise<number> {
  const model = riskNewsModel(connection);
  let told = 0;
  for (;;) {
    const first = await model.findOne({}, { member: 1 }).sort({ member: 1, _id: 1 }).lean<News>();
    if (!first) return told;
    const news = await model.find({ member: first.member }).sort({ _id: 1 }).limit(mostTogether).lean<News[]>();
    await tellOne(
      connection,
      members.find((m) => m._id === first.member),
      news,
      about,
    );
    told += 1;
  }
}
