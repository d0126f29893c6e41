import { createHash } from 'node:crypto';
import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { native } from '../database/native.ts';
import { exactly } from '../entry/find/exactly.ts';
import { searchWords } from '../entry/find/words.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { codeOf, typed } from '../entry/plain.ts';
import type { Actor } from '../members/actor.ts';
import { supplierModel } from './model.ts';
import type { Supplier } from './supplier.ts';

/** Signs of a code at most. */
const longestCode = 40;

/** The code of a supplier of whom only a name is known: the name without spaces; of a long one its beginning. */
export function codeFromName(name: string): string {
  const code = codeOf(name).replace(/\s+/g, '-');
  const signs = [...code];
  if (signs.length <= longestCode) return code;
  const sum = createHash('sha256').update(code).digest('hex').slice(0, 8).toUpperCase();
  return `${signs.slice(0, longestCode - 9).join('')}-${sum}`;
}

/** The id of a supplier follows from its code: made twice at the same time, it is there once. */
export const supplierIdOf = (code: string): string => idOfKey(`supplier:${code}`);

/** The suppliers that texts name by code or whole name, by the text; of several the one that is active. */
export async function suppliersNamed(
  connection: Connection,
  texts: readonly string[],
  session?: ClientSession,
): Promise<Map<string, Pick<Supplier, '_id' | 'code' | 'name' | 'active'>>> {
  if (texts.length === 0) return new Map();
  const suppliers = supplierModel(connection);
  const found = await exactly(texts, 'code', (filter) =>
    suppliers.find(filter, 'code name active', { session }).lean<Supplier[]>(),
  );
  return new Map(
    [...found].flatMap(([text, some]) => (some[0] ? [[text, some.find((s) => s.active) ?? some[0]]] : [])),
  );
}

/** A supplier of whom nothing but the name is known. */
export async function newSupplier(name: string, now: Date): Promise<Supplier> {
  const code = codeFromName(name);
  return {
    _id: supplierIdOf(code),
    code,
    name: typed(name),
    contacts: [],
    active: true,
    search: await searchWords(code, typed(name)),
    createdAt: now,
    updatedAt: now,
  };
}

/**
 * The ids of the suppliers that texts name, by the text; those that are not there are made, with the text as their name.
 * `made` are those. The same texts again make nobody.
 */
export async function findOrMakeSuppliers(
  connection: Connection,
  texts: readonly string[],
  now: Date,
  session?: ClientSession,
): Promise<{ ids: Map<string, string>; made: Supplier[] }> {
  const unique = [...new Set(texts)].filter((text) => text.trim() !== '');
  const named = await suppliersNamed(connection, unique, session);
  const ids = new Map([...named].map(([text, { _id }]) => [text, _id]));
  const made = new Map<string, Supplier>();
  for (const text of unique) {
    if (ids.has(text)) continue;
    const fresh = await newSupplier(text, now);
    ids.set(text, fresh._id);
    made.set(fresh._id, made.get(fresh._id) ?? fresh);
  }
  for (const { _id, ...rest } of made.values())
    await native(supplierModel(connection)).updateOne({ _id }, { $setOnInsert: { ...rest, __v: 0 } } as never, {
      upsert: true,
      session,
    });
  return { ids, made: [...made.values()] };
}

/** The supplier that a product names, made where nobody is called so; each new one is on the trail. */
export async function supplierFor(
  connection: Connection,
  audit: Pick<Audit, 'changed'>,
  actor: Actor,
  text: string | undefined,
  session: ClientSession,
): Promise<string | undefined> {
  if (!text?.trim()) return undefined;
  const { ids, made } = await findOrMakeSuppliers(connection, [text], actor.now, session);
  for (const fresh of made)
    await audit.changed(actor, 'supplier.create', { kind: 'Supplier', id: fresh._id }, {}, fresh, session);
  return ids.get(text);
}
