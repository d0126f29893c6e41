import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { refusalWords, shortened } from '../../src/audit/refusal.ts';
import { locales, texts } from '../../src/text/index.ts';

/** What is thrown where moves, cases and commands are made. */
const thrown = ['orders', 'aftersales', 'approvals', 'commands', 'bot']
  .flatMap((room) => readdirSync(join('src', room), { recursive: true, encoding: 'utf8' }).map((f) => join(room, f)))
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(join('src', file), 'utf8').matchAll(/'(error\.\w+)'/g)].map(([, code]) => code!));

/** What forms and files say of what was typed, and what fails for no fault of anybody: the generic sentence is meant. */
const generic =
  'batch_column_twice channel_address channel_unreachable file_not_fetched file_unfit internal member_value newcomer_gone no_address not_offered number_expected once_less once_less_plain ' +
  'required risk_words rule_from rule_nobody rule_person rule_sales_only rule_seats rule_twice rules_full security_amount setting_value ' +
  'settings_field too_many_ticked unknown_person';

describe('why an attempt was refused', () => {
  test('is a whole sentence without blanks, whatever refused it', () => {
    const codes = Object.keys(texts).filter((key) => key.startsWith('error.'));
    for (const locale of locales)
      expect(codes.filter((code) => /[{}…]|error\./.test(refusalWords(locale, code)))).toEqual([]);
    expect(shortened.filter((code) => !codes.includes(code))).toEqual([]);
    expect(refusalWords('en', 'error.of_long_ago')).toBe(texts['why.other'].en);
  });

  test('is said by name, but for those refusals of which the generic sentence is meant', () => {
    const isGeneric = (code: string) => refusalWords('en', code) === texts['why.other'].en;
    expect(thrown.length).toBeGreaterThan(150);
    expect([...new Set(thrown)].filter(isGeneric).sort()).toEqual(generic.split(' ').map((code) => `error.${code}`));
  });

  test.each(['role_missing', 'complete_reason', 'urge_asked', 'questions_full', 'case_step', 'case_mixed'])(
    'of %s is in the short words of the trail, not in those that told the person what to do',
    (code) => {
      expect(shortened).toContain(`error.${code}`);
    },
  );
});
