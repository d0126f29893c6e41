import { feishuAddress } from '../../adapters/feishu/address.ts';
import { feishuFromDesk } from '../../adapters/feishu/from-desk.ts';
import { readConfig } from '../../src/config.ts';
import type { Member } from '../../src/members/member.ts';
import type { Channel } from '../../src/settings/settings.ts';
import { type Company, foundCompany, type Name, nameOf } from './company.ts';
import { openTestDesk, type TestDesk, testSecret } from './desk.ts';
import type { Options } from './feishu/core.ts';
import { startLocalFeishu } from './feishu/server.ts';
import { settle } from './settle.ts';
import { until } from './until.ts';

export type LocalFeishu = Awaited<ReturnType<typeof startLocalFeishu>>;
export type FeishuUser = ReturnType<LocalFeishu['user']>;

/** A company whose people are all in one Feishu tenant, with its desk connected to it. */
export type FeishuDesk = {
  desk: TestDesk;
  company: Company;
  feishu: LocalFeishu;
  /** The account of a member of the company. */
  users: Record<Name, FeishuUser>;
  /** A group of all of them that the desk is connected to; gives Feishu's id of it. */
  group(purpose: Channel['purpose'], name?: string): Promise<string>;
  /** Waits until everything that is due was sent. */
  settle(): Promise<void>;
  /** Moves the desk's clock and Feishu's on together. */
  later(ms: number): void;
  /** A second desk on the same database, as another process would be; its clock is the first one's. */
  alsoOpen(): Promise<TestDesk>;
  close(): Promise<void>;
};

/** The settings of a desk that is connected to a local Feishu. */
export const feishuSettings = (feishu: LocalFeishu): Record<string, string> => ({
  FEISHU_APP_ID: feishu.appId,
  FEISHU_APP_SECRET: feishu.appSecret,
  FEISHU_ENCRYPT_KEY: feishu.encryptKey,
  FEISHU_VERIFICATION_TOKEN: feishu.verificationToken,
  FEISHU_DOMAIN: feishu.url,
  ORDERDESK_SECRET: testSecret,
});

/** What else a desk is told that listens by the long connection: nothing comes in that would have to be verified. */
const byLongConnection = { FEISHU_CONNECTION: 'long', FEISHU_ENCRYPT_KEY: '', FEISHU_VERIFICATION_TOKEN: '' };

/** Opens a desk on a Feishu of its own, through the same door as the program. */
export async function openFeishuDesk({
  env = {},
  locale = 'en',
  feishuOptions = {},
  long = false,
  isConnected = long,
  beforeStart,
}: {
  env?: Record<string, string>;
  locale?: Member['locale'];
  feishuOptions?: Options;
  /** Feishu is listened to by the long connection: nothing comes in by HTTP. */
  long?: boolean;
  /** Waits until the desk listens. */
  isConnected?: boolean;
  beforeStart?: (feishu: LocalFeishu) => void;
} = {}): Promise<FeishuDesk> {
  let now = () => Date.now();
  const feishu = await startLocalFeishu({ ...feishuOptions, now: () => now() });
  const way: Record<string, string> = long ? byLongConnection : {};
  const settings = { ...feishuSettings(feishu), ...way, ORDERDESK_LOCALE: locale, ...env };
  beforeStart?.(feishu);
  const config = readConfig(settings).feishu;
  if (!config) throw new Error('the settings connect no Feishu');
  const desk = await openTestDesk({ env: settings, adapters: [feishuFromDesk(config)] });
  now = () => desk.clock().getTime();
  feishu.connect(long ? { long } : { url: `${desk.url}/feishu/events` });
  if (isConnected) await until('the desk listens', 8_000, () => feishu.long.connections() > 0);
  const others: TestDesk[] = [];
  const users = {} as FeishuDesk['users'];
  const company = await foundCompany(desk, (name) => {
    const called = { id: `ou_${name}`, name: nameOf(name), email: `${name}@company.example` };
    users[name] = feishu.user(called);
    return { identities: [feishuAddress(called.id)], locale };
  });
  return {
    desk,
    company,
    feishu,
    users,
    async group(purpose, name = purpose) {
      const { id } = feishu.chat({ name, members: Object.values(users).map((u) => u.id) });
      const address = feishuAddress(id);
      await desk.desk.settings.connect(desk.actor(company.ada), { address, purpose, role: 'manager' });
      return id;
    },
    async settle() {
      await settle(desk);
    },
    later(ms) {
      for (const one of [desk, ...others]) one.clock.set(new Date(desk.clock().getTime() + ms));
    },
    async alsoOpen() {
      const database = desk.connection.name;
      const other = await openTestDesk({ env: settings, adapters: [feishuFromDesk(config)], database });
      other.clock.set(desk.clock());
      others.push(other);
      return other;
    },
    async close() {
      for (const other of others) await other.close();
      await desk.close();
      await feishu.close();
    },
  };
}
