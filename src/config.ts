import { existsSync } from 'node:fs';
import { z } from 'zod';
import { isIdentity } from './chat/address.ts';
import { isCurrency } from './money.ts';

const flag = (name: string) => z.enum(['on', 'off', ''], { message: `${name} must be "on" or "off"` }).optional();

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** Every variable that is read, with its rule. */
export const environment = z.object({
  PORT: z.coerce.number({ message: 'PORT must be a number, e.g. 3000' }).int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url({ message: 'PUBLIC_URL must be a URL, e.g. https://desk.example.com' }).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  MONGODB_URI: z
    .string()
    .regex(
      /^mongodb(\+srv)?:\/\//,
      'MONGODB_URI must start with mongodb:// or mongodb+srv://; leave it empty for the embedded database',
    )
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      message: 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  ORDERDESK_TIMEZONE: z
    .string()
    .refine(isZone, 'ORDERDESK_TIMEZONE must be an IANA time zone, e.g. Asia/Shanghai')
    .default('Asia/Shanghai'),
  ORDERDESK_LOCALE: z.enum(['en', 'zh'], { message: 'ORDERDESK_LOCALE must be en or zh' }).default('en'),
  ORDERDESK_CURRENCY: z
    .string()
    .refine(isCurrency, 'ORDERDESK_CURRENCY must be a three-letter ISO 4217 code in use, e.g. CNY')
    .default('CNY'),
  ORDERDESK_ADMINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((a) => a.trim())
        .filter(Boolean),
    )
    .refine((all) => all.every(isIdentity), 'ORDERDESK_ADMINS must be identities such as slack:T1:U1,console:anna'),
  ORDERDESK_SECRET: z.string().min(32, 'ORDERDESK_SECRET must have at least 32 characters').optional(),
  SAMPLE_DATA: flag('SAMPLE_DATA'),
  CONSOLE: flag('CONSOLE'),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]+$/, 'SLACK_BOT_TOKEN must start with xoxb- and be copied whole: letters, digits and hyphens')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, 'SLACK_SIGNING_SECRET is the signing secret of the Slack app').optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]+$/, 'SLACK_APP_TOKEN must start with xapp- and be copied whole: letters, digits and hyphens')
    .optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z.string().min(16, 'SLACK_STATE_SECRET must have at least 16 characters').optional(),
  SLACK_API_URL: z.url({ message: 'SLACK_API_URL must be a URL' }).optional(),
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_\w{6,40}$/, 'FEISHU_APP_ID must start with cli_')
    .optional(),
  FEISHU_APP_SECRET: z.string().min(8, 'FEISHU_APP_SECRET is the secret of the Feishu app').optional(),
  FEISHU_ENCRYPT_KEY: z.string().min(4, 'FEISHU_ENCRYPT_KEY is the encrypt key of the Feishu app').optional(),
  FEISHU_VERIFICATION_TOKEN: z
    .string()
    .min(4, 'FEISHU_VERIFICATION_TOKEN is the verification token of the Feishu app')
    .optional(),
  FEISHU_CONNECTION: z
    .enum(['webhook', 'long'], { message: 'FEISHU_CONNECTION must be webhook or long' })
    .default('webhook'),
  FEISHU_DOMAIN: z
    .string()
    .refine(
      (text) => ['feishu', 'lark'].includes(text) || URL.canParse(text),
      'FEISHU_DOMAIN must be feishu, lark or a URL',
    )
    .default('feishu'),
  METRICS_TOKEN: z.string().min(16, 'METRICS_TOKEN must have at least 16 characters').optional(),
});

/** The settings of the environment, checked. Business rules are not here: they are in the database. */
export type Config = {
  port: number;
  host: string;
  /** Where people reach the desk, without a slash at the end. */
  publicUrl: string;
  dataDir: string;
  /** Undefined = the embedded database under `dataDir`. */
  mongodbUri?: string;
  logLevel: string;
  timezone: string;
  locale: 'en' | 'zh';
  currency: string;
  /** Identities of the first admins. */
  admins: string[];
  /** The key for what will be encrypted at rest: the tokens of chats. */
  secret?: string;
  sampleData: boolean;
  console: boolean;
  metricsToken?: string;
  /** Undefined = Slack is not connected. */
  slack?: SlackConfig;
  /** Undefined = Feishu is not connected. */
  feishu?: FeishuConfig;
};

/** How the desk reaches Feishu, or Lark. */
export type FeishuConfig = {
  appId: string;
  appSecret: string;
  /** Where its API is, without a slash at the end. */
  base: string;
  /** Undefined in long-connection mode without them: then nothing comes in by HTTP. */
  keys?: { encryptKey?: string; verificationToken?: string };
  /** Feishu is listened to, instead of calling the desk. */
  isLong: boolean;
};

/** How the desk reaches Slack. */
export type SlackConfig = {
  /** The token of the company's workspace; further workspaces bring their own by OAuth. */
  botToken?: string;
  /** Undefined in socket mode only: then nothing comes in by HTTP. */
  signingSecret?: string;
  /** Socket mode: Slack is listened to, instead of calling the desk. */
  appToken?: string;
  oauth?: { clientId: string; clientSecret: string; stateSecret: string };
  apiUrl?: string;
};

/** Mistakes in the environment, a sentence each. */
export class ConfigError extends Error {
  readonly sentences: string[];
  constructor(sentences: string[]) {
    super(sentences.join('\n'));
    this.name = 'ConfigError';
    this.sentences = sentences;
  }
}

type Parsed = z.output<typeof environment>;

/** The Slack settings, which belong together. */
function slackOf(e: Parsed): SlackConfig | undefined {
  const parts = [e.SLACK_CLIENT_ID, e.SLACK_CLIENT_SECRET, e.SLACK_STATE_SECRET];
  const [clientId, clientSecret, stateSecret] = parts;
  const oauth = clientId && clientSecret && stateSecret ? { clientId, clientSecret, stateSecret } : undefined;
  const isNamed = [e.SLACK_BOT_TOKEN, e.SLACK_SIGNING_SECRET, e.SLACK_APP_TOKEN, ...parts].some(Boolean);
  if (!isNamed) return undefined;
  const wrong = [
    ...(parts.some(Boolean) && !oauth
      ? ['SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET go together: set all three, or none']
      : []),
    ...(!e.SLACK_BOT_TOKEN && !oauth ? ['Slack needs SLACK_BOT_TOKEN, or the three settings for OAuth'] : []),
    ...(!e.SLACK_SIGNING_SECRET && !e.SLACK_APP_TOKEN
      ? ['Slack needs SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for socket mode']
      : []),
  ];
  if (wrong.length > 0) throw new ConfigError(wrong);
  return {
    botToken: e.SLACK_BOT_TOKEN,
    signingSecret: e.SLACK_SIGNING_SECRET,
    appToken: e.SLACK_APP_TOKEN,
    oauth,
    apiUrl: e.SLACK_API_URL,
  };
}

const feishuBases: Readonly<Record<string, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
};

/** The Feishu settings, which belong together. */
function feishuOf(e: Parsed): FeishuConfig | undefined {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret } = e;
  const { FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: verificationToken } = e;
  if (![appId, appSecret, encryptKey, verificationToken].some(Boolean)) return undefined;
  const isLong = e.FEISHU_CONNECTION === 'long';
  const wrong = [
    ...(appId && appSecret ? [] : ['Feishu needs both FEISHU_APP_ID and FEISHU_APP_SECRET']),
    ...(verificationToken || encryptKey || isLong
      ? []
      : ['Feishu needs FEISHU_ENCRYPT_KEY or FEISHU_VERIFICATION_TOKEN, or FEISHU_CONNECTION=long']),
  ];
  // The SDK opens no long connection for another form, and says so in its log only.
  if (isLong && appId && !/^cli_[0-9a-f]{16}$/i.test(appId))
    wrong.push('FEISHU_CONNECTION=long needs the whole FEISHU_APP_ID: cli_ and 16 digits or letters a to f');
  if (wrong.length > 0 || !appId || !appSecret) throw new ConfigError(wrong);
  const keys = verificationToken || encryptKey ? { encryptKey, verificationToken } : undefined;
  const base = (feishuBases[e.FEISHU_DOMAIN] ?? e.FEISHU_DOMAIN).replace(/\/$/, '');
  return { appId, appSecret, base, keys, isLong };
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads and checks the environment. Throws `ConfigError` with a sentence per mistake. */
export function readConfig(env: Env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((i) => i.message));
  const e = parsed.data;
  if (e.MONGODB_URI && !e.ORDERDESK_SECRET)
    throw new ConfigError([
      'ORDERDESK_SECRET is required with MONGODB_URI: every desk of the company needs the same one',
    ]);
  const slack = slackOf(e);
  const feishu = feishuOf(e);
  const isPlain = !e.MONGODB_URI && e.ORDERDESK_ADMINS.length === 0 && !slack && !feishu;
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/$/, ''),
    dataDir: e.DATA_DIR,
    mongodbUri: e.MONGODB_URI,
    logLevel: e.LOG_LEVEL,
    timezone: e.ORDERDESK_TIMEZONE,
    locale: e.ORDERDESK_LOCALE,
    currency: e.ORDERDESK_CURRENCY,
    admins: e.ORDERDESK_ADMINS,
    secret: e.ORDERDESK_SECRET,
    sampleData: e.SAMPLE_DATA ? e.SAMPLE_DATA === 'on' : isPlain,
    console: e.CONSOLE ? e.CONSOLE === 'on' : !slack && !feishu,
    metricsToken: e.METRICS_TOKEN,
    slack,
    feishu,
  };
}

/** The machine's environment, with the `.env` of the folder where there is one; the one place that reads it. */
export function machineEnv(): Env {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
