import type { ClientSession, Connection } from 'mongoose';
import type { Customer } from './customer.ts';
import { customerModel } from './model.ts';

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
