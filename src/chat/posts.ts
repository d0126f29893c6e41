import { type Connection, type Model, Schema } from 'mongoose';
import { native } from '../database/native.ts';
import type { Role } from '../members/member.ts';
import type { PostRef } from './adapter.ts';
import type { Address } from './address.ts';
import type { Subject } from './card.ts';

/** For whom a posted card is drawn: a member, or the audience of a shared conversation. */
export type PostViewer = { member: string } | { audience: { role: Role; teams: string[] } };

/** A card that a chat shows, so that it can be brought up to date when its subject changes. */
export type PostedCard = {
  _id: string;
  conversation: Address;
  message: string;
  subject: string;
  view: Subject['view'];
  viewer: PostViewer;
  /** It is posted anew when it is too old to be changed; answers to somebody are not. */
  lasting?: boolean;
  /** The revision of the subject that it shows. */
  revision?: number;
  at: Date;
};

/** The views in which a subject is shown. */
const viewsOf = { order: ['decision', 'order'], batch: ['batch'] } as const satisfies Record<Subject['kind'], unknown>;

/** Days after the last change that a posted card is kept up to date: longer than an order lives. */
const keptDays = 400;
/** How many cards of one view of a subject that the desk itself posted are kept up to date, newest first. */
const mostPosted = 500;
/** The same of cards that were somebody's answers. */
const mostAnswers = 50;

/** A subject as a card shows it; without a revision it is not known how old the card is. */
export type ShownSubject = Pick<Subject, 'kind' | 'id' | 'view'> & Partial<Pick<Subject, 'revision'>>;

const schema = new Schema<PostedCard>(
  {
    _id: String,
    conversation: String,
    message: String,
    subject: String,
    view: String,
    viewer: Schema.Types.Mixed,
    revision: Number,
    lasting: Boolean,
    at: Date,
  },
  { collection: 'posts', versionKey: false },
);
schema.index({ subject: 1, view: 1, lasting: 1, at: -1 });
schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });

export const postModel = (connection: Connection): Model<PostedCard> =>
  (connection.models.Post as Model<PostedCard>) ?? connection.model<PostedCard>('Post', schema);

const subjectKey = (subject: Pick<Subject, 'kind' | 'id'>): string => `${subject.kind}:${subject.id}`;

/** Remembers where cards are shown. */
export function createPosts(connection: Connection) {
  const rows = postModel(connection);
  return {
    /** Remembers a posted card; the same message again replaces what was known of it. */
    async track(
      ref: PostRef,
      subject: ShownSubject,
      viewer: PostViewer,
      now: Date,
      lasting = false,
    ): Promise<PostedCard> {
      const { view, revision } = subject;
      const row = { ...ref, subject: subjectKey(subject), view, viewer, revision, lasting, at: now };
      const _id = `${ref.conversation} ${ref.message}`;
      await rows.updateOne({ _id }, { $set: row }, { upsert: true });
      return { _id, ...row };
    },
    /** Notes what a posted card shows now, and that it is kept as long as its subject changes. */
    async renew({ _id }: PostedCard, revision: number | undefined, now: Date): Promise<void> {
      await rows.updateOne({ _id }, { $set: { revision, at: now } });
    },
    /** Forgets a posted card that the chat no longer has. */
    async forget({ _id }: PostedCard): Promise<void> {
      await rows.deleteOne({ _id });
    },
    /** The message that shows an order as a whole in a conversation: its home there. */
    async home(conversation: Address, order: string): Promise<string | undefined> {
      const where = { subject: subjectKey({ kind: 'order', id: order }), view: 'order' as const, conversation };
      return (await rows.findOne(where, 'message').sort({ at: 1 }).lean())?.message;
    },
    /** The number or id of the order that a message shows, so that words in its thread mean that order. */
    async orderAt(conversation: Address, message: string): Promise<string | undefined> {
      const row = await rows.findById(`${conversation} ${message}`, 'subject').lean();
      return row?.subject.startsWith('order:') ? row.subject.slice('order:'.length) : undefined;
    },
    /** Those of some subjects of which a card is shown anywhere. */
    async shown<S extends Pick<Subject, 'kind' | 'id'>>(subjects: readonly S[]): Promise<S[]> {
      const keys = [...new Set(subjects.map(subjectKey))];
      const found = new Set(await native(rows).distinct('subject', { subject: { $in: keys } } as never));
      return subjects.filter((subject) => found.has(subjectKey(subject)));
    },
    /** The cards that show a subject. */
    async of(subject: Pick<Subject, 'kind' | 'id'>): Promise<PostedCard[]> {
      const newest = (view: Subject['view'], lasting: boolean) =>
        rows
          .find({ subject: subjectKey(subject), view, lasting: lasting ? true : { $ne: true } })
          .sort({ at: -1 })
          .limit(lasting ? mostPosted : mostAnswers)
          .lean<PostedCard[]>();
      const views = viewsOf[subject.kind];
      return (await Promise.all(views.flatMap((view) => [newest(view, true), newest(view, false)]))).flat();
    },
  };
}
export type Posts = ReturnType<typeof createPosts>;
