import { dateFromWords } from '../../entry/date-words.ts';
import { longestDate } from '../../entry/line-parts.ts';
import { DeskError } from '../../errors.ts';
import type { MilestoneInput, MoveInput } from '../../orders/deeds/deed.ts';
import type { MilestoneKind } from '../../orders/goods.ts';

const doneWord = /(?:^|\s|(?<=\p{Script=Han}|\d))(?:(?:is )?(?:done|finished|completed)(?!\w)|已?完成)\s*(.*)$/iu;

/** What is bought is named so; all else is made. */
const kindOf = (name: string): MilestoneKind =>
  /采购|到料|purchas|\bbuy|order(?:ed|ing)?\b/i.test(name) ? 'purchasing' : 'production';

/** Takes `done`, `done 12/4` and what is said after it. */
function takeDone(words: string, today: string): { before: string; done: true | string; note?: string } | undefined {
  const found = doneWord.exec(words);
  if (!found) return undefined;
  const before = words.slice(0, found.index).trim();
  const after = (found[1] ?? '').trim();
  const date = after === '' ? undefined : dateFromWords(after, today, 'past');
  return { before, done: date ?? true, note: date ? undefined : after || undefined };
}

/** Where a date can begin: at a word, or at a digit after Chinese text. */
const starts = (words: string): number[] =>
  [...words.matchAll(/(?<=^|\s)\S|(?<=\p{Script=Han})\d/gu)].map((m) => m.index);

/** The first date in the words, with what is before and after it. */
function takeDate(words: string, today: string): { before: string; planned: string; note?: string } | undefined {
  for (const start of starts(words)) {
    const found = longestDate(words.slice(start), today);
    if (!found) continue;
    const note = words
      .slice(start + found.length)
      .replace(/^[\s:,;、]+/, '')
      .trim();
    return { before: words.slice(0, start).trim(), planned: found.date, note: note || undefined };
  }
  return undefined;
}

/** What is said of a milestone that its id names: done, a new date with why, or a note. */
function ofKnown(id: string, words: string, today: string): MoveInput {
  const done = takeDone(words, today);
  if (done?.before === '') return { milestone: { id, done: done.done }, note: done.note };
  const dated = takeDate(words, today);
  if (dated?.before === '') return { milestone: { id, planned: dated.planned }, note: dated.note };
  return { milestone: { id }, note: words || undefined };
}

/** A milestone by its name: with a date it is planned, with `done` it is over. */
function ofNamed(words: string, today: string): MoveInput {
  const named = (name: string): MilestoneInput => (name === '' ? {} : { name, kind: kindOf(name) });
  const dated = takeDate(words, today);
  const done = takeDone(words, today);
  // `cutting done 12/4` is done on that day; `cutting 12/5` is planned for it.
  if (done && (!dated || dated.before.length > done.before.length))
    return { milestone: { ...named(done.before), done: done.done }, note: done.note };
  if (dated) return { milestone: { ...named(dated.before), planned: dated.planned }, note: dated.note };
  return { milestone: named(words) };
}

/** Reads `cutting 12/5`, `M1 done`, `M1 12/9 supplier is late`; who is responsible was taken out before. */
export function readMilestone(words: string, today: string): MoveInput {
  if (words.length > 400) throw new DeskError('error.too_long', { most: 400 }, { field: 'note' });
  const id = /^m\d{1,3}(?!\w)/i.exec(words)?.[0];
  return id ? ofKnown(id.toUpperCase(), words.slice(id.length).trim(), today) : ofNamed(words, today);
}
