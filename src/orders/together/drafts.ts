import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../../audit/service.ts';
import { native } from '../../database/native.ts';
import type { Together } from '../../database/together.ts';
import { transact } from '../../database/transact.ts';
import { dateAt } from '../../dates.ts';
import type { Actor } from '../../members/actor.ts';
import type { Settings } from '../../settings/settings.ts';
import { eachOf, withoutApart } from '../bulk/apart.ts';
import { alreadyThere, readFacts } from '../bulk/facts.ts';
import { stageDraft } from '../bulk/stage.ts';
import type { DraftInput } from '../draft-input.ts';
import { orderModel } from '../model.ts';
import { numberText, reserveNumbers } from '../numbers.ts';
import type { Order } from '../order.ts';
import { draftLine } from '../trail.ts';

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  audit: Pick<Audit, 'recordAll'>;
};

/** A draft that somebody wants to be made. */
export type WantedDraft = { actor: Actor; input: DraftInput };

/**
 * Makes many drafts in one transaction, each as it would be made alone: under its own key, by the rights of who makes it.
 * What is there already, is refused, or is in another currency than the base is left to whoever makes one alone.
 */
export function createDraftsTogether({ connection, settings, audit }: Deps) {
  async function make(
    wanted: readonly WantedDraft[],
    { first, rules }: { first: number; rules: Settings },
    session: ClientSession,
  ): Promise<Order[]> {
    const there = await alreadyThere(
      connection,
      wanted.map(({ actor }) => actor),
      session,
    );
    const customers = wanted.map(({ input }) => input.customer);
    const skus = wanted.flatMap(({ input }) => input.lines.map((l) => l.sku));
    const known = { settings: rules, members: [] };
    const facts = await readFacts(connection, { customers, skus, prices: true }, known, session);
    const { timezone } = rules;
    return eachOf(wanted, ({ actor, input }, n) => {
      if (there.has(actor.key)) return undefined;
      const today = dateAt(actor.now, timezone);
      return stageDraft(actor, input, { ...facts, today }, numberText('draft', first + n));
    });
  }

  /** Throws `Apart` with those of another currency, and with a second one under the same key. */
  function checkTogether(wanted: readonly WantedDraft[], { currency }: Settings): void {
    const seen = new Set<string>();
    eachOf(wanted, ({ actor: { key }, input }) => {
      if (seen.has(key) || (input.currency ?? currency) !== currency) return undefined;
      seen.add(key);
      return key;
    });
  }

  async function attempt(wanted: readonly WantedDraft[]): Promise<Together<WantedDraft, Order>> {
    let since = 0;
    const work = async (session: ClientSession): Promise<Order[]> => {
      const rules = await settings.get();
      checkTogether(wanted, rules);
      // The counter first: a transaction that has read nothing yet waits for its turn, a later one would collide.
      const first = await reserveNumbers(connection, 'draft', wanted.length, session);
      since = performance.now();
      const drafts = await make(wanted, { first, rules }, session);
      await native(orderModel(connection)).insertMany(drafts as never[], { session, ignoreUndefined: true });
      const told = drafts.map((draft, i) => draftLine(wanted[i]!.actor, undefined, draft));
      await audit.recordAll(told, session);
      return drafts;
    };
    const drafts = await transact(connection, work, { turn: 'draft' });
    return { done: new Map(wanted.map((one, i) => [one, drafts[i]!])), heldMs: performance.now() - since };
  }

  return async (wanted: readonly WantedDraft[]): Promise<Together<WantedDraft, Order>> =>
    (await withoutApart(wanted, attempt)) ?? { done: new Map(), heldMs: 0 };
}
