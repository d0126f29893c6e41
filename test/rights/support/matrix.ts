import type { Member, Role } from '../../../src/members/member.ts';

/** Whose a record is. Products are nobody's and everybody's. */
export type Row = { kind: 'Order' | 'Customer' | 'Payment'; owner?: string; team?: string } | { kind: 'Product' };

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
function isTheirBusiness(reader: Reader, row: Exclude<Row, { kind: 'Product' }>): boolean {
  if (is(reader, 'admin', 'finance')) return true;
  const inTeam = row.owner !== undefined && row.team !== undefined && reader.teams.includes(row.team);
  if (is(reader, 'manager') && (reader.teams.length === 0 || inTeam)) return true;
  return is(reader, 'sales') && (reader._id === undefined ? inTeam : isOwn(reader, row));
}

/** Whether somebody may read a row at all. */
export function readsRow(reader: Reader, row: Row): boolean {
  if (reader.roles.length === 0) return false;
  if (row.kind === 'Product') return true;
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
