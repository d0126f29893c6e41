import { type Connection, type Model, Schema } from 'mongoose';
import type { ChatProfile } from '../chat/adapter.ts';
import { type Address, platformOf } from '../chat/address.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Settings } from '../settings/settings.ts';
import { type LinkVerdict, linkVerdict } from './link.ts';
import type { Member } from './member.ts';
import type { Members } from './service.ts';

/** Somebody who wrote to the desk and is no member; an admin is asked once. */
export type NewcomerRow = {
  /** The chat identity. */
  _id: Address;
  profile: ChatProfile;
  why: Extract<LinkVerdict, { kind: 'ask' }>['why'];
  at: Date;
};

/** Days after which an admin is asked again about somebody who writes again. */
const askedDays = 30;

const schema = new Schema<NewcomerRow>(
  { _id: String, profile: Schema.Types.Mixed, why: String, at: Date },
  { collection: 'newcomers', versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: askedDays * 86_400 });

export const newcomerModel = (connection: Connection): Model<NewcomerRow> =>
  (connection.models.Newcomer as Model<NewcomerRow>) ?? connection.model<NewcomerRow>('Newcomer', schema);

type Deps = {
  connection: Connection;
  members: Pick<Members, 'withEmail' | 'withRole' | 'link'>;
  settings: { get(): Promise<Settings> };
  outbox: { add(rows: readonly NewOutboxRow[], now: Date): Promise<void>; kick(): void };
  directOf(member: Member): Address[];
  clock: () => Date;
};

/** Meets people whom a chat knows and the desk does not: links them by their address, or asks the admins. */
export function createNewcomers(deps: Deps) {
  const { connection, members, settings, outbox, directOf, clock } = deps;
  const rows = newcomerModel(connection);

  async function askAdmins(identity: Address, profile: ChatProfile, why: NewcomerRow['why']): Promise<void> {
    const now = clock();
    const admins = await members.withRole('admin');
    const asked = admins.flatMap((admin) =>
      directOf(admin).map((conversation): NewOutboxRow => {
        const _id = `newcomer:${identity}:${now.toISOString().slice(0, 10)}:${conversation}`;
        return { _id, job: 'newcomer', conversation, viewer: { member: admin._id }, data: { identity } };
      }),
    );
    // The question first: who was noted without being asked about would never be.
    await outbox.add(asked, now);
    if (asked.length > 0)
      await rows.updateOne({ _id: identity }, { $setOnInsert: { profile, why, at: now } }, { upsert: true });
    outbox.kick();
  }

  return {
    /** The member whom an unknown identity turns out to be; else the admins are asked, once. */
    async meet(
      identity: Address,
      look: (identity: Address) => Promise<ChatProfile | undefined>,
    ): Promise<Member | undefined> {
      if (await rows.exists({ _id: identity })) return undefined;
      const profile = await look(identity);
      if (!profile) return undefined;
      const matches = profile.email ? await members.withEmail(profile.email) : [];
      const { mailDomains: domains } = await settings.get();
      const verdict = linkVerdict(profile, matches, { platform: platformOf(identity), domains });
      if (verdict.kind === 'link') {
        const cause = { from: identity, key: `newcomer:${identity}`, now: clock() };
        return members.link(cause, verdict.member._id, identity);
      }
      if (verdict.why !== 'bot') await askAdmins(identity, profile, verdict.why);
      return undefined;
    },
    /** Somebody whom the admins were asked about. */
    get: async (identity: string): Promise<NewcomerRow | undefined> =>
      (await rows.findById(identity).lean<NewcomerRow>()) ?? undefined,
  };
}
export type Newcomers = ReturnType<typeof createNewcomers>;
