import type { Button, Tone } from '../../chat/card.ts';
import { shortTimeAt } from '../../dates.ts';
import { isFailing, type JobState } from '../../machinery/timetable.ts';
import { everyText, jobName } from '../../machinery/words.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input, Reply } from '../command.ts';

const deeds = ['run', 'pause', 'resume'] as const;
type JobDeed = (typeof deeds)[number];

/** When it ran and runs, and what went wrong, in the admin's own time. */
function detailOf(job: JobState, { locale, actor }: CommandContext): string {
  const time = (instant: Date) => shortTimeAt(instant, actor.member.timezone);
  const { isPaused, isRunning, lastRunAt, nextRunAt, failedAt, reason, failures } = job;
  return [
    t(locale, 'jobs.every', { every: everyText(locale, job.every) }),
    lastRunAt ? t(locale, 'jobs.last', { time: time(lastRunAt) }) : t(locale, 'jobs.never'),
    ...(isRunning ? [t(locale, 'jobs.running')] : []),
    ...(isPaused ? [t(locale, 'jobs.paused')] : []),
    ...(!isPaused && nextRunAt ? [t(locale, 'jobs.next', { time: time(nextRunAt) })] : []),
    ...(failedAt ? [t(locale, 'jobs.failed', { time: time(failedAt), reason: (reason ?? '').slice(0, 200) })] : []),
    ...(failures > 0 ? [t(locale, 'jobs.failures', { n: failures })] : []),
  ].join(' · ');
}

function buttonsOf(job: JobState, { locale }: CommandContext): Button[] {
  const name = jobName(locale, job.id);
  const button = (deed: JobDeed): Button => ({
    label: t(locale, `jobs.${deed}`),
    intent: { command: 'settings', input: { step: 'jobs', job: job.id, deed } },
  });
  if (job.isPaused) return [button('resume')];
  return [button('run'), { ...button('pause'), confirm: t(locale, 'jobs.pause_sure', { job: name }) }];
}

const toneOf = (job: JobState): Tone => {
  if (isFailing(job)) return 'bad';
  return job.isPaused ? 'warn' : 'neutral';
};

/** The timetable with what an admin can do about each entry. */
export async function jobsReply(context: CommandContext, said?: string): Promise<Reply> {
  const { desk, locale } = context;
  const title = t(locale, 'jobs.title');
  const items = (await desk.timetable.list()).map((job) => ({
    text: jobName(locale, job.id),
    detail: detailOf(job, context),
    tone: toneOf(job),
    buttons: buttonsOf(job, context),
  }));
  const note = said ? [{ kind: 'text' as const, text: said, tone: 'good' as const }] : [];
  return {
    card: {
      title,
      blocks: [...note, { kind: 'list', items, empty: t(locale, 'jobs.empty') }],
      summary: said ?? title,
    },
    replace: said !== undefined,
  };
}

/** Runs, pauses or resumes an entry, and shows the timetable as it is then. */
export async function jobPressed(input: Input, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const deed = deeds.find((one) => one === input.deed);
  if (!deed) return jobsReply(context);
  const { timetable } = desk;
  const id = String(input.job);
  const does = { run: timetable.runNow, pause: timetable.pause, resume: timetable.resume };
  await does[deed](actor, id);
  return jobsReply(context, t(locale, `jobs.done.${deed}`, { job: jobName(locale, id) }));
}
