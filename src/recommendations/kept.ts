import type { Model } from 'mongoose';
import type { BuildRow } from './model.ts';

/** Keeps the last finished counting in the process: it is read whole once, and asked each time only whether it is still that. */
export function createKept(rows: () => Model<BuildRow>) {
  let kept: BuildRow | undefined;
  return {
    /** The last finished counting; undefined before the first one. */
    async current(): Promise<BuildRow | undefined> {
      const now = await rows().findById('current', { builtAt: 1 }).lean<BuildRow>();
      if (!now?.builtAt) return undefined;
      if (kept?.builtAt?.getTime() !== now.builtAt.getTime())
        kept = (await rows().findById('current').lean<BuildRow>()) ?? undefined;
      return kept;
    },
  };
}
