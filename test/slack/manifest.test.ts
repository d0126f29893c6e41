import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { scopes as byOauth } from '../../adapters/slack/scopes.ts';
import { texts } from '../../src/text/index.ts';

type Manifest = {
  display_information: { name: string; description: string; background_color: string };
  features: {
    bot_user: { display_name: string };
    shortcuts: { name: string; type: string; callback_id: string; description: string }[];
    slash_commands: { command: string; url: string; description: string; usage_hint: string }[];
  };
  oauth_config: { redirect_urls: string[]; scopes: { bot: string[] } };
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] };
    interactivity: { request_url: string; message_menu_options_url: string };
  };
};
const manifest = parse(readFileSync('manifest.yml', 'utf8')) as Manifest;
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
  test('keeps the lengths that Slack’s schema of manifests asks for', () => {
    const { display_information: display, features } = manifest;
    expect(display.name.length).toBeLessThanOrEqual(35);
    expect(display.description.length).toBeLessThanOrEqual(140);
    expect(display.background_color).toMatch(/^#[0-9a-f]{6}$/);
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
    for (const s of features.shortcuts) {
      expect(['message', 'global']).toContain(s.type);
      expect([s.name.length <= 24, s.callback_id.length <= 255, s.description.length <= 150]).toEqual([
        true,
        true,
        true,
      ]);
    }
    for (const c of features.slash_commands) {
      expect(c.command).toMatch(/^\/[a-z]{1,31}$/);
      expect([c.description.length <= 2000, c.usage_hint.length <= 1000]).toEqual([true, true]);
    }
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
