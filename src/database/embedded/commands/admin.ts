import { Long } from 'bson';
import type { Document } from '../bson/codec.ts';
import { MAX_DOCUMENT_BYTES } from '../bson/codec.ts';
import { notSupported } from '../errors.ts';
import { sessionId } from '../transactions/sessions.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import type { Request } from './context.ts';
import type { Reply } from './reading.ts';

/** The MongoDB whose language is spoken; drivers read what they may send from it. */
const SPOKEN = '7.0.0';
const WIRE_VERSION = 21;
const started = Date.now();

export interface Address {
  host: string;
}

/** The answer to `hello` and `ismaster`; it looks like the primary of a replica set of one. */
export function hello(request: Request, address: string): Reply {
  const primary = request.name === 'hello' ? { isWritablePrimary: true } : { ismaster: true, isWritablePrimary: true };
  return {
    ...primary,
    helloOk: true,
    setName: 'orderdesk',
    setVersion: 1,
    secondary: false,
    hosts: [address],
    me: address,
    primary: address,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: request.client.id,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  };
}

export function buildInfo(): Reply {
  return {
    version: SPOKEN,
    versionArray: [7, 0, 0, 0],
    gitVersion: 'orderdesk-embedded',
    bits: 64,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    modules: [],
  };
}

export function serverStatus(request: Request): Reply {
  const { transactions, cursors } = request.engine;
  const uptime = (Date.now() - started) / 1000;
  const metrics = { cursor: { open: { total: cursors.size } } };
  return {
    host: 'localhost',
    version: SPOKEN,
    process: 'orderdesk-embedded',
    pid: process.pid,
    uptime,
    metrics,
    transactions: {
      currentOpen: transactions.size,
      conflicts: transactions.claims.conflicts,
      longestHeldMs: Math.round(transactions.claims.longestHeldMs),
      writers: transactions.claims.writers,
      longWriters: transactions.claims.longWriters,
      longestCommitMs: Math.round(request.engine.longestCommitMs),
    },
  };
}

export function getParameter(request: Request): Reply {
  const all: Document = { featureCompatibilityVersion: { version: '7.0' }, logicalSessionTimeoutMinutes: 30 };
  if (request.body.getParameter === '*') return all;
  const asked = Object.entries(all).filter(([name]) => name in request.body);
  if (asked.length === 0) throw notSupported('This parameter');
  return Object.fromEntries(asked);
}

export function connectionStatus(request: Request): Reply {
  const { user } = request.client;
  const authenticatedUsers = user ? [{ user, db: 'admin' }] : [];
  const authenticatedUserRoles = user ? [{ role: 'root', db: 'admin' }] : [];
  return { authInfo: { authenticatedUsers, authenticatedUserRoles } };
}

/** `endSessions`, `killSessions`: their transactions are aborted, their cursors closed. */
export function endSessions(request: Request): Reply {
  const sessions = request.body[request.name];
  for (const one of Array.isArray(sessions) ? sessions : []) {
    const session = sessionId(one.id === undefined ? one : { id: one.id });
    if (!session) continue;
    request.engine.transactions.endSession(session);
    request.engine.cursors.closeSession(session);
  }
  return {};
}

export function startSession(): Reply {
  return { timeoutMinutes: 30, id: {} };
}

export function getLog(): Reply {
  return { totalLinesWritten: Long.ZERO, log: [] };
}
