import { Long, UUID } from 'bson';
import { type Document, decodePlain, decodeTyped, encode } from '../../src/database/embedded/bson/codec.ts';
import { type Client, Request } from '../../src/database/embedded/commands/context.ts';
import { RawBatch } from '../../src/database/embedded/commands/reading.ts';
import { runCommand } from '../../src/database/embedded/commands/run.ts';
import { Engine } from '../../src/database/embedded/engine.ts';

/** Enough connections that some may wait. */
const CONNECTIONS = 100;

/** An engine without a server in front: the test says which connection sends what, and when one closes. */
export function startEngine(folder: string): Engine {
  const engine = new Engine(folder);
  engine.transactions.claims.connections = CONNECTIONS;
  return engine;
}

export function connection(): Client {
  return { id: 1, user: 'u', isGone: false };
}

/** Runs a command as if it had come over a connection. */
export async function run(engine: Engine, command: Document, client = connection()): Promise<Document> {
  const body = decodeTyped(encode({ ...command, $db: 'test' }));
  const reply = await runCommand(new Request(engine, client, body, new Map()));
  return reply instanceof RawBatch ? { documents: reply.batch.documents.map(decodePlain) } : reply;
}

export async function documents(engine: Engine, collection: string): Promise<Document[]> {
  return (await run(engine, { find: collection })).documents;
}

/** A session of a client, which numbers its transactions and marks their statements as a driver does. */
export class Session {
  readonly lsid = { id: new UUID() };
  readonly #engine: Engine;
  #number = 0;
  #isStarted = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  begin(): this {
    this.#number++;
    this.#isStarted = false;
    return this;
  }

  run(command: Document, client = connection()): Promise<Document> {
    const first = this.#isStarted ? {} : { startTransaction: true };
    this.#isStarted = true;
    return run(this.#engine, { ...command, ...this.#marks(), ...first }, client);
  }

  commit(client = connection()): Promise<Document> {
    return run(this.#engine, { commitTransaction: 1, ...this.#marks() }, client);
  }

  abort(client = connection()): Promise<Document> {
    return run(this.#engine, { abortTransaction: 1, ...this.#marks() }, client);
  }

  #marks(): Document {
    return { lsid: this.lsid, txnNumber: Long.fromNumber(this.#number), autocommit: false };
  }
}

/** `{ update }` that adds one to `n` of a document. */
export function increment(_id: string): Document {
  return { update: 'a', updates: [{ q: { _id }, u: { $inc: { n: 1 } } }] };
}

/** Counts the snapshots that are taken and not released. */
export function countSnapshots({ store }: Engine): () => number {
  let open = 0;
  const take = store.snapshot.bind(store);
  store.snapshot = () => {
    const snapshot = take();
    const release = snapshot.release.bind(snapshot);
    open++;
    snapshot.release = () => {
      open--;
      release();
    };
    return snapshot;
  };
  return () => open;
}
