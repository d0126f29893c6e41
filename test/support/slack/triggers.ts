import type { StandInClock } from '../platform/clock.ts';
import { inWords } from './blocks/rule.ts';
import { dropOldest } from './bounded.ts';
import type { Ids } from './ids.ts';
import { Refusal } from './refusal.ts';

export type Triggers = ReturnType<typeof createTriggers>;
/** Whom a trigger lets an app show a modal to. */
export type Trigger = { userId: string; teamId: string };

/** docs.slack.dev/surfaces/modals: a trigger_id expires 3 seconds after it is sent. */
const lifeMs = 3_000;
/** How many triggers are remembered, so that a used one is told from an unknown one. */
const remembered = 20_000;

export function createTriggers({ clock, ids }: { clock: StandInClock; ids: Ids }) {
  const issued = new Map<string, Trigger & { at: number; used: boolean }>();

  return {
    issue(trigger: Trigger): string {
      const id = ids.trigger();
      issued.set(id, { ...trigger, at: clock.now(), used: false });
      dropOldest(issued, remembered);
      return id;
    },

    /** The trigger, if it may still be used; `take` uses it up. Errors: docs.slack.dev/reference/methods/views.open. */
    redeem(id: unknown, teamId: string): Trigger & { take(): void } {
      const found = issued.get(inWords(id));
      if (!found || found.teamId !== teamId) throw new Refusal('invalid_trigger_id');
      if (found.used) throw new Refusal('exchanged_trigger_id');
      if (clock.now() - found.at > lifeMs) throw new Refusal('expired_trigger_id');
      return {
        userId: found.userId,
        teamId,
        take: () => {
          found.used = true;
        },
      };
    },
  };
}
