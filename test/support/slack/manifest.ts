import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The names that Slack's own SDK has for something in a manifest. */
function namesOf(type: 'BotScope' | 'ManifestEvent'): string[] {
  const sdk = dirname(createRequire(import.meta.url).resolve('@slack/web-api'));
  const types = readFileSync(join(sdk, 'types/request/manifest.d.ts'), 'utf8');
  const union = new RegExp(`type ${type} = ([^;]+);`).exec(types)?.[1] ?? '';
  return [...union.matchAll(/'([^']+)'/g)].map((m) => m[1] ?? '');
}

const address = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^https?:\/\//);
const words = (least: number, most: number) => z.string().min(least).max(most);
const unique = (list: readonly unknown[]) => new Set(list).size === list.length;

const features = z.strictObject({
  app_home: z.strictObject({
    home_tab_enabled: z.boolean(),
    messages_tab_enabled: z.boolean(),
    messages_tab_read_only_enabled: z.boolean(),
  }),
  bot_user: z.strictObject({ display_name: words(1, 80), always_online: z.boolean() }),
  shortcuts: z
    .array(
      z.strictObject({
        name: words(1, 24),
        type: z.enum(['message', 'global']),
        callback_id: words(1, 255),
        description: words(1, 150),
      }),
    )
    .min(1)
    .max(10),
  slash_commands: z
    .array(
      z.strictObject({
        command: words(2, 32).regex(/^\/\S+$/),
        url: address(3000).optional(),
        description: words(1, 2000),
        usage_hint: words(1, 1000),
        should_escape: z.boolean(),
      }),
    )
    .min(1)
    .max(50),
});

const settings = z.strictObject({
  event_subscriptions: z.strictObject({
    request_url: address(3500).optional(),
    bot_events: z
      .array(z.enum(namesOf('ManifestEvent')))
      .max(100)
      .refine(unique),
  }),
  interactivity: z.strictObject({
    is_enabled: z.boolean(),
    request_url: address(3500).optional(),
    message_menu_options_url: address(3500).optional(),
  }),
  org_deploy_enabled: z.boolean(),
  socket_mode_enabled: z.boolean(),
  token_rotation_enabled: z.boolean(),
});

/**
 * What a manifest of this app may have: properties, lengths and patterns by Slack's schema of manifests
 * (github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json), narrowed to what the desk uses; scopes and
 * events are those that Slack's SDK knows.
 */
export const manifestSchema = z.strictObject({
  display_information: z.strictObject({
    name: words(1, 35),
    description: words(1, 140),
    background_color: z.string().regex(/^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/),
  }),
  features,
  oauth_config: z.strictObject({
    redirect_urls: z.array(z.string().max(2500)).max(1000).refine(unique).optional(),
    scopes: z.strictObject({
      bot: z
        .array(z.enum(namesOf('BotScope')))
        .max(255)
        .refine(unique),
    }),
  }),
  settings,
});
export type Manifest = z.infer<typeof manifestSchema>;
