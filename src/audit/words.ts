import { isDeepStrictEqual } from 'node:util';
import { hiddenMark } from '../members/mask.ts';
import { goodsWords } from '../orders/cards/goods-words.ts';
import { nameOf } from '../orders/cards/words.ts';
import type { GoodsNews } from '../orders/goods.ts';
import { type Locale, listed, type TextKey, t } from '../text/index.ts';
import { type AuditEntry, sampleSource } from './entry.ts';
import { auditFields, type FieldWords } from './fields.ts';
import { lineWords, partWords } from './lines.ts';
import { type AuditReader, type Measures, subjectKey } from './reader.ts';
import { columns, text, wordOf } from './values.ts';

type Fields = Readonly<Record<string, unknown>>;

const nothing = '—';
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/** Whether a value is hidden, or something in it: then it changed, although both sides look the same. */
const isHidden = (value: unknown): boolean =>
  value === hiddenMark || (typeof value === 'object' && value !== null && Object.values(value).some(isHidden));

/** The key of the words of what was done: of a case those of the order's timeline. */
export const deedKey = (action: string): string => `did.${action.replace(/^case\./, 'case_')}`;

/** The words of what was done; of a refused attempt, what was tried. */
export function actionWords(locale: Locale, { action, refused, after }: AuditEntry): string {
  if (!refused) {
    const isProposal = action === 'change' && after?.changeOrder !== undefined;
    const done = wordOf(locale, deedKey(isProposal ? 'change_proposed' : action), t(locale, 'try.other'));
    return wordOf(locale, `audit.did.${action}`, done);
  }
  const what = wordOf(locale, `try.${action}`, wordOf(locale, `action.${action}`, t(locale, 'try.other')));
  return t(locale, 'audit.tried', { what: locale === 'en' ? what.charAt(0).toLowerCase() + what.slice(1) : what });
}

/** What a line is about, where that is not said above all of them; undefined where it says nothing more. */
export function subjectWords({ subject, by }: AuditEntry, reader: AuditReader): string | undefined {
  const { locale, subjects, members, teams } = reader;
  const { kind, id } = subject;
  const name = subjects.get(subjectKey(subject))?.name;
  switch (kind) {
    case 'Settings':
      return t(locale, 'audit.subject.settings');
    case 'Channel':
      return id;
    case 'Report':
      return wordOf(locale, `export.list.${id}`, id);
    case 'Member': {
      const member = members.find((m) => m._id === id);
      return id === by || !member ? undefined : t(locale, 'audit.subject.member', { name: member.name });
    }
    case 'Team': {
      const team = teams.find((one) => one._id === id);
      return team && t(locale, 'audit.subject.team', { name: team.name });
    }
    case 'Customer':
    case 'Product':
    case 'Price':
    case 'Template':
    case 'Supplier':
    case 'Purchase':
    case 'Feedback':
    case 'Payment': {
      const word = `audit.subject.${kind.toLowerCase()}` as 'audit.subject.customer';
      return name ? t(locale, word, { name }) : t(locale, 'audit.subject.gone');
    }
    default:
      return name ?? t(locale, 'audit.subject.gone');
  }
}

const chats: readonly string[] = ['console', 'slack', 'feishu', 'api', 'cli', 'scheduler'];

/** From where it was done: the chat, the command line, the timetable, the desk itself, the sample. Of a stranger, the identity, too. */
export function fromWords(locale: Locale, { from, by }: Pick<AuditEntry, 'from' | 'by'>): string {
  if (from === sampleSource) return t(locale, 'audit.from.sample');
  const platform = from.slice(0, Math.max(0, from.indexOf(':')));
  if (platform === 'desk') return t(locale, 'word.desk');
  const where = t(locale, `audit.from.${chats.includes(platform) ? platform : 'other'}` as TextKey);
  const isChat = ['console', 'slack', 'feishu'].includes(platform);
  return by === undefined && isChat ? `${where} (${from.slice(platform.length + 1)})` : where;
}

/** What a record's money and goods are counted in. */
function measuresOf({ subject }: Pick<AuditEntry, 'subject'>, reader: AuditReader): Measures {
  const named = reader.subjects.get(subjectKey(subject));
  return { ...reader, currency: named?.currency ?? reader.settings.currency, unit: named?.unit, goods: named?.goods };
}

/** What was said with it, which goods, and what came of it. */
function saidWords({ subject, after = {} }: AuditEntry, with_: Measures): string[] {
  if (subject.kind !== 'Order') return [];
  const { locale } = with_;
  const said = goodsWords(locale, {
    goods: after.goods as GoodsNews | undefined,
    note: after.note as string | undefined,
  });
  const isNamed = typeof after.note === 'string' && after.note.startsWith(String(after.changeOrder));
  const is = (field: TextKey, value: unknown) =>
    t(locale, 'audit.is', { field: t(locale, field), value: String(value) });
  return [
    ...(after.changeOrder && !isNamed ? [is('audit.field.change_order', after.changeOrder)] : []),
    ...(after.case ? [is('audit.field.case', after.case)] : []),
    ...(said ? [text(said, with_)] : []),
    ...(after.fields ? [is('audit.field.columns', listed(with_.locale, columns.each(after.fields, with_)))] : []),
    ...(after.parts ? [partWords(after.parts, with_)] : []),
    ...(after.lapsed
      ? [`${t(locale, 'did.change_lapsed')}: ${wordOf(locale, `lapsed.${after.lapsed}`, nothing)}`]
      : []),
  ];
}

/** Both sides of a field in words: of several things only those that came or went. */
function sides([, as]: FieldWords, before: unknown, after: unknown, was: Measures, is: Measures): [string, string] {
  if (typeof as === 'function')
    return [isNothing(before) ? nothing : as(before, was), isNothing(after) ? nothing : as(after, is)];
  const [old, now] = [as.each(before ?? [], was), as.each(after ?? [], is)];
  const [gone, come] = [old.filter((one) => !now.includes(one)), now.filter((one) => !old.includes(one))];
  const isMoved = gone.length === 0 && come.length === 0;
  const join = (words: readonly string[]) => listed(is.locale, words) || nothing;
  return isMoved ? [join(old), join(now)] : [join(gone), join(come)];
}

/** A field before and after; of something new only what it is. Hidden data that changed says that it did. */
function fieldWords(field: FieldWords, before: unknown, after: unknown, isNew: boolean, was: Measures, is: Measures) {
  if (isNothing(before) && isNothing(after)) return [];
  const hides = isHidden(before) || isHidden(after);
  if (!hides && isDeepStrictEqual(before, after)) return [];
  const name = t(is.locale, field[0]);
  const [old, now] = sides(field, before, after, was, is);
  if (!hides && old === now) return [];
  if (isNew) return [t(is.locale, 'audit.is', { field: name, value: now })];
  return [t(is.locale, 'audit.change', { field: name, before: old, after: now })];
}

/** The currency of one side of a line: a draft may have got another one. */
const inCurrency = (with_: Measures, ...sides_: (Fields | undefined)[]): Measures => {
  const currency = sides_.map((side) => side?.currency).find((one) => typeof one === 'string');
  return currency ? { ...with_, currency: String(currency) } : with_;
};

/** What a new order has without saying. */
const unsaid: readonly string[] = ['currency', 'version'];

/** What was said and what changed, a part for each; what says nothing to a reader is left out. */
export function changeWords(entry: AuditEntry, reader: AuditReader): string[] {
  const { subject, before = {}, after = {} } = entry;
  const with_ = measuresOf(entry, reader);
  const isOfOrder = subject.kind === 'Order';
  const was = isOfOrder ? inCurrency(with_, before, after) : with_;
  const is = isOfOrder ? inCurrency(with_, after, before) : with_;
  const isNew = Object.keys(before).length === 0;
  const table = auditFields[subject.kind] ?? {};
  const lines =
    isOfOrder && (before.lines || after.lines)
      ? lineWords(before.lines ?? [], after.lines ?? [], { before: was.currency, after: is.currency }, is)
      : [];
  const fields = Object.entries(table)
    .filter(([name]) => !(isNew && isOfOrder && unsaid.includes(name)))
    .flatMap(([name, field]) => fieldWords(field, before[name], after[name], isNew, was, is));
  return [...saidWords(entry, is), ...lines, ...fields];
}

/** Who did it: a member, for somebody who is away, or the desk. */
export function whoWords({ by, after }: AuditEntry, { members, locale }: AuditReader): string {
  const who = nameOf(members, by, locale);
  const standsFor = after?.for;
  return typeof standsFor === 'string'
    ? t(locale, 'word.for', { who, other: nameOf(members, standsFor, locale) })
    : who;
}
