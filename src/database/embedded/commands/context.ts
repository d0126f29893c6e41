import type { Document } from '../bson/codec.ts';
import { decodeTyped, isDocument, toNumber, toPlain } from '../bson/codec.ts';
import { Row } from '../bson/row.ts';
import type { Engine } from '../engine.ts';
import { badValue, CommandError, notSupported } from '../errors.ts';
import type { Budget } from '../query/execute.ts';
import { type Collections, checkNamespace } from '../store/catalog.ts';
import type { Carrier, Transaction } from '../transactions/transaction.ts';

/** Who sent a command; kept by the connection. */
export interface Client extends Carrier {
  id: number;
  user: string | undefined;
}

/** One command as it came, with what running it needs. */
export class Request {
  readonly engine: Engine;
  readonly client: Client;
  readonly name: string;
  /** The command with BSON types. */
  readonly body: Document;
  /** Documents sent beside the body, by the name of their field. */
  readonly sequences: Map<string, Uint8Array[]>;
  readonly budget: Budget;
  readonly now = new Date();
  transaction: Transaction | undefined;

  constructor(engine: Engine, client: Client, body: Document, sequences: Map<string, Uint8Array[]>) {
    this.engine = engine;
    this.client = client;
    this.body = body;
    this.name = Object.keys(body)[0] ?? '';
    this.sequences = sequences;
    this.budget = budgetOf(this.number('maxTimeMS', 0));
    if (isDocument(body.collation) && body.collation.locale !== 'simple') throw notSupported('A collation');
  }

  /** The collections as this command sees them: a transaction those of its snapshot. */
  get collections(): Collections {
    return this.transaction ?? this.engine.catalog;
  }

  get database(): string {
    const { $db } = this.body;
    if (typeof $db !== 'string') throw new CommandError(40571, 'OP_MSG requests require a $db argument');
    return $db;
  }

  /** `database.collection` of a command like `{ find: 'orders' }`. */
  get namespace(): string {
    const collection = this.body[this.name];
    if (typeof collection !== 'string') throw new CommandError(73, 'collection name has invalid type');
    return checkNamespace(this.database, collection);
  }

  /** A number argument. Throws when it is something else, or below 0. */
  number(name: string, otherwise: number): number {
    const value = this.body[name];
    if (value === undefined || value === null) return otherwise;
    const number = toNumber(value);
    if (!Number.isFinite(number) || number < 0) throw badValue(`${name} must be a number that is not negative`);
    return Math.trunc(number);
  }

  /** A document argument with plain numbers. */
  plain(name: string): Document | undefined {
    const value = this.body[name];
    if (value === undefined || value === null) return undefined;
    if (!isDocument(value)) throw new CommandError(14, `The field '${name}' must be an object`);
    return toPlain(value) as Document;
  }

  /** An array argument whose members may have been sent as a sequence; with BSON types. */
  list(name: string): Document[] {
    const raw = this.sequences.get(name);
    if (raw) return raw.map(decodeTyped);
    const value = this.body[name];
    if (!Array.isArray(value)) throw new CommandError(14, `The field '${name}' must be an array`);
    return value;
  }

  /** Documents to store, kept as the bytes they came in. */
  rows(name: string): Row[] {
    const raw = this.sequences.get(name);
    return raw ? raw.map((bytes) => new Row(bytes)) : this.list(name).map((document) => Row.of(document));
  }
}

function budgetOf(maxTimeMS: number): Budget {
  if (maxTimeMS === 0) return { check: () => undefined };
  const end = performance.now() + maxTimeMS;
  return {
    check() {
      if (performance.now() > end) throw new CommandError(50, 'operation exceeded time limit');
    },
  };
}

export type { Document };
