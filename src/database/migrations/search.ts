import type { Connection } from 'mongoose';
import { searchWords } from '../../entry/find/words.ts';

type Findable = { _id: string; name: string; search?: string[]; code?: string; sku?: string };

/** How many records are written at once. */
const atOnce = 200;

/** Customers and products that were stored with fewer search words get those that they have now. */
export async function renewSearch(connection: Connection): Promise<void> {
  for (const name of ['customers', 'products'] as const) {
    const records = connection.collection<Findable>(name);
    let writes: { updateOne: { filter: { _id: string; name: string }; update: { $set: { search: string[] } } } }[] = [];
    const flush = async () => {
      if (writes.length > 0) await records.bulkWrite(writes, { ordered: false });
      writes = [];
    };
    for await (const { _id, name, search = [], code, sku } of records.find(
      {},
      { projection: { code: 1, sku: 1, name: 1, search: 1 } },
    )) {
      const words = await searchWords(code ?? sku ?? '', name);
      if (words.length === search.length && words.every((word, i) => word === search[i])) continue;
      // A name that changed meanwhile has its new words already.
      writes.push({ updateOne: { filter: { _id, name }, update: { $set: { search: words } } } });
      if (writes.length >= atOnce) await flush();
    }
    await flush();
  }
}
