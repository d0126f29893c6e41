import { Long, serialize } from 'bson';
import { type Document, decodeTyped } from '../bson/codec.ts';
import { RawBatch, type Reply } from '../commands/reading.ts';
import { ProtocolError } from '../errors.ts';

export const MAX_MESSAGE_BYTES = 48_000_000;
const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const REQUIRED_FLAGS = 0xffff;

/** One message of a client. */
export interface Message {
  id: number;
  /** Asked with the old OP_QUERY, as the first message of a connection is: answered with OP_REPLY. */
  isQuery: boolean;
  body: Document;
  sequences: Map<string, Uint8Array[]>;
  /** The client wants no answer (`w: 0`). */
  isSilent: boolean;
}

/** The length of the next message when all of it is there, else 0. Throws ProtocolError for an impossible length. */
export function messageLength(bytes: Buffer): number {
  if (bytes.length < 4) return 0;
  const length = bytes.readInt32LE(0);
  if (length < HEADER_BYTES + 5 || length > MAX_MESSAGE_BYTES) throw new ProtocolError(`A message of ${length} bytes.`);
  return bytes.length >= length ? length : 0;
}

/** One whole message. Throws ProtocolError, or BSON's own errors, on bytes that mean nothing. */
export function parseMessage(bytes: Buffer): Message {
  const id = bytes.readInt32LE(4);
  const operation = bytes.readInt32LE(12);
  if (operation === OP_MSG) return parseMsg(id, bytes);
  if (operation === OP_QUERY) return parseQuery(id, bytes);
  throw new ProtocolError(`The operation ${operation} is not understood.`);
}

function parseMsg(id: number, bytes: Buffer): Message {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  if ((flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0)
    throw new ProtocolError(`Unknown flags ${flags}.`);
  const end = bytes.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences = new Map<string, Uint8Array[]>();
  let body: Document | undefined;
  for (let at = HEADER_BYTES + 4; at < end; ) {
    const kind = bytes[at++];
    const size = sized(bytes, at, end);
    if (kind === 0) {
      if (body) throw new ProtocolError('Two bodies in a message.');
      body = decodeTyped(bytes.subarray(at, at + size));
    } else if (kind === 1) readSequence(bytes.subarray(at, at + size), sequences);
    else throw new ProtocolError(`A section of the kind ${kind}.`);
    at += size;
  }
  if (!body) throw new ProtocolError('A message without a body.');
  return { id, isQuery: false, body, sequences, isSilent: (flags & MORE_TO_COME) !== 0 };
}

function readSequence(section: Buffer, sequences: Map<string, Uint8Array[]>): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('A sequence without a name.');
  const documents: Uint8Array[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const size = sized(section, at, section.length);
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  sequences.set(section.toString('utf8', 4, nameEnd), documents);
}

function parseQuery(id: number, bytes: Buffer): Message {
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4);
  if (nameEnd < 0) throw new ProtocolError('A query without a collection.');
  const database = bytes.toString('utf8', HEADER_BYTES + 4, nameEnd).split('.')[0];
  const at = nameEnd + 1 + 8;
  const size = sized(bytes, at, bytes.length);
  const body = decodeTyped(bytes.subarray(at, at + size));
  return { id, isQuery: true, body: { ...body, $db: database }, sequences: new Map(), isSilent: false };
}

function sized(bytes: Buffer, at: number, end: number): number {
  if (at + 4 > end) throw new ProtocolError('A message that ends early.');
  const size = bytes.readInt32LE(at);
  if (size < 5 || at + size > end) throw new ProtocolError(`A part of ${size} bytes does not fit its message.`);
  return size;
}

let lastId = 0;

/** The bytes of an answer to a message. */
export function answer(message: Message, reply: Reply): Buffer {
  const document = reply instanceof RawBatch ? batchDocument(reply) : serialize(reply);
  const extra = message.isQuery ? 20 : 5;
  const head = Buffer.alloc(HEADER_BYTES + extra);
  lastId = (lastId + 1) & 0x7fffffff;
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(lastId, 4);
  head.writeInt32LE(message.id, 8);
  head.writeInt32LE(message.isQuery ? OP_REPLY : OP_MSG, 12);
  if (message.isQuery) head.writeInt32LE(1, HEADER_BYTES + 16);
  return Buffer.concat([head, document]);
}

/** `{ cursor: { firstBatch: [...], id, ns }, ok: 1 }` around documents that are bytes already. */
function batchDocument({ batch, field }: RawBatch): Buffer {
  const parts: Uint8Array[] = [];
  for (const [i, document] of batch.documents.entries()) parts.push(Buffer.from(`\x03${i}\0`, 'latin1'), document);
  const array = wrapped(parts);
  const rest = serialize({ id: Long.fromBigInt(batch.id), ns: batch.namespace });
  const cursor = wrapped([Buffer.from(`\x04${field}\0`, 'latin1'), array, rest.subarray(4, -1)]);
  const ok = serialize({ ok: 1 }).subarray(4, -1);
  return wrapped([Buffer.from('\x03cursor\0', 'latin1'), cursor, ok]);
}

function wrapped(parts: Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 5);
  const head = Buffer.alloc(4);
  head.writeInt32LE(length, 0);
  return Buffer.concat([head, ...parts, Buffer.alloc(1)], length);
}
