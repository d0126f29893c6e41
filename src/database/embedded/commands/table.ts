import type { Writer } from '../store/documents.ts';
import { buildInfo, connectionStatus, endSessions, getLog, getParameter, serverStatus, startSession } from './admin.ts';
import { aggregate } from './aggregate.ts';
import {
  collMod,
  collStats,
  create,
  dbStats,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  renameCollection,
} from './collections.ts';
import type { Request } from './context.ts';
import { explain } from './explain.ts';
import { count, distinct, find, getMore, killCursors } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import type { Reply } from './reading.ts';
import { remove, update } from './update.ts';

/** A command that only reads, inside a transaction or outside. */
export interface Reading {
  kind: 'read';
  run(request: Request): Reply;
  inTransaction: boolean;
}

/** A command that writes documents; numbered ones are remembered so that a repeat gets the first answer. */
export interface Writing {
  kind: 'write';
  run(request: Request, writer: Writer): Reply;
  inTransaction: boolean;
}

function read(run: Reading['run'], inTransaction = false): Reading {
  return { kind: 'read', run, inTransaction };
}

function write(run: Writing['run'], inTransaction = false): Writing {
  return { kind: 'write', run, inTransaction };
}

const ping = read(() => ({}));

/** Every command after authentication, but those of the connection and of transactions themselves. */
export const COMMANDS: Record<string, Reading | Writing> = {
  find: read(find, true),
  getMore: read(getMore, true),
  killCursors: read(killCursors, true),
  count: read(count),
  distinct: read(distinct, true),
  aggregate: read(aggregate, true),
  explain: read(explain),
  insert: write(insert, true),
  update: write(update, true),
  delete: write(remove, true),
  findAndModify: write(findAndModify, true),
  findandmodify: write(findAndModify, true),
  create: write(create),
  drop: write(drop),
  dropDatabase: write(dropDatabase),
  renameCollection: write(renameCollection),
  collMod: write(collMod),
  createIndexes: write(createIndexes),
  dropIndexes: write(dropIndexes),
  deleteIndexes: write(dropIndexes),
  listIndexes: read(listIndexes),
  listCollections: read(listCollections),
  listDatabases: read(listDatabases),
  collStats: read(collStats),
  dbStats: read(dbStats),
  ping,
  logout: ping,
  buildInfo: read(buildInfo),
  buildinfo: read(buildInfo),
  serverStatus: read(serverStatus),
  getParameter: read(getParameter),
  connectionStatus: read(connectionStatus),
  startSession: read(startSession),
  refreshSessions: ping,
  endSessions: read(endSessions),
  killSessions: read(endSessions),
  getLog: read(getLog),
};
