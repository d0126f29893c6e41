import type { Member, Role } from '../../../src/members/member.ts';

type Business = { kind: 'Order' | 'Customer' | 'Payment'; owner?: string; team?: string };
/** A template: its owner's alone where no team has it; `buyer` is the customer that it is for. */
type TemplateRow = { kind: 'Template'; owner: string; team?: string; buyer?: Business };

/** Whose a record is. Products are nobody's and everybody's. */
export type Row = Business | TemplateRow | { kind: 'Product' };

/** Somebody who reads: a member, or the audience of a shared conversation. */
export type Reader = Pick<Member, 'roles' | 'teams'> & { _id?: string };

/** Which role reads which class of fields in full. Written by hand from the contract; the desk's own tables are not asked. */
const inFull: Record<string, readonly Role[]> = {
  commercial: ['sales', 'manager', 'finance', 'admin'],
  cost: ['manager', 'finance', 'admin'],
  credit: ['manager', 'finance', 'admin'],
  contact: ['manager', 'admin'],
  shipping: ['manager', 'admin', 'operations'],
};

const is = (reader: Reader, ...some: Role[]) => reader.roles.some((r) => some.includes(r));
const isOwn = (reader: Reader, row: Row) =>
  row.kind !== 'Product' && reader._id !== undefined && row.owner === reader._id;

/** Rows of a salesperson or a manager: the own ones, the teams', or all for a manager without a team. */
function isTheirBusiness(reader: Reader, row: Business): boolean {
  if (is(reader, 'admin', 'finance')) return true;
  const inTeam = row.owner !== undefined && row.team !== undefined && reader.teams.includes(row.team);
  if (is(reader, 'manager') && (reader.teams.length === 0 || inTeam)) return true;
  return is(reader, 'sales') && (reader._id === undefined ? inTeam : isOwn(reader, row));
}

/** Who files orders reads the own templates, and those of the own teams; of every team an admin and a manager without one. */
function readsTemplate(reader: Reader, row: TemplateRow): boolean {
  if (!is(reader, 'sales', 'manager', 'admin') || reader._id === undefined) return false;
  if (row.buyer && !readsRow(reader, row.buyer)) return false;
  if (row.team === undefined) return isOwn(reader, row);
  const managesAll = is(reader, 'admin') || (is(reader, 'manager') && reader.teams.length === 0);
  return managesAll || reader.teams.includes(row.team);
}

/** Whether somebody may read a row at all. */
export function readsRow(reader: Reader, row: Row): boolean {
  if (reader.roles.length === 0) return false;
  if (row.kind === 'Product') return true;
  if (row.kind === 'Template') return readsTemplate(reader, row);
  if (row.kind !== 'Payment' && is(reader, 'operations')) return true;
  return isTheirBusiness(reader, row);
}

/** Whether somebody may read a field of a class in a row, in full. */
export function reads(reader: Reader, row: Row, fieldClass?: string): boolean {
  if (!readsRow(reader, row)) return false;
  if (fieldClass === undefined) return true;
  if ((fieldClass === 'contact' || fieldClass === 'shipping') && isOwn(reader, row)) return true;
  return is(reader, ...(inFull[fieldClass] ?? []));
}
