import type { Document } from '../bson/codec.ts';
import { CommandError, StorageFailure } from '../errors.ts';
import { Held } from '../transactions/claims.ts';
import type { Request } from './context.ts';

const MAX_STATEMENTS = 100_000;

/**
 * Runs the statements of one command. Outside transactions a refused statement becomes a write error, and the rest goes
 * on when the command is unordered; inside a transaction it ends the transaction.
 */
export function bulk<T>(request: Request, statements: T[], run: (statement: T, index: number) => void): Document {
  if (statements.length === 0 || statements.length > MAX_STATEMENTS) {
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${statements.length} operations.`,
    );
  }
  const errors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      request.budget.check();
      run(statement, index);
    } catch (error) {
      if (error instanceof StorageFailure || error instanceof Held || request.transaction) throw error;
      errors.push({ index, ...shown(error) });
      if (request.body.ordered !== false) break;
    }
  }
  return errors.length > 0 ? { writeErrors: errors } : {};
}

function shown(error: unknown): Document {
  if (error instanceof CommandError) return { code: error.code, ...error.extra, errmsg: error.message };
  return { code: 2, errmsg: (error as Error).message };
}
