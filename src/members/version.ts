import type { ClientSession, Connection } from 'mongoose';
import { transact } from '../database/transact.ts';
import { countChange, versionOf } from '../database/versions.ts';
import { forgetSharedReads } from '../shared-reads.ts';

/**
 * The number of the rights: it grows with every change of a member or a team, in the same transaction. Whoever keeps
 * something that was worked out from rights (an open page) compares it.
 */
export const rightsVersion = (connection: Connection): Promise<number> => versionOf(connection, 'rights');

/** Counts a change of a member or a team. */
export const countRightsChange = (connection: Connection, session: ClientSession): Promise<void> =>
  countChange(connection, 'rights', session);

/** A transaction that changes members or teams: the rest of the request reads them anew. */
export const changeRights = <T>(connection: Connection, work: (session: ClientSession) => Promise<T>): Promise<T> =>
  transact(connection, work).finally(forgetSharedReads);
