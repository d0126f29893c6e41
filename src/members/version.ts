import type { ClientSession, Connection } from 'mongoose';
import { countChange, versionOf } from '../database/versions.ts';

/**
 * The number of the rights: it grows with every change of a member or a team, in the same transaction. Whoever keeps
 * something that was worked out from rights (an open page) compares it.
 */
export const rightsVersion = (connection: Connection): Promise<number> => versionOf(connection, 'rights');

/** Counts a change of a member or a team. */
export const countRightsChange = (connection: Connection, session: ClientSession): Promise<void> =>
  countChange(connection, 'rights', session);
