import { Long } from 'bson';
import type { Document } from '../bson/codec.ts';
import { toNumber } from '../bson/codec.ts';
import { CommandError, noSuchTransaction, writeConflict } from '../errors.ts';
import type { Writer } from '../store/documents.ts';
import { remember, repeated, sessionId } from '../transactions/sessions.ts';
import type { Transaction } from '../transactions/transaction.ts';
import { ensureCollection } from './collections.ts';
import type { Request } from './context.ts';
import type { Reply } from './reading.ts';
import { COMMANDS, type Reading, type Writing } from './table.ts';
import { abortTransaction, commitTransaction } from './transactions.ts';

/** Does one command of an authenticated client. Throws CommandError for an answer of `{ ok: 0 }`. */
export async function runCommand(request: Request): Promise<Reply> {
  if (request.name === 'commitTransaction') return commitTransaction(request);
  if (request.name === 'abortTransaction') return abortTransaction(request);
  const command = Object.hasOwn(COMMANDS, request.name) ? COMMANDS[request.name] : undefined;
  if (!command) throw new CommandError(59, `no such command: '${request.name}'`);
  if (request.body.autocommit === false) return inTransaction(request, command);
  if (command.kind === 'read') return command.run(request);
  return request.engine.write((writer) => once(request, writer, command));
}

/** Runs a numbered write unless its answer is known; the answer is stored with what it wrote. */
function once(request: Request, writer: Writer, command: Writing): Reply {
  const session = sessionId(request.body.lsid);
  const number = transactionNumber(request.body);
  if (session === undefined || number === undefined) return command.run(request, writer);
  const before = repeated(writer.view, session, number);
  if (before?.reply) return before.reply;
  if (before) throw new CommandError(256, `Transaction ${number} has been committed`);
  const reply = command.run(request, writer) as Document;
  remember(writer.view, session, number, reply, request.now);
  return reply;
}

async function inTransaction(request: Request, command: Reading | Writing): Promise<Reply> {
  const { engine, body } = request;
  const session = sessionId(body.lsid);
  const number = transactionNumber(body);
  if (session === undefined || number === undefined)
    throw new CommandError(72, 'A transaction needs lsid and txnNumber.');
  if (!command.inTransaction) {
    throw new CommandError(263, `Cannot run '${request.name}' in a multi-document transaction.`);
  }
  if (command.kind === 'write' && !engine.catalog.find(request.namespace)) {
    await engine.write((writer) => ensureCollection(engine, writer, request.namespace));
  }
  const { transactions } = engine;
  await transactions.settled(session);
  if (request.client.isGone) throw noSuchTransaction('The connection of this statement has been closed.');
  const transaction = body.startTransaction ? transactions.start(session, number) : transactions.find(session, number);
  transaction.carriers.add(request.client);
  request.transaction = transaction;
  return transactions.run(transaction, () => statement(request, command, transaction));
}

/** Throws WriteConflict when the collection made for a write has been dropped while the statement waited. */
function statement(request: Request, command: Reading | Writing, transaction: Transaction): Reply {
  if (command.kind === 'read') return command.run(request);
  if (!transaction.find(request.namespace)) throw writeConflict();
  return command.run(request, transaction);
}

export function transactionNumber({ txnNumber }: Document): bigint | undefined {
  if (txnNumber === undefined) return undefined;
  return Long.isLong(txnNumber) ? (txnNumber as Long).toBigInt() : BigInt(toNumber(txnNumber));
}
