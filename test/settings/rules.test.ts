import { describe, expect, test } from '@jest/globals';
import { audienceAt, channelFor, channelsFor } from '../../src/settings/channels.ts';
import { knownSettings, readSettings } from '../../src/settings/check.ts';

const base = { currency: 'CNY', timezone: 'Asia/Shanghai', locale: 'zh' as const };
const refusal = (values: Record<string, unknown>): string => {
  try {
    readSettings({ ...base, ...values });
  } catch (error) {
    return (error as Error).message;
  }
  return 'taken';
};

describe('what may be set', () => {
  test('what was not chosen has its default', () => {
    expect(readSettings(base)).toMatchObject({ sizeLarge: 100_000_00, reviewSlaHours: 24, channels: [] });
  });

  test.each([
    ['sizeMedium', 200_000_00, 'sizeMedium < sizeLarge'],
    ['sizeLarge', 'much', 'number'],
    ['urgentDays', 20, 'urgentDays < shortDays'],
    ['timezone', 'Mars/Olympus', 'Asia/Shanghai'],
    ['currency', 'XYZ', 'CNY'],
    ['locale', 'fr', 'en · zh'],
    ['workDays', [], '1–7'],
    ['workDays', [0, 1], '≥ 1'],
    ['rates', { usd: 7_200_000 }, 'USD'],
    ['rates', { CNY: 1_000_000 }, 'USD'],
    ['discountAuthority', 10_001, '0–10000'],
    ['company', '  ', '1–80'],
  ])('%s cannot be %j, and the sentence says what is expected', (name, value, hint) => {
    expect(refusal({ [name]: value })).toContain(`The setting “${name}” cannot be`);
    expect(refusal({ [name]: value })).toContain(hint);
  });

  test('a name that is no setting is refused with the list of those that are', () => {
    expect(() => knownSettings({ sizeHuge: 1 })).toThrow(/sizeHuge.*sizeLarge/);
    expect(() => knownSettings({ channels: [] })).toThrow(/channels/);
    expect(() => knownSettings({ sizeLarge: 1 })).not.toThrow();
  });
});

describe('where shared cards go', () => {
  const settings = readSettings({
    ...base,
    channels: [
      { address: 'slack:C-all', purpose: 'orders', role: 'manager' },
      { address: 'slack:C-east', purpose: 'orders', role: 'sales', teams: ['east'] },
      { address: 'feishu:oc_all', purpose: 'orders', role: 'manager' },
      { address: 'slack:C-approve', purpose: 'approvals', role: 'manager' },
    ],
  });

  test("a team's own channel comes before the one of all teams, one per chat", () => {
    expect(channelsFor(settings, 'orders', 'east').map((c) => c.address)).toEqual(['slack:C-east', 'feishu:oc_all']);
    expect(channelsFor(settings, 'orders', 'west').map((c) => c.address)).toEqual(['slack:C-all', 'feishu:oc_all']);
    expect(channelFor(settings, 'orders', 'east')?.address).toBe('slack:C-east');
    expect(channelFor(settings, 'recap')).toBeUndefined();
  });

  test('a channel is drawn for its audience, and one that is not connected has none', () => {
    expect(audienceAt(settings, 'slack:C-east')).toEqual({ roles: ['sales'], teams: ['east'] });
    expect(audienceAt(settings, 'slack:C-unknown')).toBeUndefined();
  });
});
