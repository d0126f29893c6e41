import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { FileRef } from '../chat/card.ts';
import { DeskError } from '../errors.ts';
import { newSecretId } from '../id.ts';
import { inAudience } from '../members/audience.ts';
import type { Person } from '../members/member.ts';
import { type FileAccess, type FileOwner, maxFileBytes, type StoredFile } from './file.ts';

/** Bytes of a file in one database document; well under the 16 MB that a document may have. */
const chunkBytes = 1024 * 1024;

type Chunk = { _id: string; file: string; n: number; bytes: Buffer; createdAt?: Date };

/** Days that charts and exports are kept; whoever needs them later asks anew. */
const keptDays = 90;

const fileSchema = new Schema<StoredFile>(
  { _id: String, name: String, mime: String, size: Number, access: Schema.Types.Mixed, createdAt: Date },
  { collection: 'files', versionKey: false, minimize: false },
);
const chunkSchema = new Schema<Chunk>(
  { _id: String, file: String, n: Number, bytes: Buffer, createdAt: Date },
  { collection: 'file_chunks', versionKey: false },
);
chunkSchema.index({ file: 1, n: 1 }, { unique: true });
chunkSchema.index({ createdAt: 1 }, { expireAfterSeconds: keptDays * 86_400 });
fileSchema.index({ createdAt: 1 }, { expireAfterSeconds: keptDays * 86_400 });

export const fileModel = (connection: Connection): Model<StoredFile> =>
  (connection.models.File as Model<StoredFile>) ?? connection.model<StoredFile>('File', fileSchema);
export const chunkModel = (connection: Connection): Model<Chunk> =>
  (connection.models.FileChunk as Model<Chunk>) ?? connection.model<Chunk>('FileChunk', chunkSchema);

export type NewFile = { name: string; mime: string; bytes: Uint8Array; access: FileAccess };
export type ReadFile = { bytes: Uint8Array; mime: string; name: string };

/** Whether a person is among those for whom a file was made. */
function mayReadFile(person: Person, access: FileAccess): boolean {
  if (person.id && access.members.includes(person.id)) return true;
  return access.audience !== undefined && inAudience(person, access.audience);
}

/** Makes a file a part of one record: it is not forgotten after some days any more. Throws `error.photo_taken`. */
export async function keepFile(
  connection: Connection,
  id: string,
  of: FileOwner,
  session: ClientSession,
): Promise<void> {
  const kept = { $set: { 'access.of': of }, $unset: { createdAt: 1 } } as object;
  const free = { _id: id, 'access.of.id': { $in: [null, of.id] } } as object;
  const { matchedCount } = await fileModel(connection).updateOne(free, kept, { session });
  if (matchedCount === 0) throw new DeskError('error.photo_taken');
  await chunkModel(connection).updateMany({ file: id }, { $unset: { createdAt: 1 } }, { session });
}

/** Deletes a file that nobody needs any more; one that is gone is none. */
export async function removeFile(connection: Connection, id: string, session?: ClientSession): Promise<void> {
  await chunkModel(connection).deleteMany({ file: id }, { session });
  await fileModel(connection).deleteOne({ _id: id }, { session });
}

type Deps = {
  connection: Connection;
  clock: () => Date;
  /** Whether a person may read the record that a file belongs to. */
  mayReadOwner(person: Person, of: FileOwner): Promise<boolean>;
};

/** Files in database chunks, read only by those for whom they were made. */
export function createFiles({ connection, clock, mayReadOwner }: Deps) {
  const files = fileModel(connection);
  const chunks = chunkModel(connection);

  /** What belongs to a record is read with it alone, also by who sent it. */
  const mayRead = async (person: Person, access: FileAccess): Promise<boolean> =>
    access.of ? mayReadOwner(person, access.of) : mayReadFile(person, access);

  return {
    /** Keeps a file. Throws `error.file_too_large` over 20 MB. */
    async save({ name, mime, bytes, access }: NewFile): Promise<FileRef> {
      if (bytes.byteLength > maxFileBytes) throw new DeskError('error.file_too_large', { name });
      const id = newSecretId();
      for (let n = 0; n * chunkBytes < bytes.byteLength; n += 1) {
        const part = Buffer.from(bytes.subarray(n * chunkBytes, (n + 1) * chunkBytes));
        await chunks.create({ _id: `${id}.${n}`, file: id, n, bytes: part, createdAt: clock() });
      }
      await files.create({ _id: id, name, mime, size: bytes.byteLength, access, createdAt: clock() });
      return { id, name, mime };
    },
    /** A file by its name, without its bytes. Throws `error.file_not_found`, also for a person for whom it was not made. */
    async ref(id: string, person: Person): Promise<FileRef> {
      const { name, mime } = await readable(id, person);
      return { id, name, mime };
    },
    /** The bytes of a file. Throws `error.file_not_found`, also for a person for whom it was not made. */
    async read(id: string, person: Person): Promise<ReadFile> {
      return load(await readable(id, person));
    },
    /** Deletes a file that nobody needs any more; one that is gone is none. */
    remove: (id: string): Promise<void> => removeFile(connection, id),
    /** The bytes of a file on a card that a chat posts: the card was drawn for its readers, and so was the file. */
    async ofCard(id: string): Promise<ReadFile> {
      const file = await files.findById(id).lean();
      if (!file) throw new DeskError('error.file_not_found');
      return load(file);
    },
  };

  async function readable(id: string, person: Person): Promise<StoredFile> {
    const file = await files.findById(id).lean();
    if (!file || !(await mayRead(person, file.access))) throw new DeskError('error.file_not_found');
    return file;
  }

  async function load(file: StoredFile): Promise<ReadFile> {
    const parts = await chunks.find({ file: file._id }).sort({ n: 1 }).lean();
    return {
      bytes: Buffer.concat(parts.map((p) => Buffer.from(asBytes(p.bytes)))),
      mime: file.mime,
      name: file.name,
    };
  }
}
export type Files = ReturnType<typeof createFiles>;

/** A lean read gives BSON binaries; their bytes. */
function asBytes(value: unknown): Uint8Array {
  const binary = value as { buffer?: unknown; value?: () => Uint8Array };
  return value instanceof Uint8Array ? value : (binary.buffer as Uint8Array);
}
