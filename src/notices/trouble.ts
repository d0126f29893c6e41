import type { Card } from '../chat/card.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow, OutboxRow } from '../chat/outbox-row.ts';
import { dateAt } from '../dates.ts';
import { jobName } from '../machinery/words.ts';
import { may } from '../members/ability.ts';
import { type Member, personOf } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { t } from '../text/index.ts';
import { type DirectOf, toMember } from './recipients.ts';

/** What of the desk itself fails: messages that could not be sent, or a job of the timetable. */
export type Trouble = { kind: 'letters' } | { kind: 'job'; job: string };

const nameOf = (trouble: Trouble): string => (trouble.kind === 'job' ? `job:${trouble.job}` : 'letters');

/** Admins are told of a trouble once a day, each directly: `day` parts the days in the admin's own time zone. */
export const troubleRows = (
  trouble: Trouble,
  members: readonly Member[],
  { directOf, now }: { directOf: DirectOf; now: Date },
): NewOutboxRow[] =>
  members
    .filter((member) => member.active && may(personOf(member), 'settings'))
    .flatMap((member) =>
      toMember(member, directOf).map((to) => ({
        _id: `trouble:${nameOf(trouble)}:${dateAt(now, member.timezone)}:${to.conversation}`,
        job: 'trouble' as const,
        ...to,
        data: trouble,
      })),
    );

type Deps = {
  outbox: Pick<Outbox, 'add' | 'kick'>;
  members: { all(): Promise<Member[]> };
  directOf: DirectOf;
  clock: () => Date;
};

/** Tells admins of a trouble. */
export type TellTrouble = (trouble: Trouble) => Promise<void>;

export const createTrouble =
  ({ outbox, members, directOf, clock }: Deps): TellTrouble =>
  async (trouble) => {
    await outbox.add(troubleRows(trouble, await members.all(), { directOf, now: clock() }), clock());
    outbox.kick();
  };

/** A row that was given up is a trouble; that nobody could be told of a trouble is none of its own. */
export const tellDead = async ({ job }: Pick<OutboxRow, 'job'>, tell: TellTrouble): Promise<void> =>
  job === 'trouble' ? undefined : tell({ kind: 'letters' });

/** An admin reads what fails, and where to look; nobody else does. */
export function drawTrouble({ locale, person }: Viewer, { data = {} }: Pick<OutboxRow, 'data'>): Card | undefined {
  if (!may(person, 'settings')) return undefined;
  const isJob = data.kind === 'job';
  const title = isJob
    ? t(locale, 'trouble.job', { job: jobName(locale, String(data.job)) })
    : t(locale, 'trouble.letters');
  const text = t(locale, isJob ? 'trouble.job.text' : 'trouble.letters.text');
  const step = isJob ? 'jobs' : 'letters';
  return {
    title,
    tone: 'bad',
    blocks: [
      { kind: 'text', text },
      {
        kind: 'buttons',
        buttons: [{ label: t(locale, 'word.open'), intent: { command: 'settings', input: { step } } }],
      },
    ],
    summary: title,
  };
}
