import type { ClientSession, Connection } from 'mongoose';
import { readFilter, withoutOthers } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { editHours, type Feedback, type FeedbackSums, mostSummed, sumsOf } from './feedback.ts';
import { feedbackModel } from './model.ts';

/** What is asked for: of a customer, of a product, or of all that the person reads. */
export type FeedbackOf = { customer?: string; product?: string };

/** A page of feedback, newest first, and what all of what it is of says, as far as that is read. */
export type FeedbackPage = { feedback: Feedback[]; more: boolean; sums: FeedbackSums };

/** Reads of feedback by the rights of whoever asks: what is not seen does not exist. */
export function createFeedbackFinder(connection: Connection) {
  const rows = feedbackModel(connection);
  const filterOf = (person: Person, { customer, product }: FeedbackOf, more: object = {}) => ({
    $and: [
      { ...(customer && { customer }), ...(product && { 'lines.product': product }), ...more },
      readFilter(withoutOthers(person), 'Feedback'),
    ],
  });
  const newest = { at: -1, _id: -1 } as const;
  const summed = (filter: object) =>
    rows
      .find(filter, { kind: 1, score: 1 })
      .sort(newest)
      .limit(mostSummed + 1)
      .lean<Feedback[]>();

  return {
    /** One by id; undefined where it is not the person's to see. */
    byId: async (person: Person, id: string, session?: ClientSession): Promise<Feedback | undefined> =>
      (await rows.findOne(filterOf(person, {}, { _id: id }), null, { session }).lean<Feedback>()) ?? undefined,

    /** What a member wrote down last and may still correct, newest first. */
    editable: (member: string, now: Date, limit: number): Promise<Feedback[]> =>
      rows
        .find({ by: member, at: { $gte: new Date(now.getTime() - editHours * 3_600_000) } })
        .sort(newest)
        .limit(limit)
        .lean<Feedback[]>()
        .exec(),

    /** What all of it says, and the last one where there is any. */
    async summary(person: Person, of: FeedbackOf): Promise<FeedbackSums & { last?: Feedback }> {
      const filter = filterOf(person, of);
      const sums = sumsOf(await summed(filter));
      const last = sums.count > 0 ? await rows.findOne(filter).sort(newest).lean<Feedback>() : undefined;
      return { ...sums, ...(last && { last }) };
    },

    /** All that was said, one by one, as `page` has it. */
    each: (person: Person, of: FeedbackOf): AsyncIterable<Feedback> =>
      rows.find(filterOf(person, of)).sort(newest).lean<Feedback[]>().cursor({ batchSize: 500 }),

    /** A page of what was said. */
    async page(
      person: Person,
      of: FeedbackOf,
      { skip, limit }: { skip: number; limit: number },
    ): Promise<FeedbackPage> {
      const filter = filterOf(person, of);
      const [found, all] = await Promise.all([
        rows
          .find(filter)
          .sort(newest)
          .skip(skip)
          .limit(limit + 1)
          .lean<Feedback[]>(),
        summed(filter),
      ]);
      return { feedback: found.slice(0, limit), more: found.length > limit, sums: sumsOf(all) };
    },

    /** All that was said in a span, `until` not included, as a person or an audience may read it. */
    between: (person: Person, from: Date, until: Date, team?: string): Promise<Feedback[]> =>
      rows
        .find(filterOf(person, {}, { at: { $gte: from, $lt: until }, ...(team && { team }) }))
        .sort(newest)
        .limit(mostSummed + 1)
        .lean<Feedback[]>()
        .exec(),
  };
}
