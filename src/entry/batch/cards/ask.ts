import type { Block, Button, Card } from '../../../chat/card.ts';
import type { Choice, Form, FormField } from '../../../chat/form.ts';
import type { Viewer } from '../../../members/viewer.ts';
import { decimalText } from '../../../money.ts';
import { type Locale, type TextKey, t } from '../../../text/index.ts';
import { columnKey } from '../../table/columns.ts';
import { batchColumns, neededColumns } from '../columns.ts';
import { readDate } from '../dates.ts';
import { discountAs } from '../discounts.ts';
import { readNumber } from '../numbers.ts';
import type { HeaderChoice, Question } from '../recognise.ts';
import type { Work } from '../work.ts';
import { subjectOf } from './progress.ts';

/** What stands for no column. */
export const noColumn = 'none';
/** Headers that can be chosen from: as many as the chat with the fewest takes. */
const mostHeaders = 99;

const label = (locale: Locale, column: string): string => t(locale, `field.${column}` as TextKey);
const needed: readonly string[] = neededColumns;

/** The name of the field, or button, that answers a question. */
export const nameOf = (question: Exclude<Question, { kind: 'columns' }>): string =>
  question.kind === 'sheet' ? 'sheet' : `${question.kind}.${question.column}`;

function dateChoices(locale: Locale, question: Question & { kind: 'date' }): Choice[] {
  const { sample, change } = question;
  const one = (order: 'dmy' | 'mdy'): Choice => ({
    value: order,
    label: t(locale, `batch.ask.${order}`, { text: sample.text, date: readDate(sample, { order }) ?? '?' }),
  });
  if (!change) return [one('dmy'), one('mdy')];
  const { answer, before, from } = change;
  const values = {
    first: before.text,
    firstDate: readDate(before, answer) ?? '?',
    firstRow: before.row,
    next: from.text,
    nextDate: readDate(from, answer) ?? '?',
    nextRow: from.row,
  };
  const changing = { value: `${answer.order}@${answer.until}`, label: t(locale, 'batch.ask.change', values) };
  return [one('dmy'), one('mdy'), changing];
}

const discountChoices = (locale: Locale, { sample: { text }, ways }: Question & { kind: 'discount' }): Choice[] =>
  ways.map((way) => {
    const off = decimalText(discountAs(text, way) ?? 0, 100);
    return { value: way, label: t(locale, `batch.ask.${way}`, { text, off }) };
  });

/** The answers that a question can have. */
function choicesOf(locale: Locale, question: Exclude<Question, { kind: 'columns' }>): Choice[] {
  if (question.kind === 'sheet')
    return question.choices.slice(0, mostHeaders).map((name) => ({ value: name, label: name }));
  if (question.kind === 'date') return dateChoices(locale, question);
  if (question.kind === 'discount') return discountChoices(locale, question);
  return (['point', 'comma'] as const).map((mark) => {
    const { text } = question.sample;
    const said = readNumber(text, mark);
    return {
      value: mark,
      label: said === undefined ? t(locale, `batch.ask.${mark}`) : t(locale, 'batch.ask.is', { text, said }),
    };
  });
}

/** Whether a question about columns is one about the headers of a table. */
const isNamed = ({ headers }: Question & { kind: 'columns' }): boolean =>
  headers.some(({ header }) => header !== undefined);

/** What a column is called: by its header, else by its place, with an example. */
function headerLabel(locale: Locale, { place, header, sample }: HeaderChoice): string {
  const name = header ?? t(locale, 'batch.ask.place', { n: place + 1 });
  return sample ? t(locale, 'batch.ask.header', { header: name, sample: sample.slice(0, 30) }) : name;
}

/** A question as a sentence. */
function sentenceOf(locale: Locale, question: Question): string {
  if (question.kind === 'sheet') return t(locale, 'batch.ask.sheet');
  if (question.kind === 'columns')
    return t(locale, isNamed(question) ? 'batch.ask.columns' : 'batch.ask.no_header', {
      missing: { list: question.missing.map((key) => `field.${key}` as TextKey) },
    });
  const { row, text } = question.sample;
  const values = { column: label(locale, question.column), text, row };
  if (question.kind === 'number') return t(locale, 'batch.ask.number', values);
  if (question.kind === 'discount') return t(locale, 'batch.ask.discount', values);
  return t(locale, question.change ? 'batch.ask.date_change' : 'batch.ask.date', values);
}

/** The card that asks what has to be known before a table can be checked: one question by buttons, more by a form. */
export function askCard({ locale }: Viewer, work: Work, asked: readonly Question[]): Card {
  const title = t(locale, 'batch.ask.title', { name: work.name });
  const intent = (input: object): Button['intent'] => ({ command: 'import', input: { work: work._id, ...input } });
  const [only] = asked;
  const one =
    asked.length === 1 && only && only.kind !== 'columns' && (only.kind !== 'sheet' || only.choices.length <= 4);
  const choose: Button[] = one
    ? choicesOf(locale, only).map(({ value, label }) => ({ label, intent: intent({ say: { [nameOf(only)]: value } }) }))
    : [{ label: t(locale, 'batch.ask.answer'), style: 'primary', intent: intent({ ask: true }) }];
  const cancel = { label: t(locale, 'batch.cancel'), intent: intent({ cancel: true }) };
  const texts = asked.map((question): Block => ({ kind: 'text', text: sentenceOf(locale, question) }));
  return {
    subject: subjectOf(work),
    title,
    badge: { label: t(locale, 'batch.ask.badge'), tone: 'warn' },
    tone: 'warn',
    blocks: [
      ...texts,
      ...choose.map((button): Block => ({ kind: 'buttons', buttons: [button] })),
      { kind: 'buttons', buttons: [cancel] },
    ],
    summary: title,
  };
}

/** Which header is which column: a select each. */
function columnFields(
  locale: Locale,
  headers: readonly HeaderChoice[],
  found: Readonly<Record<string, number>>,
): FormField[] {
  const choices = headers
    .slice(0, mostHeaders)
    .map((choice) => ({ value: String(choice.place), label: headerLabel(locale, choice) }));
  const none = { value: noColumn, label: t(locale, 'batch.ask.none') };
  return batchColumns.map((column): FormField => {
    const key = columnKey(column);
    const place = found[key];
    const isNeeded = needed.includes(column.name);
    return {
      kind: 'select',
      name: `column.${key}`,
      label: label(locale, key),
      required: isNeeded,
      choices: isNeeded ? choices : [none, ...choices],
      value: place === undefined ? (isNeeded ? undefined : noColumn) : String(place),
    };
  });
}

type Asking = { work: Work; asked: readonly Question[] };

/** The form that asks all of it at once. */
export function askForm({ locale }: Viewer, { work, asked }: Asking): Form {
  const fields = asked.flatMap((question): FormField[] =>
    question.kind === 'columns'
      ? columnFields(locale, question.headers, question.found)
      : [
          {
            kind: 'select',
            name: nameOf(question),
            label: question.kind === 'sheet' ? t(locale, 'batch.ask.sheet_label') : label(locale, question.column),
            hint: sentenceOf(locale, question),
            required: true,
            choices: choicesOf(locale, question),
          },
        ],
  );
  return {
    title: t(locale, 'batch.ask.form'),
    submit: t(locale, 'batch.ask.submit'),
    note: t(locale, asked.some((q) => q.kind === 'columns' && !isNamed(q)) ? 'batch.ask.note_once' : 'batch.ask.note'),
    fields,
    intent: { command: 'import', input: { work: work._id } },
  };
}
