import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type ConfigError, environment, readConfig } from '../src/config.ts';

const mistakes = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).sentences;
  }
};
const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing-secret' };

test('.env.example lists every setting, and no other', () => {
  const listed = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map((m) => m[1]);
  expect(listed.toSorted()).toEqual(Object.keys(environment.shape).toSorted());
});

test('nothing has to be set', () => {
  expect(readConfig({})).toMatchObject({ console: true, sampleData: true, port: 3000, slack: undefined });
});

describe('a mistake is told in a sentence that names the setting', () => {
  test.each([
    [{ ORDERDESK_CURRENCY: 'XXQ' }, 'ORDERDESK_CURRENCY'],
    [{ ORDERDESK_ADMINS: 'console:@max' }, 'ORDERDESK_ADMINS'],
    [{ ORDERDESK_TIMEZONE: 'Mars/Base' }, 'ORDERDESK_TIMEZONE'],
    [{ MONGODB_URI: 'http://x' }, 'MONGODB_URI'],
    [{ MONGODB_URI: 'mongodb://x' }, 'ORDERDESK_SECRET'],
    [{ SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    [{ SLACK_SIGNING_SECRET: 'signing-secret' }, 'SLACK_BOT_TOKEN'],
    [{ ...slack, SLACK_CLIENT_ID: '1.2' }, 'SLACK_CLIENT_SECRET'],
    [{ ...slack, SLACK_API_URL: 'slack' }, 'SLACK_API_URL'],
  ])('%j', (env, name) => {
    const sentences = mistakes(env as Record<string, string>);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(name);
  });
});

describe('Slack', () => {
  test('is connected by a token and a signing secret; then the console and the sample company are off', () => {
    expect(readConfig(slack)).toMatchObject({
      slack: { botToken: 'xoxb-1', signingSecret: 'signing-secret' },
      console: false,
      sampleData: false,
    });
    expect(readConfig({ ...slack, CONSOLE: 'on', SAMPLE_DATA: 'on' })).toMatchObject({
      console: true,
      sampleData: true,
    });
  });

  test('needs no signing secret in socket mode, and no token where workspaces install it', () => {
    expect(mistakes({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toEqual([]);
    const oauth = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'x', SLACK_STATE_SECRET: 'a state of sixteen' };
    expect(mistakes({ SLACK_SIGNING_SECRET: 'signing-secret', ...oauth })).toEqual([]);
  });
});
