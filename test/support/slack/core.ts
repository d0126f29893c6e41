import { createStandInClock, type StandInClock } from '../platform/clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFiles, type Files } from './files.ts';
import { createIds, type Ids } from './ids.ts';
import { type Change, createMessages, type Messages } from './messages.ts';
import { createRates, type RateRules, type Rates } from './rates.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import type { Json, Team } from './types.ts';
import { createViews, type Views } from './views.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export type Options = {
  /** The time of Slack's clock; the machine's unless given. */
  now?: () => number;
  /** What the desk checks signatures with. */
  signingSecret?: string;
  /** The one workspace that is there from the start. */
  team?: Partial<Team>;
  appId?: string;
  /** For Socket Mode: what `apps.connections.open` takes. */
  appToken?: string;
  clientId?: string;
  clientSecret?: string;
  /** A message a second and channel, or finer rules. */
  strictRates?: boolean | RateRules;
  /** Ms that Slack waits for an acknowledgement, by the machine's clock. */
  patienceMs?: number;
  /** How many calls are remembered. */
  keepCalls?: number;
  /** Whether the desk is told of its own messages in direct conversations, as Slack does. */
  echo?: boolean;
};

/** A call of the Web API or of a response_url, and how it ended. */
export type Call = {
  method: string;
  args: Json;
  teamId?: string;
  channel?: string;
  at: number;
  /** `ok`, Slack's error code, or what befell it: `429`, `500`, `lost`. */
  result: string;
};

/** All of a Slack but its doors. */
export type Core = {
  clock: StandInClock;
  ids: Ids;
  workspace: Workspace;
  messages: Messages;
  views: Views;
  files: Files;
  triggers: Triggers;
  faults: Faults;
  rates: Rates;
  calls: Call[];
  /** What Slack had to refuse where an app gets no answer about it, and other wrongs of the app. */
  complaints: string[];
  /** Codes that oauth.v2.access takes, each once. */
  codes: Map<string, Team>;
  /** Tickets for a socket that nobody used yet. */
  tickets: Set<string>;
  /** Tokens of apps that were uninstalled. */
  deadTokens: Set<string>;
  settings: Required<
    Pick<Options, 'signingSecret' | 'appId' | 'appToken' | 'clientId' | 'clientSecret' | 'patienceMs'>
  >;
  /** Where this Slack answers, e.g. `http://127.0.0.1:40123`. */
  base: string;
  remember(call: Call): void;
  /** Told of every change to a message that is not ephemeral. */
  heard: (change: Change) => void;
};

const ratesOf = (rules: Options['strictRates']): RateRules => (rules === true ? { perChannel: true } : rules || {});

export function createCore(options: Options): Core {
  const clock = createStandInClock(options.now);
  const ids = createIds(clock);
  const calls: Call[] = [];
  const { keepCalls = 10_000 } = options;
  const core: Core = {
    clock,
    ids,
    workspace: createWorkspace(ids),
    messages: createMessages({ clock, ids, heard: (change) => core.heard(change) }),
    views: createViews(ids),
    files: createFiles({ clock, ids }),
    triggers: createTriggers({ clock, ids }),
    faults: createFaults(clock),
    rates: createRates(clock, ratesOf(options.strictRates)),
    calls,
    complaints: [],
    codes: new Map(),
    tickets: new Set(),
    deadTokens: new Set(),
    settings: {
      signingSecret: options.signingSecret ?? 'local-slack-signing-secret',
      appId: options.appId ?? 'A0DESK00001',
      appToken: options.appToken ?? 'xapp-1-A0DESK00001-local',
      clientId: options.clientId ?? '1234567890.0987654321',
      clientSecret: options.clientSecret ?? 'local-slack-client-secret',
      patienceMs: options.patienceMs ?? 3_000,
    },
    base: '',
    remember(call) {
      calls.push(call);
      if (calls.length > keepCalls) calls.shift();
    },
    heard: () => {},
  };
  return core;
}
