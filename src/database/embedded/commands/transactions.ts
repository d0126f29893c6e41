import { CommandError, noSuchTransaction } from '../errors.ts';
import { answered, remember, sessionId } from '../transactions/sessions.ts';
import type { Transaction } from '../transactions/transaction.ts';
import type { Request } from './context.ts';
import type { Reply } from './reading.ts';
import { transactionNumber } from './run.ts';

/** Makes a transaction durable. Repeated while it is done or after, also after a restart, it answers the same. */
export async function commitTransaction(request: Request): Promise<Reply> {
  const { transactions } = request.engine;
  const { session, number } = named(request);
  if (isCommitted(request, session, number) || transactions.isReadCommitted(session, number)) return {};
  const transaction = transactions.find(session, number);
  if (transaction.epochs.size === 0) transactions.endRead(transaction);
  else await transactions.commit(transaction, () => write(request, transaction));
  return {};
}

export async function abortTransaction(request: Request): Promise<Reply> {
  const { session, number } = named(request);
  const { transactions } = request.engine;
  await transactions.settled(session);
  if (isCommitted(request, session, number)) throw new CommandError(256, `Transaction ${number} has been committed`);
  transactions.end(transactions.find(session, number));
  return {};
}

function isCommitted({ engine }: Request, session: string, number: bigint): boolean {
  const done = answered(engine.store, session);
  return done?.number === number && !done.reply;
}

function write(request: Request, transaction: Transaction): Promise<void> {
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
