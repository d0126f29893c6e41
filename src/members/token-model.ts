import { type Connection, type Model, Schema } from 'mongoose';

/** A right to use the API as a member. What opens it is kept as hashes only. */
export type Token = {
  _id: string;
  /** Whose rights it carries. */
  member: string;
  /** What it is for, as whoever made it calls it. */
  name: string;
  createdBy: string;
  createdAt: Date;
  /** Until it is collected: the hash of the code for that, and until when it holds. */
  code?: string;
  codeUntil?: Date;
  /** From then on: the hash of the token itself, and about when it was used last. */
  secret?: string;
  usedAt?: Date;
};

const token = new Schema<Token>(
  {
    _id: String,
    member: { type: String, required: true },
    name: { type: String, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    code: String,
    codeUntil: Date,
    secret: String,
    usedAt: Date,
  },
  { collection: 'tokens', strict: 'throw', versionKey: false },
);
token.index({ member: 1 });
token.index({ code: 1 }, { unique: true, partialFilterExpression: { code: { $exists: true } } });
token.index({ secret: 1 }, { unique: true, partialFilterExpression: { secret: { $exists: true } } });
// One that nobody collected goes with its code; collected ones have no such date.
token.index({ codeUntil: 1 }, { expireAfterSeconds: 0 });

export const tokenModel = (connection: Connection): Model<Token> =>
  (connection.models.Token as Model<Token>) ?? connection.model<Token>('Token', token);
