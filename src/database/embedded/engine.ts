import { Cursors } from './commands/cursors.ts';
import { CommandError } from './errors.ts';
import { keyName } from './store/bytes.ts';
import { Catalog, type CollectionInfo } from './store/catalog.ts';
import { CommitQueue } from './store/commits.ts';
import type { Writer } from './store/documents.ts';
import { prepareFormat } from './store/format.ts';
import { LmdbStore } from './store/lmdb.ts';
import type { WritableView } from './store/view.ts';
import { Transactions } from './transactions/table.ts';

/** Everything that runs commands on one data folder. */
export class Engine {
  readonly store: LmdbStore;
  readonly catalog = new Catalog();
  readonly transactions: Transactions;
  readonly cursors = new Cursors();
  readonly #queue: CommitQueue;

  /** Opens the folder's store. Throws a sentence when its data is of a newer program. */
  constructor(folder: string) {
    this.store = new LmdbStore(folder);
    prepareFormat(this.store);
    this.catalog.load(this.store);
    this.transactions = new Transactions(this.store, this.catalog);
    this.#queue = new CommitQueue(this.store, {
      finish: (view) => this.catalog.flush(view),
      undone: () => {
        this.transactions.endAll();
        this.catalog.load(this.store);
      },
    });
  }

  /** Does writes outside transactions, together with those of others; resolves when they are on disk. */
  write<T>(work: (writer: Writer) => T): Promise<T> {
    return this.#queue.submit((view) => work(this.#writer(view)));
  }

  /** The longest time in ms for which a commit held the file. */
  get longestCommitMs(): number {
    return this.#queue.longestMs;
  }

  collection(namespace: string): CollectionInfo {
    const found = this.catalog.find(namespace);
    if (!found) throw new CommandError(26, `ns does not exist: ${namespace}`);
    return found;
  }

  async close(): Promise<void> {
    await this.#queue.submit(() => undefined);
    this.transactions.endAll();
    this.cursors.closeAll();
    await this.store.close();
  }

  #writer(view: WritableView): Writer {
    return {
      view,
      catalog: this.catalog,
      claim: (key) => this.transactions.claims.changed(keyName(key)),
      grow: (collection, by) => this.catalog.grow(collection, by),
    };
  }
}
