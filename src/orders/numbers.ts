import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import { native } from '../database/native.ts';

type Sequence = { _id: string; last: number };

const schema = new Schema<Sequence>({ _id: String, last: Number }, { collection: 'sequences', versionKey: false });

const sequenceModel = (connection: Connection): Model<Sequence> =>
  (connection.models.Sequence as Model<Sequence>) ?? connection.model<Sequence>('Sequence', schema);

/** What is numbered: drafts `D-0001`, orders `SO-000001`, after-sales cases `C-0001`. */
export type Numbered = 'draft' | 'order' | 'case';

const forms = {
  draft: { prefix: 'D-', digits: 4 },
  order: { prefix: 'SO-', digits: 6 },
  case: { prefix: 'C-', digits: 4 },
};

/** The nth number as it is written. */
export const numberText = (kind: Numbered, n: number): string =>
  `${forms[kind].prefix}${String(n).padStart(forms[kind].digits, '0')}`;

/** Draws `count` numbers at once and gives the first; without a session a number may stay unused after a failure. */
export async function reserveNumbers(
  connection: Connection,
  kind: Numbered,
  count: number,
  session?: ClientSession,
): Promise<number> {
  const options = { upsert: true, returnDocument: 'after', session } as const;
  const row = await native(sequenceModel(connection)).findOneAndUpdate(
    { _id: kind } as never,
    { $inc: { last: count } } as never,
    options,
  );
  return row!.last - count + 1;
}

/** Draws the next number, e.g. `SO-000042`. */
export async function drawNumber(connection: Connection, kind: Numbered, session?: ClientSession): Promise<string> {
  return numberText(kind, await reserveNumbers(connection, kind, 1, session));
}
