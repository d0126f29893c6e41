import { createHash } from 'node:crypto';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import { tokenModel } from './token-model.ts';

/** A secret is kept as its SHA-256 only: whoever reads the database cannot sign in with what is there. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export type SignInLink = { _id: string; member: string; expiresAt: Date; usedAt?: Date };
export type Session = { _id: string; member: string; createdAt: Date; expiresAt: Date };

const link = new Schema<SignInLink>(
  { _id: String, member: { type: String, required: true }, expiresAt: { type: Date, required: true }, usedAt: Date },
  { collection: 'signins', strict: 'throw', versionKey: false },
);
const session = new Schema<Session>(
  {
    _id: String,
    member: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'sessions', strict: 'throw', versionKey: false },
);
for (const schema of [link, session]) {
  schema.index({ member: 1 });
  schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
}

export const linkModel = (connection: Connection): Model<SignInLink> =>
  (connection.models.SignInLink as Model<SignInLink>) ?? connection.model<SignInLink>('SignInLink', link);
export const sessionModel = (connection: Connection): Model<Session> =>
  (connection.models.Session as Model<Session>) ?? connection.model<Session>('Session', session);

/** Ends every session and token of a member and voids the links that were not used. */
export async function signOutEverywhere(connection: Connection, member: string, within?: ClientSession): Promise<void> {
  await linkModel(connection).deleteMany({ member }, { session: within });
  await sessionModel(connection).deleteMany({ member }, { session: within });
  await tokenModel(connection).deleteMany({ member }, { session: within });
}
