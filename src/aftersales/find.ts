import type { Connection } from 'mongoose';
import { DeskError } from '../errors.ts';
import { mayRead, readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { numberText } from '../orders/numbers.ts';
import { type Case, judged, unclosed } from './case.ts';
import { caseModel } from './model.ts';

const written = /^c-?0*(\d{1,9})$/i;

/** Whether a word is the number of a case: `C-0001`, `c1`. */
export const isCaseNumber = (word: string): boolean => written.test(word.trim());

/** One page of cases; there is more after it. */
export type CasePage = { cases: Case[]; more: boolean };

/** Reads of cases. Every one is filtered by the person's rights; what is not seen does not exist. */
export function createCaseFinder(connection: Connection) {
  const cases = caseModel(connection);
  const seen = (person: Person, it: Case | null): Case | undefined =>
    it && mayRead(person, 'Case', judged(it)) ? it : undefined;

  /** The cases that are not closed, the first due first. */
  const open = (person: Person) =>
    cases
      .find({ $and: [{ state: { $in: unclosed } }, readFilter(person, 'Case')] }, { timeline: 0 })
      .sort({ dueDate: 1, _id: 1 });

  return {
    /** One case by its number. Throws `error.case_not_found`, also for what the person may not see. */
    async byNumber(person: Person, name: string): Promise<Case> {
      const digits = written.exec(name.trim())?.[1];
      const number = digits ? numberText('case', Number(digits)) : name;
      const it = seen(person, await cases.findOne({ number }).lean<Case>());
      if (!it) throw new DeskError('error.case_not_found', { name });
      return it;
    },
    /** One case by id; undefined when it is not there or not to be seen. */
    byId: async (person: Person, id: string): Promise<Case | undefined> =>
      seen(person, await cases.findById(id).lean<Case>()),
    /** All cases of an order, the oldest first. */
    async ofOrder(person: Person, order: string): Promise<Case[]> {
      const all = await cases.find({ order }).sort({ _id: 1 }).lean<Case[]>();
      return all.filter((it) => seen(person, it) !== undefined);
    },
    /** All cases that are not closed, one by one, as `waiting` has them. */
    eachWaiting: (person: Person): AsyncIterable<Case> => open(person).lean<Case[]>().cursor({ batchSize: 500 }),
    /** One page of the cases that are not closed, the first due first. */
    async waiting(person: Person, { skip = 0, limit = 10 } = {}): Promise<CasePage> {
      const found = await open(person)
        .skip(skip)
        .limit(limit + 1)
        .lean<Case[]>();
      return { cases: found.slice(0, limit), more: found.length > limit };
    },
  };
}
