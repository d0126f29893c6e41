import { CommandError, noSuchTransaction } from '../errors.ts';
import { answered, remember, sessionId } from '../transactions/sessions.ts';
import type { Transaction } from '../transactions/transaction.ts';
import type { Request } from './context.ts';
import type { Reply } from './reading.ts';
import { transactionNumber } from './run.ts';

/** Makes a transaction durable. Repeated after it is done, also after a restart, it answers the same. */
export async function commitTransaction(request: Request): Promise<Reply> {
  const { engine } = request;
  const { session, number } = named(request);
  const done = answered(engine.store, session);
  if (done?.number === number && !done.reply) return {};
  if (engine.transactions.isReadCommitted(session, number)) return {};
  const transaction = engine.transactions.find(session, number);
  transaction.isRunning = true;
  try {
    if (transaction.epochs.size === 0) engine.transactions.endRead(transaction);
    else await commit(request, transaction);
  } finally {
    engine.transactions.end(transaction);
  }
  return {};
}

export async function abortTransaction(request: Request): Promise<Reply> {
  const { session, number } = named(request);
  const { engine } = request;
  const done = answered(engine.store, session);
  if (done?.number === number && !done.reply) throw new CommandError(256, `Transaction ${number} has been committed`);
  engine.transactions.end(engine.transactions.find(session, number));
  return {};
}

function commit(request: Request, transaction: Transaction): Promise<void> {
  return request.engine.write((writer) => {
    transaction.applyTo(writer);
    remember(writer.view, transaction.session, transaction.number, undefined, request.now);
  });
}

function named({ body }: Request): { session: string; number: bigint } {
  const session = sessionId(body.lsid);
  const number = transactionNumber(body);
  if (session === undefined || number === undefined) throw noSuchTransaction('The command names no transaction.');
  return { session, number };
}
