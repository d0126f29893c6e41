import type { ClientSession, Connection } from 'mongoose';
import { removeFile } from '../files/store.ts';
import type { Feedback } from './feedback.ts';
import { feedbackModel } from './model.ts';

/** Deletes some feedback with its photos. */
export async function removeFeedback(connection: Connection, some: object, session: ClientSession): Promise<void> {
  const rows = feedbackModel(connection);
  const withPhotos = await rows
    .find({ $and: [some, { photos: { $exists: true } }] }, { photos: 1 }, { session })
    .lean<Feedback[]>();
  for (const { id } of withPhotos.flatMap(({ photos = [] }) => photos)) await removeFile(connection, id, session);
  await rows.deleteMany(some, { session });
}
