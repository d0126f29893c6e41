import type { Block, Button, Card, Field, FileRef, Tone } from '../../../chat/card.ts';
import type { Viewer } from '../../../members/viewer.ts';
import { type Locale, t } from '../../../text/index.ts';
import type { Refusal } from '../filing.ts';
import { type Plan, rightOf } from '../plan.ts';
import type { Work } from '../work.ts';
import { amountFor, isMarked, verdictItems } from './items.ts';
import { hearsLater } from './outlook-words.ts';
import type { LongCard } from './pages.ts';
import { subjectOf } from './progress.ts';

/** What a dry run's card shows besides the verdicts. */
export type PlanNotes = {
  /** The table in work. */
  work: Work;
  /** The rows to correct, where nothing can be filed that would bring them. */
  rejected?: FileRef;
  /** Further files that came with it, and words that were not used. */
  others?: readonly string[];
  words?: string;
  /** It was to be filed, and nothing was. */
  refused?: Refusal;
};

const countOf = ({ verdicts }: Plan, kind: 'wrong' | 'there'): number => verdicts.filter((v) => v.kind === kind).length;
const doubtfulOf = (plan: Plan): number => rightOf(plan).filter((order) => order.doubts.length > 0).length;

const homelessOf = (plan: Plan): number => rightOf(plan).filter((order) => order.lacksAddress).length;

function badgeOf(plan: Plan, locale: Locale): { label: string; tone: Tone } {
  const [right, wrong] = [rightOf(plan).length, countOf(plan, 'wrong')];
  if (right === 0) return { label: t(locale, 'batch.badge.none'), tone: wrong > 0 ? 'bad' : 'info' };
  if (wrong > 0) return { label: t(locale, 'batch.badge.some'), tone: 'warn' };
  if (rightOf(plan).some(isMarked)) return { label: t(locale, 'batch.badge.look'), tone: 'info' };
  return { label: t(locale, 'batch.badge.right'), tone: 'good' };
}

function fieldsOf(viewer: Viewer, plan: Plan): Field[] {
  const { locale } = viewer;
  const right = rightOf(plan);
  const total = amountFor(
    viewer,
    right.reduce((sum, order) => sum + order.total, 0),
    plan.currency,
  );
  const counted = (key: Parameters<typeof t>[1], n: number, tone: Tone): Field[] =>
    n > 0 ? [{ label: t(locale, key), value: String(n), tone }] : [];
  return [
    { label: t(locale, 'batch.rows'), value: String(plan.file.rows.length) },
    { label: t(locale, 'batch.right'), value: String(right.length) },
    ...(total !== undefined && right.length > 0 ? [{ label: t(locale, 'batch.total'), value: total }] : []),
    ...counted('batch.wrong', countOf(plan, 'wrong'), 'bad'),
    ...counted('batch.there', countOf(plan, 'there'), 'info'),
    ...counted('batch.doubtful', doubtfulOf(plan), 'warn'),
    ...counted('batch.orders_no_address', homelessOf(plan), 'warn'),
    ...counted('batch.orders_short', right.filter((order) => order.misses.length > 0).length, 'warn'),
    ...counted('batch.orders_approval', right.filter((order) => order.steps.length > 0).length, 'info'),
  ];
}

/** What is asked before orders are filed that may be there already, or of which nobody knows where they go. */
function confirmOf(plan: Plan, locale: Locale): Pick<Button, 'confirm'> {
  const [doubtful, homeless] = [doubtfulOf(plan), homelessOf(plan)];
  const sentences = [
    ...(homeless > 0 ? [t(locale, 'batch.confirm_no_address', { n: homeless })] : []),
    ...(doubtful > 0 ? [t(locale, 'batch.confirm_doubles', { n: doubtful })] : []),
  ];
  return sentences.length > 0 ? { confirm: sentences.join(' ') } : {};
}

/** Where all is right there is one way to file it; else the right ones, or all once the rest has become right. */
function buttonsOf(plan: Plan, work: string, locale: Locale): Button[] {
  const n = rightOf(plan).length;
  const cancel = { label: t(locale, 'batch.cancel'), intent: { command: 'import', input: { work, cancel: true } } };
  const columns = { label: t(locale, 'batch.columns'), intent: { command: 'import', input: { work, columns: true } } };
  const other = [...(plan.file.unknown.length > 0 ? [columns] : []), cancel];
  if (n === 0) return other;
  const confirm = confirmOf(plan, locale);
  const intent = (which: 'valid' | 'all') => ({ command: 'import', input: { work, which } });
  const all = { intent: intent('all'), ...confirm };
  if (countOf(plan, 'wrong') === 0)
    return [{ label: t(locale, 'batch.file_all', { n }), style: 'primary', ...all }, ...other];
  return [
    { label: t(locale, 'batch.file_valid'), style: 'primary', intent: intent('valid'), ...confirm },
    { label: t(locale, 'batch.all_or_nothing'), ...all },
    ...other,
  ];
}

function sentencesOf(viewer: Viewer, plan: Plan, { others = [], words, refused }: PlanNotes): Block[] {
  const { locale } = viewer;
  const none = countOf(plan, 'wrong') > 0 ? 'batch.none_right' : 'batch.all_there';
  const what = rightOf(plan).length === 0 ? none : 'batch.dry';
  const { unknown } = plan.file;
  const quiet = (text: string): Block => ({ kind: 'text', text, style: 'quiet' });
  return [
    ...(refused
      ? [{ kind: 'text' as const, text: t(locale, `batch.nothing_filed.${refused}`), tone: 'warn' as const }]
      : []),
    { kind: 'text', text: t(locale, what) },
    ...(hearsLater(viewer, rightOf(plan)) ? [quiet(t(locale, 'batch.prices_later'))] : []),
    ...(others.length > 0 ? [quiet(t(locale, 'batch.others', { name: plan.name, others: others.join(', ') }))] : []),
    ...(words ? [quiet(t(locale, 'batch.words_unused', { words }))] : []),
    ...(plan.above > 0 ? [quiet(t(locale, 'batch.above', { n: plan.above }))] : []),
    ...(unknown.length > 0 ? [quiet(t(locale, 'batch.columns_unused', { columns: unknown.join(', ') }))] : []),
  ];
}

/** The card of a dry run: counts, what can be done now, and the verdict on each row. */
export function planCard(viewer: Viewer, plan: Plan, notes: PlanNotes): LongCard {
  const { locale } = viewer;
  const title = t(locale, 'batch.title', { name: plan.name });
  const badge = badgeOf(plan, locale);
  const buttons = buttonsOf(plan, notes.work._id, locale);
  const card: Card = {
    subject: subjectOf(notes.work),
    title,
    badge,
    tone: badge.tone,
    blocks: [
      ...sentencesOf(viewer, plan, notes),
      { kind: 'fields', fields: fieldsOf(viewer, plan) },
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
      ...(notes.rejected ? [{ kind: 'file' as const, file: notes.rejected, label: notes.rejected.name }] : []),
    ],
    summary: `${title} · ${badge.label}`,
  };
  return { card, items: verdictItems(viewer, plan) };
}
