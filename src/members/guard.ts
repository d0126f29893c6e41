import type { Subject } from '../audit/entry.ts';
import type { Audit } from '../audit/service.ts';
import { DeskError } from '../errors.ts';
import type { Cause } from './actor.ts';

/**
 * Goes on when a deed is allowed; else puts the refused attempt on the audit trail and throws `error.not_allowed`, which
 * says whom to ask. Call it before the transaction, so that the line stays when nothing else does.
 */
export type Guard = (cause: Cause, allowed: boolean, action: string, subject: Subject) => Promise<void>;

export function createGuard(deps: { audit: Pick<Audit, 'refused'>; admins: () => Promise<string> }): Guard {
  return async (cause, allowed, action, subject) => {
    if (allowed) return;
    await deps.audit.refused(cause, action, subject, 'error.not_allowed');
    const refused = new DeskError('error.not_allowed', { who: await deps.admins() }, { loudness: 'warn' });
    throw Object.assign(refused, { audited: true });
  };
}
