import { describe, expect, test } from '@jest/globals';
import { linkVerdict, type Newcomer } from '../../src/members/link.ts';
import type { Member } from '../../src/members/member.ts';

const anna: Member = {
  _id: 'anna',
  name: 'Anna',
  locale: 'en',
  timezone: 'Europe/Berlin',
  roles: ['sales'],
  teams: ['east'],
  identities: ['slack:T1:U1'],
  email: 'anna@acme.example',
  active: true,
  digestHour: 9,
  workHours: { start: 9, end: 18 },
  createdAt: new Date('2026-01-01T00:00:00Z'),
};
const newcomer: Newcomer = { email: 'Anna@acme.example', guest: false, external: false, bot: false };
const rules = { platform: 'feishu', domains: ['acme.example'] };
const why = (change: Partial<Newcomer>, matches: Member[] = [anna], other: Partial<typeof rules> = {}) => {
  const verdict = linkVerdict({ ...newcomer, ...change }, matches, { ...rules, ...other });
  return verdict.kind === 'ask' ? verdict.why : verdict.member._id;
};

describe('linking a chat user by e-mail', () => {
  test('a full user of the company with one salesperson of that address is linked at once', () => {
    expect(why({})).toBe('anna');
  });

  test.each([
    ['a bot', { bot: true }, 'bot'],
    ['a guest', { guest: true }, 'guest'],
    ['somebody from another company', { external: true }, 'external'],
    ['somebody without an address', { email: undefined }, 'no_email'],
    ['an address that the chat did not verify', { emailVerified: false }, 'no_email'],
    ['an address of another domain', { email: 'anna@evil.example' }, 'domain'],
    ['a domain that only ends like ours', { email: 'anna@notacme.example' }, 'domain'],
    ['a domain that hides behind a second @', { email: 'anna@acme.example@evil.example' }, 'domain'],
    ['an address that nobody has', { email: 'nobody@acme.example' }, 'no_match'],
  ] as const)('%s is for an admin to confirm', (_, change, reason) => {
    expect(why(change)).toBe(reason);
  });

  test('nobody gets more than the rights of a salesperson by an address alone', () => {
    for (const role of ['manager', 'finance', 'operations', 'admin'] as const)
      expect(why({}, [{ ...anna, roles: ['sales', role] }])).toBe('role');
  });

  test('two members with one address, a member who left, and one who is in that chat already are not linked', () => {
    expect(why({}, [anna, { ...anna, _id: 'anna2' }])).toBe('several');
    expect(why({}, [{ ...anna, active: false }])).toBe('no_match');
    expect(why({}, [anna], { platform: 'slack' })).toBe('linked');
  });

  test('without allow-listed domains nobody is linked', () => {
    expect(why({}, [anna], { domains: [] })).toBe('domain');
  });
});
