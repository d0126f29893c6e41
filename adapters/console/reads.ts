import type { Connection } from 'mongoose';
import type { Address } from '../../src/chat/address.ts';
import { type ReadMark, readModel } from './model.ts';

/** How far people have read. */
export type Reads = ReturnType<typeof createReads>;

/** The read marks of a database connection; a mark only moves forward. */
export function createReads(connection: Connection) {
  const model = readModel(connection);
  const id = (person: Address, conversation: Address) => `${person} ${conversation}`;
  return {
    init: () => model.init(),
    async marks(person: Address, conversations: readonly Address[]): Promise<Map<Address, number>> {
      const ids = conversations.map((c) => id(person, c));
      const found = await model.find({ _id: { $in: ids } }).lean<ReadMark[]>();
      const bySeq = new Map(found.map((mark) => [mark._id, mark.seq]));
      return new Map(conversations.map((c) => [c, bySeq.get(id(person, c)) ?? 0]));
    },
    async mark(person: Address, conversation: Address, seq: number): Promise<void> {
      await model.updateOne({ _id: id(person, conversation) }, { $max: { seq } }, { upsert: true });
    },
  };
}
