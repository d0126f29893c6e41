import { inParts } from '../../in-parts.ts';
import { codeOf, compact, plain } from '../plain.ts';
import { cut } from './words.ts';

type Named = { _id: string; name: string };
type Filter = Record<string, unknown>;

/** How many texts one query looks for. */
const atOnce = 200;

function grouped<X>(records: Iterable<X>, keyOf: (record: X) => string): Map<string, X[]> {
  const groups = new Map<string, X[]>();
  for (const record of records) groups.set(keyOf(record), [...(groups.get(keyOf(record)) ?? []), record]);
  return groups;
}

/** The search words that every record of exactly this code or name has. */
const wordsOf = (text: string): string[] => [plain(text), compact(text)].map(cut);

/**
 * The records that each text names exactly: by its code as it is stored, else by its code or whole name as people write
 * them. A few queries for any number of texts; the order of the texts does not matter.
 */
export async function exactly<X extends Named>(
  texts: readonly string[],
  code: 'code' | 'sku',
  query: (filter: Filter) => PromiseLike<X[]>,
): Promise<Map<string, X[]>> {
  const wanted = [...new Set(texts)].filter((text) => plain(text) !== '');
  const codeIn = (record: X) => String((record as Filter)[code]);
  const stored = new Map<string, X>();
  for (const part of inParts(wanted, atOnce))
    for (const record of await query({ [code]: { $in: part.map(codeOf) } })) stored.set(codeIn(record), record);
  const found = new Map<string, X[]>();
  for (const text of wanted) {
    const record = stored.get(codeOf(text));
    if (record) found.set(text, [record]);
  }
  const rest = wanted.filter((text) => !found.has(text));
  const near = new Map<string, X>();
  for (const part of inParts(rest, atOnce))
    for (const record of await query({ search: { $in: [...new Set(part.flatMap(wordsOf))] } }))
      near.set(record._id, record);
  const [codes, names] = [
    grouped(near.values(), (r) => compact(codeIn(r))),
    grouped(near.values(), (r) => plain(r.name)),
  ];
  for (const text of rest) {
    const records = codes.get(compact(text)) ?? names.get(plain(text));
    if (records) found.set(text, records);
  }
  return found;
}
