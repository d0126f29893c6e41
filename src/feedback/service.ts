import type { ClientSession, Connection } from 'mongoose';
import type { Cases } from '../aftersales/service.ts';
import type { Audit } from '../audit/service.ts';
import type { FileRef } from '../chat/card.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Customer } from '../customers/customer.ts';
import { keptCustomer } from '../customers/kept.ts';
import { parted } from '../database/parted.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { DeskError } from '../errors.ts';
import { keepFile, removeFile } from '../files/store.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import { refreshRow } from '../notices/after-move.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { storeOrder } from '../orders/store.ts';
import { type Feedback, isEditable, judged, mostPhotos } from './feedback.ts';
import { createFeedbackFinder } from './find.ts';
import { checkedFeedback, type FeedbackInput, linesOf } from './input.ts';
import { feedbackModel } from './model.ts';

type Deps = {
  connection: Connection;
  audit: Pick<Audit, 'changed'>;
  cases: Pick<Cases, 'open'>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

/** What is corrected of a feedback; `drop`: photos that are taken away. */
type Correction = Pick<FeedbackInput, 'score' | 'text'> & { drop?: readonly string[] };

/** What came of it, and whether it had been done before under the same key. */
export type FeedbackDone = { feedback: Feedback; order?: Order; repeated: boolean };

/** What the trail keeps of a feedback. */
const facts = ({ kind, score, text, lines, photos, case: opened }: Partial<Feedback>) => ({
  feedbackKind: kind,
  score,
  text,
  skus: lines?.map(({ sku }) => sku),
  photos: photos?.map(({ name }) => name),
  case: opened?.number,
});

const notAllowed = () =>
  new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });

/** Feedback of customers: of an order or in general. A complaint about goods that arrived is an after-sales case as well. */
export function createFeedback({ connection, audit, cases, outbox }: Deps) {
  const rows = feedbackModel(connection);
  const find = createFeedbackFinder(connection);
  const subjectOf = (id: string) => ({ kind: 'Feedback' as const, id });

  async function given(actor: Actor): Promise<FeedbackDone | undefined> {
    const feedback = await rows.findOne({ requestKey: actor.key }).lean<Feedback>();
    if (!feedback) return undefined;
    const order = feedback.order ? await orderModel(connection).findById(feedback.order).lean<Order>() : undefined;
    return { feedback, ...(order && { order }), repeated: true };
  }

  const fresh = (actor: Actor, input: FeedbackInput, lines: Feedback['lines']) => ({
    _id: idOfKey(`feedback:${actor.key}`),
    kind: input.kind,
    ...(input.score !== undefined && { score: input.score }),
    ...(input.text && { text: input.text }),
    ...(lines && { lines }),
    ...(input.photo && { photos: [input.photo] }),
    by: actor.member._id,
    at: actor.now,
    requestKey: actor.key,
  });

  const insert = async (actor: Actor, one: Partial<Feedback>, session: ClientSession): Promise<Feedback> => {
    const [made] = await rows.create([one], { session });
    const feedback = made!.toObject<Feedback>();
    for (const { id } of feedback.photos ?? []) await keepFile(connection, id, subjectOf(feedback._id), session);
    await audit.changed(actor, 'feedback.give', subjectOf(feedback._id), {}, facts(feedback), session);
    return feedback;
  };

  /** Writes feedback about an order, on the order too, in the transaction of the case that it opened, where it opened one. */
  async function writeOf(
    actor: Actor,
    order: Order,
    input: FeedbackInput,
    opened: Feedback['case'],
    session: ClientSession,
  ): Promise<{ feedback: Feedback; order: Order }> {
    const feedback = await insert(
      actor,
      {
        ...fresh(actor, input, linesOf(order, input)),
        customer: order.customer,
        customerSnapshot: { code: order.customerSnapshot.code, name: order.customerSnapshot.name },
        order: order._id,
        orderName: orderName(order),
        ...(order.owner && { orderOwner: order.owner }),
        ...(order.team && { team: order.team }),
        ...(opened && { case: opened }),
      },
      session,
    );
    const { kind, score } = feedback;
    const kept = { id: feedback._id, kind, ...(score !== undefined && { score }) };
    const note = [score === undefined ? undefined : `${score}/5`, feedback.text?.slice(0, 100)]
      .filter(Boolean)
      .join(' · ');
    const entry = { at: actor.now, by: actor.member._id, action: 'feedback' as const, note, key: actor.key };
    const fields = { feedback: [...(order.feedback ?? []), kept] };
    const after = await storeOrder(connection, order, { fields, entries: [entry] }, session);
    if (!after) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
    await outbox.add([refreshRow(after)], actor.now, session);
    return { feedback, order: after };
  }

  /** The order of a feedback that was corrected shows its score of now. */
  async function onOrder(actor: Actor, { _id: id, kind, score, order: about }: Feedback, session: ClientSession) {
    const order = about && (await orderModel(connection).findById(about, null, { session }).lean<Order>());
    if (!order) return;
    const kept = { id, kind, ...(score !== undefined && { score }) };
    const feedback = (order.feedback ?? []).map((one) => (one.id === id ? kept : one));
    const after = await storeOrder(connection, order, { fields: { feedback }, entries: [] }, session);
    if (!after) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
    await outbox.add([refreshRow(after)], actor.now, session);
  }

  /** A complaint: the case, the feedback and the order are one transaction, so that nothing of it is half there. */
  async function complain(actor: Actor, order: Order, input: FeedbackInput): Promise<FeedbackDone> {
    let written: { feedback: Feedback; order: Order } | undefined;
    const about = { kind: 'complaint' as const, parts: [], text: input.text ?? '' };
    const done = await cases.open(actor, order._id, about, async ({ it, order: after }, session) => {
      written = await writeOf(actor, after, input, { id: it._id, number: it.number }, session);
    });
    if (written && !done.repeated) return { ...written, repeated: false };
    const there = await given(actor);
    if (!there) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
    return there;
  }

  async function giveOf(actor: Actor, order: Order, input: FeedbackInput): Promise<FeedbackDone> {
    if (input.kind === 'complaint') return complain(actor, order, input);
    const written = await transact(connection, async (session) => {
      const now = await orderModel(connection).findById(order._id, null, { session }).lean<Order>();
      return writeOf(actor, now ?? order, input, undefined, session);
    });
    return { ...written, repeated: false };
  }

  /** Runs a deed once under its key. */
  async function once(actor: Actor, run: () => Promise<FeedbackDone>): Promise<FeedbackDone> {
    const there = await given(actor);
    if (there) return there;
    try {
      const done = await run();
      outbox.kick();
      return done;
    } catch (error) {
      const other = isDuplicate(error) ? await given(actor) : undefined;
      if (other) return other;
      throw error;
    }
  }

  /** Keeps what became a photo of it, and deletes what is none any more. */
  async function followPhotos(before: Feedback, after: Feedback, session: ClientSession): Promise<void> {
    const ids = ({ photos = [] }: Feedback) => photos.map((photo) => photo.id);
    for (const file of ids(after).filter((one) => !ids(before).includes(one)))
      await keepFile(connection, file, subjectOf(after._id), session);
    for (const file of ids(before).filter((one) => !ids(after).includes(one)))
      await removeFile(connection, file, session);
  }

  /** Changes what `decide` says of one's own within a day; nothing where it says nothing. */
  async function change(
    actor: Actor,
    id: string,
    decide: (found: Feedback) => Partial<Feedback> | undefined,
  ): Promise<Feedback> {
    const person = personOf(actor.member);
    return transact(connection, async (session) => {
      const found = await find.byId(person, id, session);
      if (!found) throw new DeskError('error.feedback_gone');
      if (!may(person, 'feedback.edit', judged(found)))
        throw new DeskError('error.feedback_not_yours', {}, { loudness: 'warn' });
      if (!isEditable(found, actor.now)) throw new DeskError('error.feedback_over');
      const wanted = decide(found);
      if (!wanted) return found;
      const { set, unset } = parted({ ...wanted, editedAt: actor.now });
      const update = { $set: set, $unset: unset, $inc: { revision: 1 } };
      const options = { returnDocument: 'after', session } as const;
      const after = (await rows.findOneAndUpdate({ _id: id }, update as object, options).lean<Feedback>())!;
      await followPhotos(found, after, session);
      if (after.score !== found.score) await onOrder(actor, after, session);
      await audit.changed(actor, 'feedback.edit', subjectOf(id), facts(found), facts(after), session);
      return after;
    });
  }

  return {
    ...find,

    /** Records what the customer of an order says of it. Throws `FieldErrors`, `error.not_allowed`, and what refuses a case. */
    give: (actor: Actor, order: Order, input: FeedbackInput): Promise<FeedbackDone> =>
      once(actor, async () => {
        const person = personOf(actor.member);
        if (!mayRead(person, 'Order', order) || !may(person, 'feedback.give', order)) throw notAllowed();
        return giveOf(actor, order, checkedFeedback(input, { hasOrder: true }));
      }),

    /** Records what a customer says that is about no order. Throws `FieldErrors` and `error.not_allowed`. */
    giveAlone: (actor: Actor, customer: Customer, input: FeedbackInput): Promise<FeedbackDone> =>
      once(actor, async () => {
        if (!may(personOf(actor.member), 'feedback.customer', customer)) throw notAllowed();
        const said = checkedFeedback(input, { hasOrder: false });
        const feedback = await transact(connection, async (session) => {
          const now = (await keptCustomer(connection, customer._id, session)) ?? customer;
          const { _id, code, name, owner, team } = now;
          const about = {
            customer: _id,
            customerSnapshot: { code, name },
            ...(owner && { orderOwner: owner }),
            ...(team && { team }),
          };
          return insert(actor, { ...fresh(actor, said, undefined), ...about }, session);
        });
        return { feedback, repeated: false };
      }),

    /**
     * Corrects one's own words within a day, and takes photos away, which are deleted; its kind stays, since a case may
     * rest on it. Throws `error.feedback_over`.
     */
    edit: (actor: Actor, id: string, { drop = [], ...said }: Correction): Promise<Feedback> =>
      change(actor, id, (found) => {
        const input = checkedFeedback({ ...said, kind: found.kind }, { hasOrder: found.order !== undefined });
        const left = found.photos?.filter((photo) => !drop.includes(photo.id));
        return { score: input.score, text: input.text, photos: left?.length ? left : undefined };
      }),

    /** Adds a photo to one's own within a day; the same one again changes nothing. Throws `error.photo_most`, `error.photo_taken`. */
    addPhoto: (actor: Actor, id: string, photo: FileRef): Promise<Feedback> =>
      change(actor, id, ({ photos = [] }) => {
        if (photos.some((one) => one.id === photo.id)) return undefined;
        if (photos.length >= mostPhotos) throw new DeskError('error.photo_most', { most: mostPhotos });
        return { photos: [...photos, photo] };
      }),
  };
}
export type Feedbacks = ReturnType<typeof createFeedback>;
