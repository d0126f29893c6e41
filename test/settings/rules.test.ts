import { describe, expect, test } from '@jest/globals';
import { inAudience } from '../../src/members/audience.ts';
import type { Role } from '../../src/members/member.ts';
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

describe('whom a shared conversation is for', () => {
  const audience = { roles: ['manager'] as const, teams: ['east'] };
  const person = (roles: Role[], teams: string[] = []) => ({ id: 'p', roles, teams });

  test.each([
    ['a manager of the team', person(['manager'], ['east']), true],
    ['a manager of another team', person(['manager'], ['west']), false],
    ['a manager without a team, who manages all', person(['manager']), true],
    ['a salesperson of the team', person(['sales'], ['east']), false],
    ['finance', person(['finance']), false],
    ['an admin', person(['admin'], ['west']), true],
    ['somebody without a role', person([], ['east']), false],
  ])('%s', (_who, someone, belongs) => {
    expect(inAudience(someone, audience)).toBe(belongs);
  });

  test('without teams everybody of the role belongs', () => {
    const all = { roles: ['operations'] as const, teams: [] };
    expect(inAudience(person(['operations'], ['east']), all)).toBe(true);
    expect(inAudience(person(['sales']), all)).toBe(false);
  });
});
