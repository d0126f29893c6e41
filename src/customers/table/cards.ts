import type { Block, Button, Card, Field, FileRef, Tone } from '../../chat/card.ts';
import { columnKey, columns } from '../../entry/table/columns.ts';
import type { Viewer } from '../../members/viewer.ts';
import { type Locale, listed, type TextKey, t } from '../../text/index.ts';
import type { CustomerPlan, CustomerVerdict } from './plan.ts';
import { mostCustomers } from './read.ts';
import type { CustomersDone, WhichCustomers } from './service.ts';

/** Rows that a card tells of. */
const mostTold = 30;
/** Columns that are not used which a card names. */
const mostNamed = 20;

type Item = Extract<Block, { kind: 'list' }>['items'][number];
type Counts = Record<CustomerVerdict['kind'], number>;

const countsOf = ({ verdicts }: CustomerPlan): Counts => {
  const counts: Counts = { new: 0, changed: 0, same: 0, wrong: 0 };
  for (const { kind } of verdicts) counts[kind] += 1;
  return counts;
};

const doubtsIn = ({ verdicts }: CustomerPlan): number => verdicts.filter((v) => v.kind === 'new' && v.doubt).length;

function itemOf(locale: Locale, verdict: CustomerVerdict): Item | undefined {
  const at = (row: number, what: string) => t(locale, 'batch.row', { rows: row, what });
  if (verdict.kind === 'wrong') {
    const { row, reasons } = verdict.rejection;
    const what = row.values.name?.trim() || row.values.code?.trim() || '';
    return { text: at(row.row, what), detail: reasons.map((r) => r.sentence(locale)).join(' '), tone: 'bad' };
  }
  if (verdict.kind === 'same') return undefined;
  const { code, name } = verdict.kind === 'new' ? verdict.input : verdict;
  const text = at(verdict.row.row, t(locale, 'batch.order_row', { name, code }));
  if (verdict.kind === 'new') {
    const detail = [t(locale, 'customers.table.is_new'), verdict.doubt?.sentence(locale)].filter(Boolean).join(' · ');
    return { text, detail, tone: verdict.doubt ? 'warn' : 'good' };
  }
  const fields = listed(
    locale,
    verdict.fields.map((field) => t(locale, `field.${field}` as TextKey)),
  );
  return { text, detail: t(locale, 'customers.table.changes', { fields }), tone: 'info' };
}

/** What needs the person first: to correct, to look at, to make. */
const urgency = (verdict: CustomerVerdict): number => {
  if (verdict.kind === 'new') return verdict.doubt ? 1 : 3;
  return { wrong: 0, changed: 2, same: 4 }[verdict.kind];
};

function listOf(locale: Locale, { verdicts }: CustomerPlan): Block[] {
  const items = verdicts
    .toSorted((a, b) => urgency(a) - urgency(b))
    .flatMap((verdict) => itemOf(locale, verdict) ?? []);
  const left = items.length - mostTold;
  return [
    ...(items.length > 0 ? [{ kind: 'list' as const, items: items.slice(0, mostTold) }] : []),
    ...(left > 0
      ? [{ kind: 'text' as const, text: t(locale, 'customers.table.more', { n: left }), style: 'quiet' as const }]
      : []),
  ];
}

function fieldsOf(locale: Locale, counts: Counts): Field[] {
  const tones: Partial<Record<keyof Counts, Tone>> = { wrong: 'bad', changed: 'info' };
  return (['new', 'changed', 'same', 'wrong'] as const)
    .filter((kind) => kind === 'new' || counts[kind] > 0)
    .map((kind) => ({
      label: t(locale, `customers.table.${kind}`),
      value: String(counts[kind]),
      ...(tones[kind] && { tone: tones[kind] }),
    }));
}

function buttonsOf(locale: Locale, plan: CustomerPlan, file: string): Block[] {
  const counts = countsOf(plan);
  const intent = (which: WhichCustomers) => ({ command: 'customers', input: { file, seen: plan.seen, which } });
  const doubts = doubtsIn(plan);
  const alike = doubts > 0 ? [t(locale, 'customers.table.confirm_alike', { n: doubts })] : [];
  const both = { n: counts.new, m: counts.changed };
  const sure = (...questions: string[]) => (questions.length > 0 ? { confirm: questions.join(' ') } : {});
  const make: Button[] =
    counts.new > 0
      ? [{ label: t(locale, 'customers.table.make', both), style: 'primary', intent: intent('new'), ...sure(...alike) }]
      : [];
  const all =
    counts.new > 0 ? t(locale, 'customers.table.make_change', both) : t(locale, 'customers.table.change', both);
  const change: Button[] =
    counts.changed > 0
      ? [{ label: all, intent: intent('all'), ...sure(t(locale, 'customers.table.confirm_change', both), ...alike) }]
      : [];
  const buttons = [...make, ...change];
  return buttons.length > 0 ? [{ kind: 'buttons', buttons }] : [];
}

/** The first of some names, and a sign that there are more. */
const shortList = (names: readonly string[]): string =>
  [...names.slice(0, mostNamed), ...(names.length > mostNamed ? ['…'] : [])].join(', ');

const quiet = (text: string): Block => ({ kind: 'text', text, style: 'quiet' });
const fileBlock = (file: FileRef | undefined): Block[] => (file ? [{ kind: 'file', file, label: file.name }] : []);

/** What the card of a dry run shows besides the verdicts. */
export type PlanNotes = {
  /** The kept table. */
  file: string;
  rejected?: FileRef;
  others?: readonly string[];
  /** What was written beside the file, and not used. */
  words?: string;
  /** It was to be done, and is not what was seen any more. */
  isOther?: boolean;
};

/** What a table of customers would do: counts, what can be done, and what each row is. */
export function customerPlanCard({ locale }: Viewer, plan: CustomerPlan, notes: PlanNotes): Card {
  const counts = countsOf(plan);
  const title = t(locale, 'customers.table.title', { name: plan.name });
  const isDone = counts.new + counts.changed === 0;
  const unknown = shortList(plan.file.unknown.filter((text) => text.toLowerCase() !== 'reason'));
  const dry = counts.wrong > 0 ? 'customers.table.none_right' : 'customers.table.all_there';
  const { others = [] } = notes;
  return {
    title,
    tone: counts.wrong > 0 ? 'warn' : 'info',
    blocks: [
      notes.isOther && !isDone
        ? { kind: 'text', text: t(locale, 'customers.table.other'), tone: 'warn' }
        : { kind: 'text', text: t(locale, isDone ? dry : 'customers.table.dry') },
      ...(unknown ? [quiet(t(locale, 'batch.columns_unused', { columns: unknown }))] : []),
      ...(notes.words ? [quiet(t(locale, 'batch.words_unused', { words: notes.words }))] : []),
      ...(others.length > 0 ? [quiet(t(locale, 'batch.others', { name: plan.name, others: others.join(', ') }))] : []),
      { kind: 'fields', fields: fieldsOf(locale, counts) },
      ...buttonsOf(locale, plan, notes.file),
      ...fileBlock(notes.rejected),
      ...listOf(locale, plan),
    ],
    summary: title,
  };
}

/** What came of a table of customers. */
export function customersDoneCard({ locale }: Viewer, done: CustomersDone, rejected: FileRef | undefined): Card {
  const { plan, created, changed, rejections } = done;
  const title = t(locale, 'customers.table.done', { name: plan.name });
  const counts = { created, changed, same: countsOf(plan).same, rejected: rejections.length };
  const summary = (Object.keys(counts) as (keyof typeof counts)[])
    .filter((name) => counts[name] > 0)
    .map((name) => t(locale, `customers.table.came.${name}`, { n: counts[name] }))
    .join(' · ');
  return {
    title,
    tone: rejections.length > 0 ? 'warn' : 'good',
    blocks: [
      { kind: 'text', text: summary },
      ...(rejected ? [quiet(t(locale, 'batch.done.correct'))] : []),
      ...fileBlock(rejected),
    ],
    summary: `${title} · ${summary}`,
  };
}

/** How customers are loaded from a table, and its columns. */
export function customersHelpCard(locale: Locale): Card {
  const title = t(locale, 'customers.table.help');
  const other: Locale = locale === 'zh' ? 'en' : 'zh';
  const rows = columns.customers.map((column) => {
    const label = `field.${columnKey(column)}` as TextKey;
    return [
      t(locale, label),
      t(other, label),
      t(locale, column.required ? 'customers.table.needed' : 'customers.table.free'),
    ];
  });
  const heads = ['batch.help.column', 'batch.help.other', 'batch.help.meaning'] as const;
  return {
    title,
    blocks: [
      { kind: 'text', text: t(locale, 'customers.table.how', { most: mostCustomers }) },
      { kind: 'table', columns: heads.map((key) => ({ label: t(locale, key) })), rows },
      quiet(t(locale, 'customers.table.empty')),
    ],
    summary: title,
  };
}
