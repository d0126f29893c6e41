import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import { transact } from '../database/transact.ts';
import { forgetSharedReads } from '../shared-reads.ts';

type Version = { _id: string; n: number };

const schema = new Schema<Version>(
  { _id: String, n: Number },
  { collection: 'versions', strict: 'throw', versionKey: false },
);

const model = (connection: Connection): Model<Version> =>
  (connection.models.Version as Model<Version>) ?? connection.model<Version>('Version', schema);

/**
 * The number of the rights: it grows with every change of a member or a team, in the same transaction. Whoever keeps
 * something that was worked out from rights (an open page) compares it.
 */
export const rightsVersion = async (connection: Connection): Promise<number> =>
  (await model(connection).findById('rights').lean())?.n ?? 0;

/** Counts a change. Two changes at once meet here, so that the second is worked out from the first. */
export async function countRightsChange(connection: Connection, session: ClientSession): Promise<void> {
  await model(connection).updateOne({ _id: 'rights' }, { $inc: { n: 1 } }, { upsert: true, session });
}

/** A transaction that changes members or teams: the rest of the request reads them anew. */
export const changeRights = <T>(connection: Connection, work: (session: ClientSession) => Promise<T>): Promise<T> =>
  transact(connection, work).finally(forgetSharedReads);
