/** The errors a client sees: MongoDB's number, its name, a sentence, and the labels drivers retry on. */

const NAMES: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  11: 'UserNotFound',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  18: 'AuthenticationFailed',
  20: 'IllegalOperation',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  54: 'NotSingleValueField',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  112: 'WriteConflict',
  115: 'CommandNotSupported',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  225: 'TransactionTooOld',
  238: 'NotImplemented',
  246: 'SnapshotUnavailable',
  251: 'NoSuchTransaction',
  256: 'TransactionCommitted',
  263: 'OperationNotSupportedInTransaction',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
};

export const TRANSIENT = 'TransientTransactionError';

export interface ErrorDetails {
  labels?: string[];
  /** Fields added to the answer, such as keyPattern and keyValue. */
  extra?: Record<string, unknown>;
}

/** An answer of `{ ok: 0 }`: thrown by a command, sent by the dispatcher. */
export class CommandError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly labels: string[];
  readonly extra: Record<string, unknown>;

  constructor(code: number, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.codeName = NAMES[code] ?? `Location${code}`;
    this.labels = details.labels ?? [];
    this.extra = details.extra ?? {};
  }
}

/** Writing the storage itself failed half-way: the whole LMDB transaction must be given up. */
export class StorageFailure extends Error {}

/** What this server does not do, said as MongoDB would number it. */
export function notSupported(what: string): CommandError {
  return new CommandError(238, `${what} is not supported by the embedded database; use MongoDB (MONGODB_URI) for it.`);
}

/** The bytes of a connection cannot be understood: it is closed, nothing is answered. */
export class ProtocolError extends Error {}

export function badValue(message: string): CommandError {
  return new CommandError(2, message);
}

export function writeConflict(): CommandError {
  const message = 'Write conflict: another transaction changed the same document. Please retry the transaction.';
  return new CommandError(112, message, { labels: [TRANSIENT] });
}

/** What a snapshot would have to be read with was changed after it: the transaction is to be started again. */
export function snapshotUnavailable(): CommandError {
  const message = 'Collections or indexes have changed since the snapshot of this transaction. Please retry it.';
  return new CommandError(246, message, { labels: [TRANSIENT] });
}

export function noSuchTransaction(message: string): CommandError {
  return new CommandError(251, message, { labels: [TRANSIENT] });
}
