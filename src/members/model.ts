import { type Connection, type Model, Schema } from 'mongoose';
import type { Member, Team } from './member.ts';

/** A member as it is stored. */
export type StoredMember = Member & {
  /** The key of the deed that made it: the same deed again makes no second member. */
  requestKey?: string;
};

/** Unique among those that have a value; written so that a search for a value can use the index. */
const uniqueText = (field: string) => ({ unique: true, partialFilterExpression: { [field]: { $gt: '' } } });

const schema = new Schema<StoredMember>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    locale: { type: String, required: true },
    timezone: { type: String, required: true },
    roles: [String],
    teams: [String],
    identities: [String],
    email: String,
    active: { type: Boolean, default: true },
    digestHour: { type: Number, default: 9 },
    workHours: { type: new Schema({ start: Number, end: Number }, { _id: false }), required: true },
    workDays: { type: [Number], default: undefined },
    holidays: String,
    quietHours: { type: new Schema({ start: Number, end: Number }, { _id: false }) },
    remindAtOnce: Boolean,
    withoutReminders: { type: [String], default: undefined },
    discountAuthority: Number,
    away: { type: new Schema({ standIn: String, until: String, since: Date }, { _id: false }) },
    planned: { type: new Schema({ standIn: String, from: String, until: String, noted: Date }, { _id: false }) },
    sample: Boolean,
    requestKey: String,
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'members', strict: 'throw', versionKey: false },
);
schema.index({ identities: 1 }, uniqueText('identities'));
schema.index({ requestKey: 1 }, uniqueText('requestKey'));
schema.index({ roles: 1, active: 1 });
schema.index({ email: 1 });

/** The members of a database connection. */
export const memberModel = (connection: Connection): Model<StoredMember> =>
  (connection.models.Member as Model<StoredMember>) ?? connection.model<StoredMember>('Member', schema);

const team = new Schema<Team>(
  { _id: { type: String, required: true }, name: { type: String, required: true }, timezone: String, sample: Boolean },
  { collection: 'teams', strict: 'throw', versionKey: false },
);
team.index({ name: 1 }, { unique: true });

/** The teams of a database connection. */
export const teamModel = (connection: Connection): Model<Team> =>
  (connection.models.Team as Model<Team>) ?? connection.model<Team>('Team', team);
