import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { CsvFile, FileRow } from '../../entry/csv.ts';
import { cellsOf } from '../../entry/import/cells.ts';
import { hashOfRows } from '../../entry/import/compare.ts';
import { reasonsOf } from '../../entry/import/once.ts';
import type { Rejection } from '../../entry/import/types.ts';
import { codeOf, compact } from '../../entry/plain.ts';
import { marksOf, type ShownMarks } from '../../entry/shown-marks.ts';
import { givenIn, type Row } from '../../entry/table/row-reader.ts';
import { DeskError } from '../../errors.ts';
import { may, mayOwn, mayRead, sees } from '../../members/ability.ts';
import type { Actor } from '../../members/actor.ts';
import { type Member, type Person, personOf } from '../../members/member.ts';
import { memberNamed } from '../../members/named.ts';
import type { Settings } from '../../settings/settings.ts';
import type { createAlike } from '../alike.ts';
import type { Customer } from '../customer.ts';
import { editsOf, formRow } from '../edits.ts';
import { type CustomerChanges, type CustomerInput, readCustomer } from '../input.ts';
import { keptCustomers } from '../kept.ts';
import { customerModel } from '../model.ts';
import type { Customers } from '../service.ts';
import { readCustomers, type SentTable } from './read.ts';

/** What a row would do. */
export type CustomerVerdict =
  | { kind: 'new'; row: FileRow; input: CustomerInput; doubt?: DeskError }
  /** `given`: what the row says, `shown`: what stood there when it was looked at. */
  | {
      kind: 'changed';
      row: FileRow;
      id: string;
      code: string;
      name: string;
      fields: string[];
      given: Row;
      shown: ShownMarks;
    }
  | { kind: 'same' }
  | { kind: 'wrong'; rejection: Rejection };

/** What a table of customers would do; nothing is stored. */
export type CustomerPlan = {
  name: string;
  file: CsvFile;
  currency: string;
  verdicts: CustomerVerdict[];
  /** A mark of all that it would do: another one, and something changed since it was looked at. */
  seen: string;
};

export type PlanDeps = {
  connection: Connection;
  settings: { get(): Promise<Pick<Settings, 'currency'>> };
  members: { all(): Promise<Member[]> };
  customers: Pick<Customers, 'checkCreate' | 'checkUpdate'>;
  alike: Pick<ReturnType<typeof createAlike>, 'takenNames'>;
};

/** What a row is judged by. */
type Known = {
  there: ReadonlyMap<string, Customer>;
  kept: ReadonlyMap<string, Customer>;
  members: readonly Member[];
  /** What speaks against new customers, by name. */
  taken: ReadonlyMap<string, DeskError>;
  /** Codes that several rows have: nobody knows which of them is meant. */
  twice: ReadonlySet<string>;
  currency: string;
};

const contactColumns = ['contact', 'phone', 'email', 'address'];
const termColumns = ['credit_limit', 'payment_days'];

/** The columns that a change fills, as files call them. */
const columnOf: Readonly<Record<string, string>> = {
  creditLimit: 'credit_limit',
  paymentDays: 'payment_days',
  contacts: 'contact',
};

const notYours = (field: string, who: 'manager' | 'finance') =>
  new DeskError(
    'error.field_not_yours',
    { field: { text: `field.${field}` }, who: { text: `entry.who.${who}` } },
    { loudness: 'warn' },
  );

/** What the row says; an empty cell leaves what is there. */
const saidIn = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name, text]) => !['code', 'owner'].includes(name) && givenIn(text)));

/** Columns that the person may not change say nothing, so that nobody can find out by a table what stands in them. */
function checkColumns(person: Person, customer: Customer, said: Row): void {
  const asked = (columns: readonly string[]) => columns.find((column) => said[column] !== undefined);
  const contact = sees(person, 'contact', customer) === 'full' ? undefined : asked(contactColumns);
  if (contact) throw notYours(contact, 'manager');
  const term = may(person, 'customer.credit', customer) ? undefined : asked(termColumns);
  if (term) throw notYours(term, 'finance');
}

/** The member that the column `owner` names. Nobody is made by a table. */
function ownerIn(row: Row, members: readonly Member[]): Member | undefined {
  const said = givenIn(row.owner);
  if (said === undefined) return undefined;
  const owner = memberNamed(said, members, { field: 'owner' });
  if (!mayOwn(personOf(owner))) throw new DeskError('error.cannot_own', { name: owner.name }, { field: 'owner' });
  return owner;
}

/** Rows that say all the same count once. */
const onceEach = (rows: readonly FileRow[]): FileRow[] =>
  [...new Map(rows.toReversed().map((row) => [hashOfRows([row]), row])).values()].toReversed();

/** New rows of one name and several codes: maybe the same customer, named by the row. */
function twiceNamed(rows: readonly FileRow[]): Map<string, DeskError> {
  const first = new Map<string, FileRow>();
  const twice = new Map<string, DeskError>();
  for (const row of rows) {
    const name = row.values.name?.trim() ?? '';
    const other = first.get(compact(name));
    if (!other) first.set(compact(name), row);
    else if (name !== '') twice.set(name, new DeskError('error.customers_alike', { row: other.row }));
  }
  return twice;
}

const isUnlike = (before: Customer, [field, value]: [string, unknown]): boolean =>
  JSON.stringify(before[field as keyof Customer] ?? null) !== JSON.stringify(value ?? null);

const markOf = (verdicts: readonly CustomerVerdict[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        verdicts.map((v) => {
          if (v.kind === 'new') return [v.kind, v.input, v.doubt?.code];
          return v.kind === 'changed' ? [v.kind, v.code, v.given, v.shown] : [v.kind];
        }),
      ),
    )
    .digest('base64url')
    .slice(0, 22);

/** Looks at tables of customers: a verdict on each row, by the rights of whoever sent it. */
export function createCustomerPlanner({ connection, settings, members, customers, alike }: PlanDeps) {
  async function known(actor: Actor, rows: readonly FileRow[]): Promise<Known> {
    const codes = rows.map((row) => codeOf(row.values.code ?? ''));
    const found = await customerModel(connection)
      .find({ code: { $in: codes } })
      .lean<Customer[]>();
    const there = new Map(found.map((customer) => [customer.code, customer]));
    const fresh = rows.filter((row) => !there.has(codeOf(row.values.code ?? '')));
    const [kept, all, taken, { currency }] = await Promise.all([
      keptCustomers(
        connection,
        found.filter((c) => c.mergedInto).map((c) => c._id),
      ),
      members.all(),
      alike.takenNames(
        actor,
        fresh.flatMap((row) => row.values.name?.trim() || []),
      ),
      settings.get(),
    ]);
    const alone = new Set<string>();
    const twice = new Set(codes.filter((code) => alone.size === alone.add(code).size));
    return { there, kept, members: all, taken: new Map([...twiceNamed(fresh), ...taken]), twice, currency };
  }

  /** A customer of a code that nobody has. */
  async function judgeNew(actor: Actor, row: FileRow, { members: all, taken, currency }: Known) {
    const cells = cellsOf(row);
    const owner = ownerIn(cells, all);
    const owned = owner ? { owner: owner._id, ...(owner.teams[0] && { team: owner.teams[0] }) } : {};
    const input: CustomerInput = { ...readCustomer(cells, currency), ...owned };
    await customers.checkCreate(actor, input);
    const doubt = taken.get(row.values.name?.trim() ?? '');
    return { kind: 'new' as const, row, input, ...(doubt && { doubt }) };
  }

  /** A row of a customer that is there. */
  function judgeThere(
    actor: Actor,
    row: FileRow,
    before: Customer,
    { members: all, currency }: Known,
  ): CustomerVerdict {
    const person = personOf(actor.member);
    const { code, name } = before;
    if (!mayRead(person, 'Customer', before))
      throw new DeskError('error.customer_taken', { code, who: { text: 'entry.who.manager' } });
    const cells = cellsOf(row);
    const owner = ownerIn(cells, all);
    if (owner && owner._id !== before.owner) throw new DeskError('error.customers_owner', { code });
    const given = saidIn(cells);
    checkColumns(person, before, given);
    const shown = marksOf(formRow(before, currency), Object.keys(given));
    const edits = Object.entries(editsOf(before, given, shown, currency)).filter((edit) => isUnlike(before, edit));
    if (edits.length === 0) return { kind: 'same' };
    customers.checkUpdate(actor, before, Object.fromEntries(edits) as CustomerChanges);
    return {
      kind: 'changed',
      row,
      id: before._id,
      code,
      name,
      fields: edits.map(([field]) => columnOf[field] ?? field),
      given,
      shown,
    };
  }

  /** A code that became a part of another customer: that one is named to who may read it. */
  function mergedAway(actor: Actor, { _id, code }: Customer, { kept }: Known): DeskError {
    const into = kept.get(_id);
    if (!into || !mayRead(personOf(actor.member), 'Customer', into))
      return new DeskError('error.customer_taken', { code, who: { text: 'entry.who.manager' } });
    return new DeskError('error.import_merged', { code, name: into.name, into: into.code });
  }

  async function judge(actor: Actor, row: FileRow, all: Known): Promise<CustomerVerdict> {
    const code = codeOf(row.values.code ?? '');
    const there = all.there.get(code);
    try {
      if (code !== '' && all.twice.has(code)) throw new DeskError('error.import_twice', { key: code });
      if (!there) return await judgeNew(actor, row, all);
      if (there.mergedInto) throw mergedAway(actor, there, all);
      return judgeThere(actor, row, there, all);
    } catch (error) {
      return { kind: 'wrong', rejection: { row, reasons: reasonsOf(error) } };
    }
  }

  /** What a table would do. Throws a `DeskError` where it cannot be read as a whole. */
  return async function look(actor: Actor, sent: SentTable): Promise<CustomerPlan> {
    const file = await readCustomers(sent);
    const rows = onceEach(file.rows);
    const all = await known(actor, rows);
    const verdicts: CustomerVerdict[] = [];
    for (const row of rows) verdicts.push(await judge(actor, row, all));
    return { name: sent.name, file, currency: all.currency, verdicts, seen: markOf(verdicts) };
  };
}
