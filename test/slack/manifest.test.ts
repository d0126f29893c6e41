import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { scopes as byOauth } from '../../adapters/slack/scopes.ts';
import { texts } from '../../src/text/index.ts';
import { type Manifest, manifestSchema } from '../support/slack/manifest.ts';

const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));
const manifest = read('manifest.yml') as Manifest;
const scopes = manifest.oauth_config.scopes.bot;

const sources = readdirSync('adapters/slack', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('adapters/slack', file), 'utf8'))
  .join('\n');

/** The scope that each method asks for, by its page at docs.slack.dev/reference/methods. */
const scopeOf: Record<string, string[]> = {
  'auth.test': [],
  'auth.revoke': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.open': ['im:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.info': ['files:read'],
  'users.info': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.update': [],
  'views.publish': [],
};
/** The scope without which an event is not sent. */
const scopeOfEvent: Record<string, string[]> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  'message.im': ['im:history'],
  tokens_revoked: [],
};

describe('the manifest', () => {
  test.each(['manifest.yml', 'manifest.socket.yml'])('%s is one that Slack’s schema of manifests takes', (file) => {
    expect(manifestSchema.safeParse(read(file)).error).toBeUndefined();
  });

  test('the schema takes no property, scope or event that Slack does not know, and no name that is too long', () => {
    const { settings, oauth_config, display_information } = manifest;
    const wrong = [
      { ...manifest, colour: 'red' },
      { ...manifest, oauth_config: { ...oauth_config, scopes: { bot: ['chat:wrote'] } } },
      {
        ...manifest,
        settings: {
          ...settings,
          event_subscriptions: { ...settings.event_subscriptions, bot_events: ['app_mentoin'] },
        },
      },
      { ...manifest, display_information: { ...display_information, name: 'x'.repeat(36) } },
    ];
    expect(wrong.map((m) => manifestSchema.safeParse(m).success)).toEqual(wrong.map(() => false));
  });

  test('the variant for socket mode is the same app without an address', () => {
    const { event_subscriptions, interactivity, ...settings } = manifest.settings;
    expect(read('manifest.socket.yml')).toEqual({
      ...manifest,
      features: {
        ...manifest.features,
        slash_commands: manifest.features.slash_commands.map(({ url, ...command }) => command),
      },
      oauth_config: { scopes: manifest.oauth_config.scopes },
      settings: {
        ...settings,
        event_subscriptions: { bot_events: event_subscriptions.bot_events },
        interactivity: { is_enabled: interactivity.is_enabled },
        socket_mode_enabled: true,
      },
    });
  });

  test('asks for the scopes that the calls and events of the adapter need, and for no other', () => {
    const called = [...sources.matchAll(/'((?:auth|chat|conversations|files|users|views)\.[a-zA-Z]+)'/g)].map(
      (m) => m[1] ?? '',
    );
    const methods = [...new Set(called)].filter((name) => !(name in texts));
    expect(methods.filter((m) => !Object.hasOwn(scopeOf, m))).toEqual([]);
    const events = manifest.settings.event_subscriptions.bot_events;
    const needed = [
      ...methods.flatMap((m) => scopeOf[m] ?? []),
      ...events.flatMap((e) => scopeOfEvent[e] ?? ['unknown']),
      ...(manifest.features.slash_commands.length > 0 ? ['commands'] : []),
    ];
    expect(scopes.toSorted()).toEqual([...new Set(needed)].toSorted());
  });

  test('asks by OAuth for the same scopes', () => {
    expect([...byOauth].toSorted()).toEqual(scopes.toSorted());
  });

  test('subscribes to the events that the adapter listens to, and to no other', () => {
    const heard = [...sources.matchAll(/app\.event\('([a-z_]+)'/g)].map((m) =>
      m[1] === 'message' ? 'message.im' : m[1],
    );
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(heard.toSorted());
    const shortcuts = manifest.features.shortcuts.map((s) => s.callback_id);
    expect(shortcuts.every((id) => sources.includes(`'${id}'`))).toBe(true);
  });

  test('sends everything to the one address', () => {
    const { settings, features } = manifest;
    const urls = [
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
      ...features.slash_commands.map((c) => c.url),
    ];
    expect([...new Set(urls)]).toEqual(['https://desk.example.com/slack/events']);
  });

  test('each scope has its reason in docs/slack.md', () => {
    const rows = [...readFileSync('docs/slack.md', 'utf8').matchAll(/^\| `([a-z_.:]+)`\s*\| (.+?)\s*\|$/gm)];
    expect(rows.map((r) => r[1] ?? '').toSorted()).toEqual(scopes.toSorted());
    expect(rows.every((r) => (r[2] ?? '').length > 10)).toBe(true);
  });
});
