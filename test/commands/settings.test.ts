import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageModel } from '../../adapters/console/model.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import { parseRates, ratesText } from '../../src/commands/parts/settings-form.ts';
import type { Member } from '../../src/members/member.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { type Locale, t, texts } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let admins: Record<Locale, Member>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  admins = { en: company.ada, zh: await desk.member('张伟', ['admin'], { locale: 'zh' }) };
});
afterAll(() => desk.close());

const both = ['en', 'zh'] as const;
const word = { en: '/order settings', zh: '/order 设置' };
const inForce = (): Promise<Settings> => desk.desk.settings.get();
const errorsOf = (answer: Answer): Record<string, string> => {
  if (answer.kind !== 'errors') throw new Error(`errors were expected: ${JSON.stringify(answer)}`);
  return answer.errors;
};
const openForm = async (who: Member, button: 'card.settings.change' | 'card.settings.connect') => {
  const talk = talkAs(desk, who);
  return formOf(await talk.click(cardOf(await talk.say(word[who.locale])), t(who.locale, button)));
};
let filed = 0;
/** Salesperson Anna files 20 widgets at 120.00, and a few gadgets more each time. */
async function fileOrder() {
  filed += 1;
  const anna = talkAs(desk, company.anna);
  return cardOf(await anna.submit(formOf(await anna.say(`/order new acme A100x20 B200x${filed}`)), {}));
}

describe('the rules', () => {
  test.each(both)('an admin reads them in words (%s)', async (locale) => {
    const card = cardOf(await talkAs(desk, admins[locale]).say(word[locale]));
    const words = {
      en: ['CNY 100,000.00 and more', 'Monday, Tuesday', '24 hours', 'up to 10 % without', 'No channel is connected'],
      zh: ['CNY 100,000.00 及以上', '周一、周二', '24 小时', '10% 以内无需审批', '尚未连接群'],
    };
    expect(card.title).toBe({ en: 'Settings', zh: '设置' }[locale]);
    for (const said of words[locale]) expect(textOf(card)).toContain(said);
  });

  test('a change is kept, is shown with “saved”, and counts for the size of the next order', async () => {
    expect(textOf(await fileOrder())).toContain('small');
    const form = await openForm(admins.zh, 'card.settings.change');
    const saved = cardOf(await talkAs(desk, admins.zh).submit(form, { sizeLarge: '2,400.00', sizeMedium: '99.5' }));
    expect(textOf(saved)).toContain('已保存');
    expect(textOf(saved)).toContain('CNY 2,400.00 及以上');
    expect(await inForce()).toMatchObject({ sizeLarge: 240_000, sizeMedium: 9_950 });
    expect(textOf(await fileOrder())).toContain('large');
  });

  test('every rule of the form can be changed at once', async () => {
    const wanted = {
      company: '  华东贸易 ',
      sizeLarge: '50000',
      sizeMedium: '5000',
      urgentDays: '2',
      shortDays: '10',
      discountAuthority: '12.5 %',
      reviewSlaHours: '48',
      workDays: ['7', '1', '3'],
      holidays: 'cn',
      daysOff: '2026-12-28..2026-12-31, 2026-12-24',
      makeUpDays: '2026-12-26',
      singlePersonCompany: 'yes',
      silentDays: '5',
      reminderRepeats: '3',
      rates: 'usd 7.123456， EUR 7.8',
    };
    const saved = await talkAs(desk, admins.en).submit(await openForm(admins.en, 'card.settings.change'), wanted);
    for (const said of [
      'Saved',
      'China (CN), known up to 20',
      '2026-12-24, 2026-12-28..2026-12-31',
      '1 USD = 7.123456 CNY',
      '12.5 %',
      'Monday, Wednesday, Sunday',
      'the only owner may',
    ])
      expect(textOf(cardOf(saved))).toContain(said);
    expect(await inForce()).toMatchObject({
      company: '华东贸易',
      sizeLarge: 5_000_000,
      sizeMedium: 500_000,
      urgentDays: 2,
      shortDays: 10,
      discountAuthority: 1250,
      reviewSlaHours: 48,
      workDays: [1, 3, 7],
      holidays: 'CN',
      daysOff: ['2026-12-24', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'],
      makeUpDays: ['2026-12-26'],
      singlePersonCompany: true,
      silentDays: 5,
      reminderRepeats: 3,
      rates: { USD: 7_123_456, EUR: 7_800_000 },
    });
  });

  test('where holidays will soon not be known, the card says so, and what to do', async () => {
    const before = desk.clock();
    desk.clock.set('2098-11-20T02:00:00Z');
    const card = cardOf(await talkAs(desk, admins.en).say(word.en));
    desk.clock.set(before);
    expect(textOf(card)).toMatch(/public holidays of China \(CN\) are known up to \d{4} only.*enter the days off/);
  });

  test('everybody sets the own hours, weekdays and holidays; empty is the company’s again', async () => {
    const anna = talkAs(desk, company.anna);
    const open = async () => formOf(await anna.click(cardOf(await anna.say('/order me')), 'Edit'));
    const own = { workHours: '8:00–16:00', workDays: ['5', '1'], holidays: 'de' };
    const saved = textOf(cardOf(await anna.submit(await open(), own)));
    for (const said of ['8–16', 'Monday, Friday', 'Germany (DE)']) expect(saved).toContain(said);
    expect(await desk.desk.members.get(company.anna._id)).toMatchObject({
      workHours: { start: 8, end: 16 },
      workDays: [1, 5],
      holidays: 'DE',
    });
    expect(textOf(cardOf(await anna.submit(await open(), { holidays: 'none' })))).toContain(
      '"Public holidays of","value":"none"',
    );
    const back = textOf(cardOf(await anna.submit(await open(), { workDays: [], holidays: '' })));
    expect(back).toContain('Monday, Wednesday, Sunday (as the company)');
    expect(back).toContain('China (CN) (as the company)');
    const wrong: [string, string | string[]][] = [
      ['workHours', '18-9'],
      ['workHours', 'nine to five'],
      ['holidays', 'Mars'],
      ['workDays', ['9']],
    ];
    for (const [field, value] of wrong)
      expect(Object.keys(errorsOf(await anna.submit(await open(), { [field]: value })))).toEqual([field]);
  });

  test('of two admins with open forms, each changes only what that person changed', async () => {
    const [mine, theirs] = [
      await openForm(admins.en, 'card.settings.change'),
      await openForm(admins.zh, 'card.settings.change'),
    ];
    cardOf(await talkAs(desk, admins.en).submit(mine, { company: 'Northwind' }));
    cardOf(await talkAs(desk, admins.zh).submit(theirs, { reviewSlaHours: '36' }));
    expect(await inForce()).toMatchObject({ company: 'Northwind', reviewSlaHours: 36 });
  });

  test.each([
    ['company', ''],
    ['company', 'x'.repeat(81)],
    ['sizeLarge', '0'],
    ['sizeLarge', '1.234'],
    ['sizeMedium', '999999999'],
    ['urgentDays', '300'],
    ['shortDays', '1.5'],
    ['shortDays', '9999'],
    ['discountAuthority', '100.01'],
    ['reviewSlaHours', '721'],
    ['silentDays', '0'],
    ['reminderRepeats', '11'],
    ['workDays', []],
    ['workDays', ['8']],
    ['holidays', 'ZZ'],
    ['holidays', 'China'],
    ['daysOff', '2026-02-30'],
    ['daysOff', '2026-01-01..2027-01-01'],
    ['makeUpDays', '2026-12-24'],
    ['makeUpDays', 'Saturday'],
    ['singlePersonCompany', 'maybe'],
    ['rates', 'USD 7,12'],
    ['rates', 'USD 7.1234567'],
    ['rates', 'USD 7, USD 8'],
    ['rates', 'CNY 1'],
    ['rates', 'ZZZ 2'],
    ['rates', 'USD 0'],
  ])('%s “%s” is refused at its field, in words, and nothing is stored', async (field, value) => {
    const before = await inForce();
    for (const locale of both) {
      const form = await openForm(admins[locale], 'card.settings.change');
      const errors = errorsOf(
        await talkAs(desk, admins[locale]).submit(form, {
          [field]: value,
          silentDays: '9',
          ...(field === 'silentDays' && { silentDays: value }),
        }),
      );
      expect(Object.keys(errors)).toEqual([field]);
      expect(errors[field]).toContain(texts[`settings.${field}` as 'settings.company'][locale]);
    }
    expect(await inForce()).toEqual(before);
  });

  test('every mistake of a form is told at once', async () => {
    const form = await openForm(admins.en, 'card.settings.change');
    const errors = errorsOf(await talkAs(desk, admins.en).submit(form, { company: ' ', rates: 'x', urgentDays: '-1' }));
    expect(Object.keys(errors).sort()).toEqual(['company', 'rates', 'urgentDays']);
  });

  test('exchange rates that are written out are read again exactly', () => {
    const code = fc.constantFrom('USD', 'EUR', 'JPY', 'GBP', 'HKD');
    const rate = fc.integer({ min: 1, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(fc.dictionary(code, rate, { noNullPrototype: true }), (rates) => {
        expect(parseRates(ratesText(rates))).toEqual(rates);
      }),
    );
  });

  test.each(both)('words that mean nothing here are answered with an example (%s)', async (locale) => {
    const card = cardOf(await talkAs(desk, admins[locale]).say(`${word[locale]} whatever`));
    expect(textOf(card)).toContain({ en: '/order settings change', zh: '/order 设置 修改' }[locale]);
  });

  test('a salesperson is refused and told whom to ask, and help does not name it', async () => {
    for (const text of ['/order settings', '/order 设置 connect']) {
      const refused = cardOf(await talkAs(desk, company.anna).say(text));
      expect(refused.title).toBe('That did not work');
      expect(textOf(refused)).toContain('Ada');
    }
    expect(textOf(cardOf(await talkAs(desk, company.anna).say('/order help')))).not.toContain('/order settings');
  });
});

describe('channels', () => {
  const approvals = 'console:#approvals-east';
  const posted = () => messageModel(desk.connection).find({ conversation: approvals }).lean();

  test('once a channel is connected, the card of a decision is posted there; disconnected, none is', async () => {
    const talk = talkAs(desk, admins.en);
    await desk.desk.settings.change(desk.actor(admins.en), { sizeMedium: 100_000, sizeLarge: 10_000_000 });
    const form = await openForm(admins.en, 'card.settings.connect');
    const values = { address: approvals, purpose: 'approvals', role: 'manager', teams: [company.team._id] };
    const card = cardOf(await talk.submit(form, values));
    for (const said of [`${approvals} is connected.`, 'approvals · manager · East'])
      expect(textOf(card)).toContain(said);

    const title = (await fileOrder()).title;
    await desk.desk.outbox.drain();
    const seen = await posted();
    expect(seen.map((m) => m.card?.title)).toEqual([t('en', 'card.channel.hello'), `Please decide: ${title}`]);

    const button = buttonsOf(card).find((b) => b.label === 'Disconnect');
    expect(button?.confirm).toContain(approvals);
    const gone = cardOf(await talk.press(button!.id));
    expect(textOf(gone)).toContain(`${approvals} is disconnected.`);
    expect((await inForce()).channels).toEqual([]);
    await fileOrder();
    await desk.desk.outbox.drain();
    expect((await posted()).length).toBe(seen.length);
    expect(textOf(cardOf(await talk.press(button!.id)))).toContain('not connected');
  });

  test.each([
    ['address', ''],
    ['address', 'orders'],
    ['address', 'console:orders'],
    ['address', 'console:@anna'],
    ['address', 'console:#'],
    ['address', 'console:#two words'],
    ['purpose', 'gossip'],
    ['role', 'boss'],
    ['teams', ['nowhere']],
  ])('%s “%s” is refused at its field, in words, and nothing is connected', async (field, value) => {
    for (const locale of both) {
      const form = await openForm(admins[locale], 'card.settings.connect');
      const right = { address: 'console:#orders', purpose: 'orders', role: 'manager' };
      const errors = errorsOf(await talkAs(desk, admins[locale]).submit(form, { ...right, [field]: value }));
      expect(Object.keys(errors)).toEqual([field]);
      expect(/\p{Script=Han}/u.test(errors[field] ?? '')).toBe(locale === 'zh');
    }
    expect((await inForce()).channels).toEqual([]);
  });

  test('teams that cannot be read are never taken for “all teams”', async () => {
    const form = await openForm(admins.en, 'card.settings.connect');
    const answer = await talkAs(desk, admins.en).submit(form, {
      address: 'console:#orders',
      teams: [{ sku: 'East', quantity: '1' }],
    });
    expect(Object.keys(errorsOf(answer))).toEqual(['teams']);
    expect((await inForce()).channels).toEqual([]);
  });
});

describe('members who leave', () => {
  const buttonFor = async (admin: Member, name: string, label: string) => {
    const card = cardOf(await talkAs(desk, admin).say('/order team'));
    const items = card.blocks.flatMap((b) => (b.kind === 'list' ? b.items : []));
    return items.find((i) => i.text.startsWith(name))?.buttons?.find((b) => b.label === label);
  };

  test.each(both)(
    'deactivated, a member is a stranger from the next message on; reactivated, a member again (%s)',
    async (locale) => {
      const admin = talkAs(desk, admins[locale]);
      const name = `Lea-${locale}`;
      const lea = await desk.member(name, ['sales']);
      expect(cardOf(await talkAs(desk, lea).say('/order')).title).toBe(`My day, ${name}`);
      const leave = await buttonFor(admins[locale], name, t(locale, 'card.team.deactivate'));
      expect(leave?.confirm).toContain(name);
      const done = cardOf(await admin.press(leave!.id));
      expect(textOf(done)).toContain(t(locale, 'card.team.deactivated', { name }));
      const answer = textOf(cardOf(await talkAs(desk, lea).say('/order list')));
      expect(answer).toMatch(/I do not know you yet/);

      const back = await buttonFor(admins[locale], name, t(locale, 'card.team.reactivate'));
      cardOf(await admin.press(back!.id));
      expect(cardOf(await talkAs(desk, lea).say('/order')).title).toBe(`My day, ${name}`);
    },
  );

  test('the last admin cannot be deactivated, and is told what to do first', async () => {
    const { zh, en } = admins;
    cardOf(await talkAs(desk, en).press((await buttonFor(en, zh.name, 'Deactivate'))!.id));
    const refused = cardOf(await talkAs(desk, en).press((await buttonFor(en, 'Ada', 'Deactivate'))!.id));
    expect(textOf(refused)).toContain('Ada is the only admin');
    expect(await desk.desk.members.get(en._id)).toMatchObject({ active: true });
    cardOf(await talkAs(desk, en).press((await buttonFor(en, zh.name, 'Reactivate'))!.id));
  });

  test('only admins have the buttons', async () => {
    expect(await buttonFor(company.bob, 'Anna', 'Deactivate')).toBeUndefined();
    expect(await buttonFor(admins.en, 'Anna', 'Deactivate')).toBeDefined();
  });

  test('a button that was drawn for an admin does nothing when the admin is one no more', async () => {
    const gil = await desk.member('Gil', ['admin']);
    const button = await buttonFor(gil, 'Otto', 'Deactivate');
    await desk.desk.members.update(desk.actor(admins.en), gil._id, { roles: ['sales'] });
    const refused = cardOf(await talkAs(desk, gil).press(button!.id));
    expect(refused.title).toBe('That did not work');
    expect(await desk.desk.members.get(company.otto._id)).toMatchObject({ active: true });
  });
});
