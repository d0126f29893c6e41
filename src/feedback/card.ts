import type { Block, Button, Card, FileRef } from '../chat/card.ts';
import { dateAt } from '../dates.ts';
import { isShownPhoto } from '../files/photo.ts';
import { may } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { nameOf } from '../orders/cards/words.ts';
import { listed, t } from '../text/index.ts';
import { aboutText, type Feedback, type FeedbackKind, isEditable, judged } from './feedback.ts';
import type { FeedbackPage } from './find.ts';
import { kindText, photosText, sumsText } from './words.ts';

/** What the cards of feedback need besides it. */
export type FeedbackContext = { members: readonly Member[]; zone: string; now: Date };

const toneOf = { satisfaction: 'good', suggestion: 'info', complaint: 'bad' } as const satisfies Record<
  FeedbackKind,
  string
>;

function buttonsOf({ locale, person }: Viewer, feedback: Feedback, { now }: FeedbackContext): Button[] {
  const button = (label: string, command: string, input: object): Button => ({
    label,
    intent: { command, input: { ...input } },
  });
  const isOwn = may(person, 'feedback.edit', judged(feedback)) && isEditable(feedback, now);
  return [
    ...(feedback.case ? [button(feedback.case.number, 'case', { case: feedback.case.id })] : []),
    ...(feedback.order ? [button(t(locale, 'case.open_order'), 'show', { order: feedback.order })] : []),
    ...(isOwn ? [button(t(locale, 'feedback.edit'), 'feedback', { feedback: feedback._id, step: 'edit' })] : []),
  ];
}

/** Its photos, as far as a card can show them; others come along as files. */
const photoBlocks = (locale: Viewer['locale'], feedback: Feedback): Block[] =>
  (feedback.photos ?? []).map((file) =>
    isShownPhoto(file)
      ? { kind: 'image', file, alt: t(locale, 'feedback.photo', { about: aboutText(feedback) }) }
      : { kind: 'file', file, label: file.name },
  );

/** One feedback, as it was written down. */
export function feedbackCard(viewer: Viewer, feedback: Feedback, context: FeedbackContext, note?: string): Card {
  const { locale } = viewer;
  const { kind, lines = [], text, by, at } = feedback;
  const title = [t(locale, `feedback.kind.${kind}`), aboutText(feedback)].join(' · ');
  const isCaseless = kind === 'complaint' && !feedback.case;
  const names = lines.map(({ sku, name }) => `${sku} ${name}`);
  const buttons = buttonsOf(viewer, feedback, context);
  const fields = [
    { label: t(locale, 'feedback.label.kind'), value: kindText(locale, feedback) },
    ...(names.length > 0 ? [{ label: t(locale, 'feedback.label.lines'), value: listed(locale, names) }] : []),
    { label: t(locale, 'feedback.by'), value: `${nameOf(context.members, by, locale)} · ${dateAt(at, context.zone)}` },
    ...(feedback.case ? [{ label: t(locale, 'feedback.case'), value: feedback.case.number }] : []),
  ];
  return {
    title,
    tone: toneOf[kind],
    blocks: [
      ...(note ? [{ kind: 'text' as const, text: note, style: 'quiet' as const }] : []),
      ...(text ? [{ kind: 'text' as const, text }] : []),
      { kind: 'fields', fields },
      ...photoBlocks(locale, feedback),
      ...(isCaseless ? [{ kind: 'text' as const, text: t(locale, 'feedback.no_case'), style: 'quiet' as const }] : []),
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
    summary: title,
  };
}

/** A page of feedback, newest first, with what all of it says in figures above. */
export function feedbackList(
  viewer: Viewer,
  page: FeedbackPage,
  context: FeedbackContext & { title: string; buttons: Button[] },
): Card {
  const { locale } = viewer;
  const items = page.feedback.map((feedback) => ({
    text: [aboutText(feedback), kindText(locale, feedback)].join(' · '),
    detail: [dateAt(feedback.at, context.zone), feedback.text, feedback.case?.number, photosText(locale, feedback)]
      .filter(Boolean)
      .join(' · '),
    tone: toneOf[feedback.kind],
    buttons: [{ label: t(locale, 'word.open'), intent: { command: 'feedback', input: { feedback: feedback._id } } }],
  }));
  const sums: Block[] = page.sums.count > 0 ? [{ kind: 'text', text: sumsText(locale, page.sums) }] : [];
  const { title, buttons } = context;
  return {
    title,
    blocks: [
      ...sums,
      { kind: 'list', items, empty: t(locale, 'feedback.list.empty') },
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
    summary: page.sums.count > 0 ? `${title}: ${sumsText(locale, page.sums)}` : title,
  };
}

/** Asks which of a member's own feedback a photo belongs to; without any, how it is sent with the words. */
export function photoCard(
  viewer: Viewer,
  photo: FileRef,
  own: readonly Feedback[],
  context: FeedbackContext & { example: string },
): Card {
  const { locale } = viewer;
  const title = t(locale, 'feedback.photo.title');
  const how = t(locale, own.length > 0 ? 'feedback.photo.which' : 'feedback.photo.none', { example: context.example });
  const items = own.map((feedback) => ({
    text: [aboutText(feedback), kindText(locale, feedback)].join(' · '),
    detail: [dateAt(feedback.at, context.zone), feedback.text].filter(Boolean).join(' · '),
    buttons: [
      {
        label: t(locale, 'feedback.photo.add'),
        intent: { command: 'feedback', input: { feedback: feedback._id, step: 'photo', photo: photo.id } },
      },
    ],
  }));
  return {
    title,
    blocks: [{ kind: 'text', text: how }, ...(items.length > 0 ? [{ kind: 'list' as const, items }] : [])],
    summary: title,
  };
}
