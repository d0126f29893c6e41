import type { ClientSession, Connection } from 'mongoose';
import type { z } from 'zod';
import type { Audit } from '../audit/service.ts';
import { isAddress } from '../chat/address.ts';
import { transact } from '../database/transact.ts';
import { countChange, keptWhile } from '../database/versions.ts';
import { DeskError } from '../errors.ts';
import { deepFrozen } from '../frozen.ts';
import { may } from '../members/ability.ts';
import type { Cause } from '../members/actor.ts';
import type { DeedName } from '../members/deeds.ts';
import type { Guard } from '../members/guard.ts';
import { personOf } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import { knownSettings, readChannel, readSettings } from './check.ts';
import { settingsModel } from './model.ts';
import type { Channel, channelSchema, Settings, settingsSchema } from './settings.ts';

/** What a settings change may name. */
export type SettingsPatch = Partial<Omit<z.input<typeof settingsSchema>, 'channels'>>;

/** Business rules, kept in the database; each change counts with the next request of every process. */
export type SettingsService = {
  /** The settings in force. Read-only: the same object is handed out until something changes. */
  get(): Promise<Settings>;
  /**
   * Changes some settings (an admin); an unknown name or a value that does not fit changes nothing. A change that is worked
   * out from what is in force is given as a function: what another admin changed just now stays.
   */
  change(cause: Cause, patch: SettingsPatch | ((inForce: Settings) => SettingsPatch)): Promise<Settings>;
  /** Connects a shared conversation, or gives it another audience. */
  connect(cause: Cause, channel: z.input<typeof channelSchema>): Promise<Settings>;
  disconnect(cause: Cause, address: string, purpose: Channel['purpose']): Promise<Settings>;
};

type Values = Record<string, unknown>;
const desk = { _id: 'desk' };

export function createSettings(deps: {
  connection: Connection;
  /** What holds until an admin chooses otherwise; stored at the first start. */
  defaults: z.input<typeof settingsSchema>;
  audit: Audit;
  guard: Guard;
}): SettingsService {
  const { connection, defaults, audit, guard } = deps;
  const stored = settingsModel(connection);

  async function load(): Promise<Settings> {
    readSettings(defaults);
    const first = { $setOnInsert: { version: 1, values: defaults } };
    const found =
      (await stored.findOne(desk).lean()) ??
      (await stored.findOneAndUpdate(desk, first, { upsert: true, returnDocument: 'after' }).lean());
    return deepFrozen(readSettings(found.values));
  }

  const get = keptWhile(connection, 'settings', load);

  const isAdmin = (cause: Cause, deed: DeedName) => !cause.member || may(personOf(cause.member), deed);

  /** One conditional change: of two at once, the second is worked out from the first. */
  async function store(
    cause: Cause,
    action: string,
    subject: { kind: 'Settings' | 'Channel'; id: string },
    next: (values: Values, session: ClientSession) => Promise<Values> | Values,
  ): Promise<Settings> {
    await get();
    await transact(connection, async (session) => {
      const before = (await stored.findOne(desk).session(session).lean())!;
      if (await audit.has(cause, action, subject, session)) return;
      const values = await next(before.values, session);
      const [was, is] = [readSettings(before.values), readSettings(values)];
      // What nobody had chosen so far was in force, too: the trail says what holds instead of it.
      if (!(await audit.changed(cause, action, subject, was, is, session))) return;
      const unchanged = { ...desk, version: before.version };
      const result = await stored.updateOne(unchanged, { $set: { values }, $inc: { version: 1 } }, { session });
      if (result.modifiedCount !== 1) throw new DeskError('error.settings_busy');
      await countChange(connection, 'settings', session);
    });
    return get();
  }

  async function currencyStays(values: Values, patch: SettingsPatch, session: ClientSession): Promise<void> {
    if (patch.currency === undefined || patch.currency === values.currency) return;
    if (await orderModel(connection).exists({}).session(session))
      throw new DeskError('error.currency_fixed', { currency: String(values.currency), text: patch.currency });
  }

  const channelsOf = (values: Values): Channel[] => (values.channels as Channel[] | undefined) ?? [];
  const same = (c: Channel, address: string, purpose: string) => c.address === address && c.purpose === purpose;

  return {
    get,
    async change(cause, patch) {
      await guard(cause, isAdmin(cause, 'settings'), 'settings', { kind: 'Settings', id: 'desk' });
      return store(cause, 'settings', { kind: 'Settings', id: 'desk' }, async (values, session) => {
        const wanted = typeof patch === 'function' ? patch(readSettings(values)) : patch;
        knownSettings(wanted);
        await currencyStays(values, wanted, session);
        return { ...values, ...wanted };
      });
    },
    async connect(cause, given) {
      const subject = { kind: 'Channel' as const, id: String(given.address) };
      await guard(cause, isAdmin(cause, 'channel'), 'channel.connect', subject);
      if (!isAddress(subject.id)) throw new DeskError('error.identity_form', { text: subject.id });
      const channel = readChannel(given);
      return store(cause, 'channel.connect', subject, (values) => {
        const others = channelsOf(values).filter((c) => !same(c, channel.address, channel.purpose));
        return { ...values, channels: [...others, channel] };
      });
    },
    async disconnect(cause, address, purpose) {
      const subject = { kind: 'Channel' as const, id: address };
      await guard(cause, isAdmin(cause, 'channel'), 'channel.disconnect', subject);
      return store(cause, 'channel.disconnect', subject, (values) => {
        const others = channelsOf(values).filter((c) => !same(c, address, purpose));
        if (others.length === channelsOf(values).length) throw new DeskError('error.channel_unknown', { address });
        return { ...values, channels: others };
      });
    },
  };
}
