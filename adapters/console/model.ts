import { type Connection, type Model, Schema } from 'mongoose';
import type { Address } from '../../src/chat/address.ts';
import type { FileRef, SealedCard } from '../../src/chat/card.ts';
import type { SealedForm } from '../../src/chat/form.ts';

/** A message of the console: what a person typed, a card of the desk, or a form that waits to be filled in. */
export type ConsoleMessage = {
  _id: string;
  conversation: Address;
  /** Its place in the conversation: the sequence of the event that announced it. */
  seq: number;
  at: Date;
  author: 'desk' | Address;
  /** The person's name at that time. */
  authorName?: string;
  text?: string;
  /** A file that came with the words; only its person may read it. */
  file?: FileRef;
  card?: SealedCard;
  form?: SealedForm;
  /** The id of the form that this message is, or was before it became a card. */
  formId?: string;
  /** In a shared conversation: the one person who sees it. */
  onlyFor?: Address;
  /** The occurrence it belongs to; unique. */
  key: string;
  /** The key of the click or form that put the present card in its place. */
  replacedBy?: string;
  /** Grows with every change. */
  version: number;
};

const messageSchema = new Schema<ConsoleMessage>(
  {
    _id: { type: String, required: true },
    conversation: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    author: { type: String, required: true },
    authorName: String,
    text: String,
    file: Schema.Types.Mixed,
    card: Schema.Types.Mixed,
    form: Schema.Types.Mixed,
    formId: String,
    onlyFor: String,
    key: { type: String, required: true },
    replacedBy: String,
    version: { type: Number, required: true },
  },
  { collection: 'console_messages', versionKey: false, minimize: false, strict: 'throw' },
);
messageSchema.index({ key: 1 }, { unique: true });
messageSchema.index({ conversation: 1, seq: -1 });
messageSchema.index({ formId: 1 }, { sparse: true });

/** How far a person has read a conversation. */
export type ReadMark = { _id: string; seq: number };
const readSchema = new Schema<ReadMark>(
  { _id: { type: String, required: true }, seq: { type: Number, required: true } },
  { collection: 'console_reads', versionKey: false, strict: 'throw' },
);

const modelOf = <T>(connection: Connection, name: string, schema: Schema<T>): Model<T> =>
  (connection.models[name] as Model<T>) ?? connection.model<T>(name, schema);

/** The console's messages of a database connection. */
export const messageModel = (connection: Connection) => modelOf(connection, 'ConsoleMessage', messageSchema);

/** The read marks of a database connection. */
export const readModel = (connection: Connection) => modelOf(connection, 'ConsoleRead', readSchema);
