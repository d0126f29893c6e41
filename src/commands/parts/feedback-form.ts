import type { Choice, Form, FormField, FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import {
  aboutText,
  type Feedback,
  type FeedbackKind,
  feedbackKinds,
  longestFeedback,
} from '../../feedback/feedback.ts';
import type { FeedbackInput } from '../../feedback/input.ts';
import { sortFeedback } from '../../feedback/sort.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { listed, t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collect } from './collect.ts';
import type { FeedbackWords } from './feedback-words.ts';
import { textOf } from './values.ts';

/** Lines that can be ticked; of a longer order none is asked for. */
const mostLines = 50;

const scores: readonly Choice[] = ['5', '4', '3', '2', '1'].map((value) => ({ value, label: value }));

/** The kind: as it was typed, else as the words suggest it, which is said beside it. The person chooses. */
function kindField({ kind, score, text = '' }: FeedbackWords, { locale }: Pick<CommandContext, 'locale'>): FormField {
  const sorted = kind ? undefined : sortFeedback(text);
  const suggested = sorted?.kind;
  const value: FeedbackKind | undefined = kind ?? suggested ?? (score === undefined ? undefined : 'satisfaction');
  const label = (one: FeedbackKind): string => {
    const word = t(locale, `feedback.kind.${one}`);
    return one === suggested ? t(locale, 'feedback.suggested', { kind: word }) : word;
  };
  return {
    kind: 'select',
    name: 'kind',
    label: t(locale, 'feedback.label.kind'),
    required: true,
    ...(value && { value }),
    ...(suggested && { hint: t(locale, 'feedback.suggested_hint', { words: listed(locale, sorted?.words ?? []) }) }),
    choices: feedbackKinds.map((one) => ({ value: one, label: label(one) })),
  };
}

const scoreField = (score: number | undefined, { locale }: Pick<CommandContext, 'locale'>): FormField => ({
  kind: 'select',
  name: 'score',
  label: t(locale, 'feedback.label.score'),
  ...(score !== undefined && { value: String(score) }),
  choices: [...scores],
});

const textField = (value: string | undefined, { locale }: Pick<CommandContext, 'locale'>): FormField => ({
  kind: 'text',
  name: 'text',
  label: t(locale, 'feedback.label.text'),
  ...(value && { value }),
  multiline: true,
  maxLength: longestFeedback,
});

function linesField({ lines }: Order, { locale }: Pick<CommandContext, 'locale'>): FormField[] {
  if (lines.length < 2 || lines.length > mostLines) return [];
  const choices = lines.map(({ sku, name }, i) => ({ value: String(i), label: `${sku} ${name}` }));
  return [{ kind: 'multi', name: 'lines', label: t(locale, 'feedback.label.lines'), choices }];
}

/** A photo that came along is named by the form, which adds it when it is sent. */
const photoIn = ({ photo }: FeedbackWords) => (photo ? { photo: photo.id } : {});

/** The form of feedback about an order. */
export const orderFeedbackForm = (order: Order, said: FeedbackWords, context: CommandContext): { form: Form } => ({
  form: {
    title: t(context.locale, 'feedback.form.title', { about: `${orderName(order)} · ${order.customerSnapshot.name}` }),
    submit: t(context.locale, 'form.save'),
    intent: { command: 'feedback', input: { order: order._id, step: 'give', ...photoIn(said) } },
    fields: [
      kindField(said, context),
      scoreField(said.score, context),
      textField(said.text, context),
      ...linesField(order, context),
    ],
  },
});

/** The form of feedback of a customer: about one of its last orders, or about none. */
export function customerFeedbackForm(
  customer: { code: string; name: string },
  orders: readonly Order[],
  said: FeedbackWords,
  context: CommandContext,
): { form: Form } {
  const { locale } = context;
  const choices = [
    { value: 'none', label: t(locale, 'feedback.no_order') },
    ...orders.map((order) => ({
      value: order._id,
      label: orderName(order),
      detail: t(locale, `state.${order.state}`),
    })),
  ];
  const about: FormField[] =
    orders.length > 0
      ? [{ kind: 'select', name: 'about', label: t(locale, 'feedback.label.order'), value: 'none', choices }]
      : [];
  return {
    form: {
      title: t(locale, 'feedback.form.title', { about: customer.name }),
      submit: t(locale, 'form.save'),
      intent: {
        command: 'feedback',
        input: { customer: customer.code, step: 'give', asksOrder: orders.length > 0, ...photoIn(said) },
      },
      fields: [kindField(said, context), scoreField(said.score, context), textField(said.text, context), ...about],
    },
  };
}

/** Photos that can be taken away. */
function photosField({ photos = [] }: Feedback, { locale }: Pick<CommandContext, 'locale'>): FormField[] {
  if (photos.length === 0) return [];
  const choices = photos.map(({ id, name }, i) => ({
    value: id,
    label: t(locale, 'feedback.photo.number', { n: i + 1, name }),
  }));
  return [{ kind: 'multi', name: 'drop', label: t(locale, 'feedback.photo.drop'), choices }];
}

/** The form that corrects what was written down. */
export const editFeedbackForm = (feedback: Feedback, context: CommandContext): { form: Form } => ({
  form: {
    title: t(context.locale, 'feedback.form.edit', { about: aboutText(feedback) }),
    submit: t(context.locale, 'form.save'),
    intent: { command: 'feedback', input: { feedback: feedback._id, step: 'edit' } },
    fields: [scoreField(feedback.score, context), textField(feedback.text, context), ...photosField(feedback, context)],
  },
});

/** The score of a form: a number, whatever it is; what it may be is asked later. */
export function scoreOf(values: FormValues): number | undefined {
  const text = textOf(values, 'score');
  return text === undefined ? undefined : Number(text);
}

/** Reads a filled form. Throws `FieldErrors` with every mistake at its field. */
export function readFeedbackForm(values: FormValues): FeedbackInput {
  const chosen = values.lines;
  return collect({
    kind: () => {
      const kind = feedbackKinds.find((one) => one === textOf(values, 'kind'));
      if (kind) return kind;
      throw new DeskError('error.feedback_kind', {}, { field: 'kind' });
    },
    score: () => scoreOf(values),
    text: () => textOf(values, 'text'),
    lines: () => (Array.isArray(chosen) ? chosen.map(Number).filter(Number.isInteger) : []),
  });
}
