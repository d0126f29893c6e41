import { actions } from './actions.ts';
import { addresses } from './addresses.ts';
import { aftersales } from './aftersales.ts';
import { again } from './again.ts';
import { api } from './api.ts';
import { auditWords } from './audit.ts';
import { auditDeeds } from './audit-deeds.ts';
import { auditFields } from './audit-fields.ts';
import { auditRefusals } from './audit-refusals.ts';
import { away } from './away.ts';
import { batch } from './batch.ts';
import { batchErrors } from './batch-errors.ts';
import { calendar } from './calendar.ts';
import { cards } from './cards.ts';
import { charts } from './charts.ts';
import { chats } from './chats.ts';
import { commands } from './commands.ts';
import { console } from './console.ts';
import { customerTable } from './customer-table.ts';
import { customers } from './customers.ts';
import { doubles } from './doubles.ts';
import { entry } from './entry.ts';
import { entryErrors } from './entry-errors.ts';
import { errors } from './errors.ts';
import { exports } from './exports.ts';
import { feedback } from './feedback.ts';
import { feishu } from './feishu.ts';
import { goods } from './goods.ts';
import { type Fill, fill, type Locale, type WordRef, type Words } from './locale.ts';
import { members } from './members.ts';
import { payments } from './payments.ts';
import { pending } from './pending.ts';
import { prices } from './prices.ts';
import { recaps } from './recaps.ts';
import { recommendations } from './recommendations.ts';
import { reminders } from './reminders.ts';
import { reportViews } from './report-views.ts';
import { reports } from './reports.ts';
import { reviews } from './reviews.ts';
import { riskErrors } from './risk-errors.ts';
import { risks } from './risks.ts';
import { rules } from './rules.ts';
import { sample } from './sample.ts';
import { settings } from './settings.ts';
import { slack } from './slack.ts';
import { stock } from './stock.ts';
import { suppliers } from './suppliers.ts';
import { templates } from './templates.ts';
import { timetable } from './timetable.ts';
import { waiting } from './waiting.ts';

export * from './locale.ts';

/** Every sentence that a user reads, by key, in every language. A new room adds one file and one line here. */
export const texts = {
  ...actions,
  ...aftersales,
  ...again,
  ...away,
  ...auditWords,
  ...auditDeeds,
  ...auditFields,
  ...auditRefusals,
  ...batch,
  ...batchErrors,
  ...calendar,
  ...cards,
  ...commands,
  ...console,
  ...addresses,
  ...customerTable,
  ...customers,
  ...doubles,
  ...entry,
  ...entryErrors,
  ...errors,
  ...exports,
  ...api,
  ...feedback,
  ...goods,
  ...members,
  ...payments,
  ...pending,
  ...prices,
  ...recommendations,
  ...reminders,
  ...reports,
  ...reportViews,
  ...recaps,
  ...reviews,
  ...riskErrors,
  ...risks,
  ...rules,
  ...sample,
  ...settings,
  ...charts,
  ...chats,
  ...feishu,
  ...slack,
  ...stock,
  ...suppliers,
  ...templates,
  ...timetable,
  ...waiting,
} satisfies Record<string, Words>;

export type TextKey = keyof typeof texts;

/** Several words or names, as a sentence of the language has them. */
export const listed = (locale: Locale, words: readonly string[]): string => words.join(locale === 'zh' ? '、' : ', ');

function word(locale: Locale, value: string | number | WordRef): string | number {
  if (typeof value !== 'object') return value;
  const one = (key: string, values?: Fill) => (Object.hasOwn(texts, key) ? t(locale, key as TextKey, values) : key);
  if ('text' in value) return one(value.text, value.values);
  return (
    listed(
      locale,
      value.list.map((key) => one(key)),
    ) || '—'
  );
}

/** The sentence for `key` in the person's language. */
export function t(locale: Locale, key: TextKey, values: Fill = {}): string {
  const words = Object.entries(values).map(([name, value]) => [name, word(locale, value)] as const);
  return fill(texts[key][locale], Object.fromEntries(words));
}
