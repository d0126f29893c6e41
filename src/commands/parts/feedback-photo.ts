import { noted } from '../../chat/noted.ts';
import { feedbackCard, photoCard } from '../../feedback/card.ts';
import { onlyFor } from '../../files/file.ts';
import { checkedPhoto } from '../../files/photo.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, ReceivedFile, Reply } from '../command.ts';
import { feedbackContext } from './feedback-list.ts';
import { exampleIn, saidFeedback } from './feedback-say.ts';

/** Feedback of one's own that a photo can be added to. */
const offered = 5;

/** Keeps a photo and writes down what was said beside it; without words it asks what the photo belongs to. */
export async function photoSent(file: ReceivedFile, context: CommandContext): Promise<Reply> {
  const { name, others } = file;
  const reply = await taken(file, context);
  return others.length > 0
    ? noted(reply, t(context.locale, 'batch.others', { name, others: others.join(', ') }))
    : reply;
}

async function taken({ name, bytes, words }: ReceivedFile, context: CommandContext): Promise<Reply> {
  const { desk, person, viewer, actor, locale } = context;
  const mime = checkedPhoto(bytes, name);
  const photo = await desk.files.save({ name, mime, bytes, access: onlyFor(person) });
  if (words !== '') return saidFeedback(words, { ...context, photo });
  const own = await desk.feedback.editable(actor.member._id, actor.now, offered);
  return { card: photoCard(viewer, photo, own, { ...(await feedbackContext(context)), example: exampleIn(locale) }) };
}

/** Adds a photo to what the person chose. */
export async function photoAdded(id: string, photo: string, context: CommandContext): Promise<Reply> {
  const { desk, actor, person, viewer, locale } = context;
  const after = await desk.feedback.addPhoto(actor, id, await desk.files.ref(photo, person));
  const card = feedbackCard(viewer, after, await feedbackContext(context), t(locale, 'feedback.photo.added'));
  return { card, replace: true };
}
