import type { Audit } from '../audit/service.ts';
import { DeskError } from '../errors.ts';
import type { Actor } from './actor.ts';

/** Does what somebody asks for; a refused attempt is on the audit trail, whatever part of the desk refused it, and refused once. */
export async function attempt<T>(
  audit: Pick<Audit, 'refused'>,
  actor: Actor,
  action: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DeskError && error.loudness === 'warn' && !error.audited)
      await audit.refused(actor, action, { kind: 'Member', id: actor.member._id }, error.code);
    throw error;
  }
}
