import type { ClientSession, Connection } from 'mongoose';
import type { Customer } from './customer.ts';
import { customerModel } from './model.ts';

/** A record that became a part of another one. */
export type MergedRecord = Pick<Customer, '_id' | 'code'>;

/** Records that were merged one into the other, one after the other; more than anybody has. */
const longestChain = 10;

/** Reads customers by id; those that were merged into another one are that one. What is not there is left out. */
export async function keptCustomers(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Map<string, Customer>> {
  const known = new Map<string, Customer>();
  let wanted = [...new Set(ids)];
  for (let n = 0; n < longestChain && wanted.length > 0; n += 1) {
    const found = await customerModel(connection)
      .find({ _id: { $in: wanted } }, null, { session })
      .lean<Customer[]>();
    for (const customer of found) known.set(customer._id, customer);
    wanted = found.flatMap(({ mergedInto }) => (mergedInto && !known.has(mergedInto) ? [mergedInto] : []));
  }
  const keptOf = (id: string, n = 0): Customer | undefined => {
    const customer = known.get(id);
    return customer?.mergedInto && n < longestChain ? keptOf(customer.mergedInto, n + 1) : customer;
  };
  return new Map(
    ids.flatMap((id) => {
      const customer = keptOf(id);
      return customer ? [[id, customer] as const] : [];
    }),
  );
}

/** Reads a customer by id: of a record that was merged into another one, that one. */
export const keptCustomer = async (
  connection: Connection,
  id: string,
  session?: ClientSession,
): Promise<Customer | undefined> => (await keptCustomers(connection, [id], session)).get(id);

/** Found records with the customers that they stand for now in their place, each once and in their order. */
export async function withKept(connection: Connection, found: readonly Customer[]): Promise<Customer[]> {
  if (!found.some(({ mergedInto }) => mergedInto)) return [...found];
  const merged = found.flatMap(({ _id, mergedInto }) => (mergedInto ? [_id] : []));
  const kept = await keptCustomers(connection, merged);
  const all = found.flatMap((customer) => (customer.mergedInto ? (kept.get(customer._id) ?? []) : customer));
  return [...new Map(all.map((customer) => [customer._id, customer])).values()];
}

/** The customers that codes stand for, by code: of a record that was merged into another one, that one. */
export async function customersByCode(
  connection: Connection,
  codes: readonly string[],
  session?: ClientSession,
): Promise<Map<string, Customer>> {
  const found = await customerModel(connection)
    .find({ code: { $in: [...new Set(codes)] } }, null, { session })
    .lean<Customer[]>();
  const merged = found.flatMap(({ _id, mergedInto }) => (mergedInto ? [_id] : []));
  const kept = merged.length > 0 ? await keptCustomers(connection, merged, session) : new Map<string, Customer>();
  return new Map(
    found.flatMap((customer) => {
      const now = customer.mergedInto ? kept.get(customer._id) : customer;
      return now ? [[customer.code, now] as const] : [];
    }),
  );
}

/** The records that became a part of each of some customers, by its id; who took nobody in is left out. */
export async function mergedRecords(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Map<string, MergedRecord[]>> {
  const records = new Map<string, MergedRecord[]>();
  if (ids.length === 0) return records;
  const found = await customerModel(connection)
    .find({ mergedInto: { $in: [...new Set(ids)] } }, { code: 1, mergedInto: 1 }, { session })
    .lean<(MergedRecord & Pick<Customer, 'mergedInto'>)[]>();
  for (const { _id, code, mergedInto } of found)
    records.set(mergedInto!, [...(records.get(mergedInto!) ?? []), { _id, code }]);
  return records;
}

/**
 * Whose what names a record is, by the record's id: each customer's own, and what still names a record that is becoming a
 * part of it at this moment. One read of an index that holds few; of most customers it gives themselves alone.
 */
export async function holdersOf(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Map<string, string>> {
  const moving = await customerModel(connection)
    .find({ mergedInto: { $in: [...ids] }, mergingUntil: { $gt: new Date(0) } }, { mergedInto: 1 }, { session })
    .lean<Pick<Customer, '_id' | 'mergedInto'>[]>();
  return new Map([
    ...moving.map(({ _id, mergedInto }) => [_id, mergedInto!] as const),
    ...ids.map((id) => [id, id] as const),
  ]);
}

/** A customer, and the records that are becoming a part of it at this moment: what names one of them is the customer's. */
export const withMoving = async (connection: Connection, id: string, session?: ClientSession): Promise<string[]> => [
  ...(await holdersOf(connection, [id], session)).keys(),
];
