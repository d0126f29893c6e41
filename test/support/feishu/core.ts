import { createStandInClock, type StandInClock } from '../platform/clock.ts';
import { type Assets, createAssets } from './assets.ts';
import { createFaults, type Faults } from './faults.ts';
import { createIds, type Ids } from './ids.ts';
import { createMessages, type Messages } from './messages.ts';
import { createRates, type RateRules, type Rates } from './rates.ts';
import { createTenant, type Tenant } from './tenant.ts';
import { createTokens, type Tokens } from './tokens.ts';
import type { Json } from './types.ts';
import { createUpdates, type Updates } from './updates.ts';

export type Options = {
  /** The time of Feishu's clock; the machine's unless given. */
  now?: () => number;
  appId?: string;
  appSecret?: string;
  /** What events are encrypted and signed with; empty for plain ones. */
  encryptKey?: string;
  verificationToken?: string;
  tenantKey?: string;
  botName?: string;
  /** What the app may do; see `deskScopes`. */
  scopes?: readonly string[];
  /** Whether calls may come from this machine: the app's list of addresses. */
  addressAllowed?: boolean;
  /** 5 messages a second and chat, 50 calls a second and method; or only one of the two. */
  strictRates?: boolean | RateRules;
  /** Ms that Feishu waits for the desk's answer, by the machine's clock. */
  patienceMs?: number;
  /** How many calls are remembered. */
  keepCalls?: number;
  /** How Feishu does what is not documented; a desk must live with either. */
  unsure?: {
    /** Fields left empty are sent as an empty text; else they are left out. */
    emptyFieldsSent?: boolean;
    /** The submit of a form brings no `action.value` (reported of some clients), only its `name`. */
    submitWithoutValue?: boolean;
    /** A box that is not ticked is left out; else it is sent as false. */
    uncheckedLeftOut?: boolean;
  };
};

/** A call of the API, and how it ended. */
export type Call = {
  method: string;
  path: string;
  args: Json;
  chat?: string;
  at: number;
  /** 0, Feishu's code, or what befell it: `429`, `500`, `lost`. */
  result: string;
};

/** What a sales desk asks for: every page's table of permissions. */
export const deskScopes: readonly string[] = [
  ...[
    'im:message',
    'im:message.p2p_msg:readonly',
    'im:message.group_at_msg:readonly',
    'im:resource',
    'im:chat:readonly',
  ],
  ...['contact:contact.base:readonly', 'contact:user.base:readonly', 'contact:user.email:readonly'],
];

type Settings = Required<
  Pick<
    Options,
    | 'appId'
    | 'appSecret'
    | 'encryptKey'
    | 'verificationToken'
    | 'tenantKey'
    | 'botName'
    | 'patienceMs'
    | 'addressAllowed'
  >
> & { botId: string; scopes: readonly string[]; unsure: NonNullable<Options['unsure']> };

/** All of a Feishu but its doors. */
export type Core = {
  clock: StandInClock;
  ids: Ids;
  tenant: Tenant;
  messages: Messages;
  assets: Assets;
  tokens: Tokens;
  updates: Updates;
  faults: Faults;
  rates: Rates;
  calls: Call[];
  /** What Feishu could tell nobody: bad answers to callbacks, and other wrongs of the app. A good desk leaves this empty. */
  complaints: string[];
  settings: Settings;
  /** Where this Feishu answers, e.g. `http://127.0.0.1:40123`. */
  base: string;
  remember(call: Call): void;
};

const ratesOf = (rules: Options['strictRates']): RateRules =>
  rules === true ? { perChat: true, perMethod: true } : rules || {};

function settingsOf(options: Options): Settings {
  return {
    appId: options.appId ?? 'cli_a1b2c3d4e5f60718',
    appSecret: options.appSecret ?? 'local-feishu-app-secret',
    encryptKey: options.encryptKey ?? 'local-feishu-encrypt-key',
    verificationToken: options.verificationToken ?? 'local-feishu-verification-token',
    tenantKey: options.tenantKey ?? '2ed263bf32cf1651',
    botName: options.botName ?? 'OrderDesk',
    botId: 'ou_bot0desk',
    scopes: options.scopes ?? deskScopes,
    addressAllowed: options.addressAllowed ?? true,
    patienceMs: options.patienceMs ?? 3_000,
    unsure: options.unsure ?? {},
  };
}

export function createCore(options: Options): Core {
  const clock = createStandInClock(options.now);
  const ids = createIds();
  const calls: Call[] = [];
  const { keepCalls = 10_000 } = options;
  return {
    clock,
    ids,
    tenant: createTenant(ids),
    messages: createMessages(clock, ids),
    assets: createAssets(ids),
    tokens: createTokens(clock, ids),
    updates: createUpdates(clock, ids),
    faults: createFaults(clock),
    rates: createRates(clock, ratesOf(options.strictRates)),
    calls,
    complaints: [],
    settings: settingsOf(options),
    base: '',
    remember(call) {
      calls.push(call);
      if (calls.length > keepCalls) calls.shift();
    },
  };
}
