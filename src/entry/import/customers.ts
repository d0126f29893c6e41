import { type Customer, usualPaymentDays } from '../../customers/customer.ts';
import { followOwnerOf } from '../../customers/follow-owner.ts';
import { readCustomer } from '../../customers/input.ts';
import { keptCustomers } from '../../customers/kept.ts';
import { customerModel } from '../../customers/model.ts';
import { customerRow } from '../../customers/row.ts';
import { DeskError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { CsvFile, FileRow } from '../csv.ts';
import { searchWords } from '../find/words.ts';
import { codeOf } from '../plain.ts';
import { cellsOf } from './cells.ts';
import { attempt, oncePerKey } from './once.ts';
import { createOwners, type Owner } from './owners.ts';
import { decideRecord, type Read } from './record.ts';
import { type Decision, storeBatch } from './store.ts';
import type { ImportContext, Importer, Unit } from './types.ts';

/** The columns of a file and the fields that they fill. */
const fieldsOf: Readonly<Record<string, readonly (keyof Customer)[]>> = {
  name: ['name', 'search'],
  industry: ['industry'],
  tier: ['tier'],
  region: ['region'],
  address: ['address'],
  contact: ['contacts'],
  phone: ['contacts'],
  email: ['contacts'],
  owner: ['owner', 'team'],
  credit_limit: ['creditLimit'],
  payment_days: ['paymentDays'],
};

/** A record that became a part of another one is not brought back, nor written to: the other one's row says what is true. */
const goneInto = (unit: Unit, into: Customer | undefined): Decision<Customer> => {
  const values = { code: unit.key, name: into?.name ?? '', into: into?.code ?? '' };
  return {
    verdict: { rejected: [{ row: unit.rows[0]!, reasons: [new DeskError('error.import_merged', values)] }] },
  };
};

/** Customers: one row each, known by their code. */
export function customersImporter(context: ImportContext, file: CsvFile): Importer {
  const { connection, settings } = context;
  const model = customerModel(connection);
  const owners = createOwners(context);

  const read = (row: FileRow) => attempt(() => readCustomer(cellsOf(row), settings.currency));

  async function build(input: ReturnType<typeof read>, owner: Owner | undefined): Promise<Read<Customer>> {
    if ('reasons' in input) return input;
    const { code, name, ...rest } = input.value;
    const value = {
      ...rest,
      _id: newId(),
      code,
      name,
      paymentDays: rest.paymentDays ?? usualPaymentDays,
      ...(owner && { owner: owner._id, team: owner.team }),
      search: await searchWords(code, name),
    };
    return { value: value as Customer };
  }

  async function take(batch: readonly Unit[]) {
    const rows = batch.map((unit) => unit.rows[0]!);
    const inputs = rows.map(read);
    const people = await owners.of(rows.filter((_, i) => 'value' in inputs[i]!).map((row) => row.values.owner));
    const ownerOf = (row: FileRow) => people.get(row.values.owner?.trim() ?? '');
    const reads = await Promise.all(inputs.map((input, i) => build(input, ownerOf(rows[i]!))));
    return storeBatch<Customer>(context, {
      kind: 'Customer',
      model,
      async decide(session): Promise<Decision<Customer>[]> {
        const there = await model
          .find({ code: { $in: batch.map((u) => u.key) } }, null, { session })
          .lean<Customer[]>();
        const merged = there.flatMap((c) => (c.mergedInto ? [c._id] : []));
        const kept = await keptCustomers(connection, merged, session);
        const known = await owners.names(there.map((c) => c.owner));
        const names = new Map([...known, ...[...people.values()].map((o) => [o._id, o.name] as const)]);
        const rowOf = (c: Customer) => customerRow(c, c.owner && (names.get(c.owner) ?? c.owner), settings.currency);
        return batch.map((unit, i) => {
          const present = there.find((c) => c.code === unit.key);
          if (present?.mergedInto) return goneInto(unit, kept.get(present._id));
          return decideRecord<Customer>(context, { unit, read: reads[i]!, there: present, rowOf, fieldsOf });
        });
      },
      /** Of another owner is all that goes with a customer. */
      async changed(changes, session) {
        for (const { id, before, set, unset = [] } of changes) {
          if (!('owner' in set) && !('team' in set) && !unset.includes('owner')) continue;
          const now = await model.findById(id, null, { session }).lean<Customer>().orFail();
          await followOwnerOf(connection, now, before as Partial<Customer>, session);
        }
      },
    });
  }

  return { ...oncePerKey(file.rows, (row) => codeOf(row.values.code ?? '')), take };
}
