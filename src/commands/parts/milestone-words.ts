import { closerDate, dateFromWords } from '../../entry/date-words.ts';
import { DeskError } from '../../errors.ts';
import type { MilestoneInput, MoveInput } from '../../orders/deeds/deed.ts';
import type { MilestoneKind } from '../../orders/goods.ts';
import { type Dated, dateAtEnd, firstDate } from './typed-date.ts';

const doneWord = /(?:^|\s|(?<=\p{Script=Han}|\d))(?:(?:is )?(?:done|finished|completed)(?!\w)|已?完成)\s*(.*)$/iu;

/** What is bought is named so; all else is made. */
const kindOf = (name: string): MilestoneKind =>
  /采购|到料|purchas|\bbuy|order(?:ed|ing)?\b/i.test(name) ? 'purchasing' : 'production';

/** What is said of a step that is over: the words of the day stand behind `done` or right before it. */
type Done = { before: string; on?: string; note?: string };

/** Takes `done`, `done 12/4`, `12/4 done` and what is said after it. */
function takeDone(words: string, today: string): Done | undefined {
  const found = doneWord.exec(words);
  if (!found) return undefined;
  const before = words.slice(0, found.index).trim();
  const behind = dateBehind((found[1] ?? '').replace(/^[\s:,;、]+/, '').trim(), today);
  const ahead = behind.on ? undefined : dateAtEnd(before, today);
  return { before: ahead?.before ?? before, on: behind.on ?? ahead?.text, note: behind.note || undefined };
}

/** What stands behind `done`: the day, then a note. */
function dateBehind(words: string, today: string): { on?: string; note: string } {
  const dated = firstDate(words, today);
  return dated?.before === '' ? { on: dated.text, note: dated.after } : { note: words };
}

/** The day on which it was done: today unless it is said. A day that is rather to come is no such day. */
function dayOf({ on }: Done, today: string): true | string {
  if (on === undefined) return true;
  const date = dateFromWords(on, today, 'past');
  if (!date) throw new DeskError('error.date_expected', { text: on }, { field: 'planned' });
  const ahead = closerDate(on, today, 'past');
  if (ahead) throw new DeskError('error.milestone_future', { date: ahead, today }, { field: 'planned' });
  return date;
}

/** A day that is planned. One without a year that has just passed is not taken for next year's. */
function planOf({ text, date }: Dated, today: string): string {
  const passed = closerDate(text, today, 'future');
  if (!passed) return date;
  throw new DeskError('error.milestone_passed', { date: passed, today, next: date, text }, { field: 'planned' });
}

/** What is said of a milestone that its id names: done, a new date with why, or a note. */
function ofKnown(id: string, words: string, today: string): MoveInput {
  const done = takeDone(words, today);
  if (done?.before === '') return { milestone: { id, done: dayOf(done, today) }, note: done.note };
  const dated = firstDate(words, today);
  if (dated?.before === '') return { milestone: { id, planned: planOf(dated, today) }, note: dated.after || undefined };
  return { milestone: { id }, note: words || undefined };
}

/** A milestone by its name: with a date it is planned, with `done` it is over. */
function ofNamed(words: string, today: string): MoveInput {
  const named = (name: string): MilestoneInput => (name === '' ? {} : { name, kind: kindOf(name) });
  const dated = firstDate(words, today);
  const done = takeDone(words, today);
  // `done cutting 12/4` and `done cutting` say the name behind.
  if (done?.before === '' && done.note && !done.on) {
    const behind = firstDate(done.note, today);
    const day = dayOf({ before: '', on: behind?.text }, today);
    return { milestone: { ...named(behind?.before ?? done.note), done: day }, note: behind?.after || undefined };
  }
  // `cutting done 12/4` and `cutting 12/4 done` were done on that day; `cutting 12/5` is planned for it.
  if (done && (!dated || dated.before.length >= done.before.length))
    return { milestone: { ...named(done.before), done: dayOf(done, today) }, note: done.note };
  if (dated)
    return { milestone: { ...named(dated.before), planned: planOf(dated, today) }, note: dated.after || undefined };
  return { milestone: named(words) };
}

/** Reads `cutting 12/5`, `M1 done`, `M1 12/9 supplier is late`; who is responsible was taken out before. */
export function readMilestone(words: string, today: string): MoveInput {
  if (words.length > 400) throw new DeskError('error.too_long', { most: 400 }, { field: 'note' });
  const id = /^m\d{1,3}(?!\w)/i.exec(words)?.[0];
  return id ? ofKnown(id.toUpperCase(), words.slice(id.length).trim(), today) : ofNamed(words, today);
}
