import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutSomebody } from '../../src/approvals/distinct.ts';
import { edited, sameRule } from '../../src/approvals/edits.ts';
import { gapsOf } from '../../src/approvals/gaps.ts';
import { amountOf, fits, keyOf, merged, requiredSteps } from '../../src/approvals/rules.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { FormValues, SealedForm } from '../../src/chat/form.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import type { Member, Role } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { settingsModel } from '../../src/settings/model.ts';
import { type ApprovalRule, defaultApprovalRules } from '../../src/settings/settings.ts';
import { type Locale, t } from '../../src/text/index.ts';
import { orderIn, seedOrder, tenPieces } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

const both = ['en', 'zh'] as const;
const sizes = { sizeMedium: 10_000_00, sizeLarge: 100_000_00 };

describe('how rules become steps', () => {
  const seat = fc.oneof(
    fc.record({ role: fc.constantFrom('manager' as const, 'finance' as const, 'admin' as const) }),
    fc.record({ person: fc.constantFrom('bob', 'eva') }),
  );
  const step = fc.record({
    seats: fc.uniqueArray(seat, { minLength: 1, maxLength: 2, selector: (s) => JSON.stringify(s) }),
    need: fc.constantFrom('any' as const, 'all' as const),
  });
  const rule: fc.Arbitrary<ApprovalRule> = fc.record(
    {
      on: fc.constantFrom('amount' as const, 'new_customer' as const, 'credit' as const, 'risk' as const),
      from: fc.oneof(fc.constantFrom('medium' as const, 'large' as const), fc.integer({ min: 1, max: 20_000_000 })),
      steps: fc.array(step, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['on', 'steps'] },
  );
  const rules = fc.array(rule, { maxLength: 5 });
  const facts = fc.record({
    baseTotal: fc.integer({ min: 0, max: 20_000_000 }),
    lines: fc.constant([]),
    discountAuthority: fc.constant(0),
    floors: fc.constant(new Map<string, number>()),
    isOverCredit: fc.boolean(),
    isNewCustomer: fc.boolean(),
    isHighRisk: fc.boolean(),
  });
  const keysOf = (one: ApprovalRule) => [...new Set(one.steps.map(keyOf))];

  test('everybody whom a rule that fits asks is asked, nobody else, and the same seats once only', () => {
    fc.assert(
      fc.property(rules, facts, (all, about) => {
        const wanted = all.filter((one) => fits(one, about, sizes));
        const asked = requiredSteps(about, { ...sizes, approvalRules: all }).map(keyOf);
        expect(new Set(asked).size).toBe(asked.length);
        expect([...asked].sort()).toEqual([...new Set(wanted.flatMap(keysOf))].sort());
      }),
    );
  });

  test('each step says every reason why it is there', () => {
    fc.assert(
      fc.property(rules, (all) => {
        for (const one of merged(all)) {
          const why = all.filter((r) => keysOf(r).includes(keyOf(one))).map((r) => r.on);
          expect([...one.reasons].sort()).toEqual([...new Set(why)].sort());
        }
      }),
    );
  });

  test('the order that a rule asks for is kept, unless an earlier one has it the other way round', () => {
    fc.assert(
      fc.property(rules, (all) => {
        const usual = all.filter((one) => one.on !== 'credit' && one.on !== 'risk');
        const sorted = [...usual, ...all.filter((one) => !usual.includes(one))];
        const asked = merged(all).map(keyOf);
        // Two steps are contradicted where the rules, read as “before”, lead from the later back to the earlier.
        const pairs = sorted.flatMap((one) =>
          keysOf(one).flatMap((a, i, keys) => keys.slice(i + 1).map((b) => [a, b])),
        );
        const leads = (from: string, to: string, seen = new Set<string>()): boolean =>
          pairs.some(([a, b]) => a === from && !seen.has(b!) && (b === to || leads(b!, to, seen.add(b!))));
        for (const [a, b] of pairs) if (!leads(b!, a!)) expect(asked.indexOf(a!)).toBeLessThan(asked.indexOf(b!));
        const first = sorted[0] ? keysOf(sorted[0]).map((key) => asked.indexOf(key)) : [];
        expect(first).toEqual([...first].sort((x, y) => x - y));
      }),
    );
  });

  test('a rule holds from its amount on, not below; a size means where it begins', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: -2, max: 2 }), (one, off) => {
        const begins =
          { medium: 10_000_00, large: 100_000_00 }[String(one.from)] ?? (one.from as number | undefined) ?? 0;
        const about = { lines: [], discountAuthority: 0, floors: new Map(), isOverCredit: true, isNewCustomer: true };
        const total = begins + off;
        expect(fits(one, { ...about, isHighRisk: true, baseTotal: total }, sizes)).toBe(
          one.from === undefined || total >= begins,
        );
        expect(amountOf(one.from, sizes)).toBe(one.from === undefined ? Number.NEGATIVE_INFINITY : begins);
      }),
    );
  });

  test('credit asks for a word of its own after all others, wherever its rule stands', () => {
    const [amount, credit] = [defaultApprovalRules[1]!, defaultApprovalRules[4]!];
    const seats = merged([credit, amount]).map((one) => one.seats);
    expect(seats).toEqual([[{ role: 'manager' }], [{ role: 'admin' }], [{ role: 'finance' }]]);
  });

  test('changes of two different rules both stay, whichever is saved first', () => {
    const places = fc.uniqueArray(fc.nat(4), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(places, rule, rule, ([a, b], one, other) => {
        const all = defaultApprovalRules;
        fc.pre(!sameRule(one, other) && ![one, other].some((r) => all.some((d) => sameRule(d, r))));
        const first = { kind: 'replace', shown: all[a!]!, rule: one } as const;
        const second = { kind: 'replace', shown: all[b!]!, rule: other } as const;
        const after = edited(edited(all, first), second);
        expect(after).toEqual(edited(edited(all, second), first));
        expect([after[a!], after[b!]]).toEqual([one, other]);
      }),
    );
  });

  test('one person never fills two seats', () => {
    const left = (...seats: string[][]) => withoutSomebody(seats.map((people) => ({ people }))).length;
    expect(left(['bob'], ['bob'])).toBe(1);
    expect(left(['bob', 'ada'], ['bob'])).toBe(0);
    expect(left(['bob', 'ada'], ['bob', 'ada'], ['ada', 'bob'])).toBe(1);
    expect(left()).toBe(0);
  });
});

describe('whom the rules ask in vain', () => {
  const member = (id: string, roles: Role[], more: Partial<Member> = {}) =>
    ({ _id: id, name: id, roles, teams: [], active: true, ...more }) as unknown as Member;
  const teams = [{ _id: 'east', name: 'East' }];
  const gaps = (members: Member[], singlePersonCompany = false) =>
    gapsOf(defaultApprovalRules.slice(0, 2), { members, teams, options: { singlePersonCompany } }).map((gap) => [
      gap.kind,
      gap.team,
      gap.steps.map((one) => one.seats[0]?.role).join(' '),
    ]);
  const anna = member('anna', ['sales'], { teams: ['east'] });

  test('nobody is missing where a team has its manager and there is an admin', () => {
    expect(gaps([anna, member('bob', ['manager'], { teams: ['east'] }), member('ada', ['admin'])])).toEqual([]);
  });

  test('whoever is alone cannot submit anything, unless the company is one of a single person', () => {
    const only = member('only', ['sales', 'manager', 'admin']);
    expect(gaps([only])).toEqual([
      ['stuck', undefined, 'manager'],
      ['stuck', undefined, 'manager admin'],
    ]);
    expect(gaps([only], true).map(([kind]) => kind)).not.toContain('stuck');
  });

  test('an admin who is the only manager cannot decide both steps', () => {
    expect(gaps([anna, member('ada', ['manager', 'admin'])])).toEqual([['few', 'east', 'manager admin']]);
  });

  test('a team of salespeople without a manager is the admin’s; a team without salespeople is asked about nothing', () => {
    expect(gaps([anna, member('ada', ['admin']), member('eva', ['manager'], { teams: ['west'] })])).toEqual([
      ['passed', 'east', 'manager'],
    ]);
    expect(gaps([member('bob', ['manager'], { teams: ['east'] }), member('ada', ['admin'])])).toEqual([]);
  });
});

describe('in chat', () => {
  let desk: TestDesk;
  let company: Company;
  let admins: Record<Locale, Member>;
  beforeAll(async () => {
    desk = await openTestDesk();
    company = await foundCompany(desk);
    admins = { en: company.ada, zh: await desk.member('张伟', ['admin'], { locale: 'zh' }) };
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await desk.desk.settings.change(desk.actor(company.ada), { approvalRules: defaultApprovalRules });
  });

  const word = { en: '/order settings rules', zh: '/order 设置 审批规则' };
  const inForce = async () => (await desk.desk.settings.get()).approvalRules;
  const setRules = (...approvalRules: ApprovalRule[]) =>
    desk.desk.settings.change(desk.actor(company.ada), { approvalRules });
  const rulesOf = async (who: Member) => cardOf(await talkAs(desk, who).say(word[who.locale]));
  const itemsOf = (card: SealedCard) => card.blocks.flatMap((b) => (b.kind === 'list' ? b.items : []));
  const pressOn = async (who: Member, words: string, label: string): Promise<Answer> => {
    const item = itemsOf(await rulesOf(who)).find((one) => one.text.includes(words));
    return talkAs(desk, who).press(item!.buttons!.find((b) => b.label === label)!.id);
  };
  const newForm = async (who: Member) =>
    formOf(await talkAs(desk, who).click(await rulesOf(who), t(who.locale, 'rules.add')));
  const fill = (who: Member, form: SealedForm, values: FormValues) => talkAs(desk, who).submit(form, values);
  const save = async (who: Member, card: SealedCard) =>
    cardOf(await talkAs(desk, who).click(card, t(who.locale, 'rules.save')));
  const errorsOf = (answer: Answer): Record<string, string> => {
    if (answer.kind !== 'errors') throw new Error(`errors were expected: ${JSON.stringify(answer)}`);
    return answer.errors;
  };
  const worth = (total: number, more: Partial<Order> = {}) =>
    seedOrder(desk, company, 'draft', { lines: [tenPieces({ amount: total })], total, baseTotal: total, ...more });
  const move = async (who: Member, order: Pick<Order, '_id'>, action: 'submit' | 'approve') =>
    (await desk.desk.move(desk.actor(who), order._id, action, {})).order;

  test.each(both)('an admin reads the rules in words (%s)', async (locale) => {
    const card = await rulesOf(admins[locale]);
    const words = {
      en: [
        'amount from CNY 10,000.00 (medium) → manager',
        'amount from CNY 100,000.00 (large) → manager, then admin',
        'discount over authority → manager',
        'price under the floor → manager',
        'credit over the limit → finance, as an added step',
      ],
      zh: [
        '金额（CNY 10,000.00 起，中单） → 主管',
        '金额（CNY 100,000.00 起，大单） → 主管，然后 管理员',
        '折扣超权限 → 主管',
        '低于底价 → 主管',
        '超信用额度 → 财务（附加步骤）',
      ],
    };
    expect(itemsOf(card).map((item) => item.text)).toEqual(words[locale]);
    const settings = cardOf(
      await talkAs(desk, admins[locale]).say({ en: '/order settings', zh: '/order 设置' }[locale]),
    );
    const opened = cardOf(await talkAs(desk, admins[locale]).click(settings, t(locale, 'rules.open')));
    expect(opened.title).toBe(card.title);
  });

  test.each(both)('a new rule is shown before it is saved, and counts for the next order (%s)', async (locale) => {
    const admin = admins[locale];
    const form = await newForm(admin);
    const values = {
      on: 'new_customer',
      from: { en: '500', zh: ' ５００ CNY' }[locale],
      step1: [`@${company.bob._id}`, 'finance'],
      step2: ['manager', 'finance'],
      need2: 'all',
    };
    const shown = cardOf(await fill(admin, form, values));
    expect(shown.title).toBe(t(locale, 'rules.preview.title'));
    const said = {
      en: 'new customer from CNY 500.00 → any of Bob, finance, then all of manager and finance',
      zh: '新客户（CNY 500.00 起） → Bob、财务 任一人，然后 主管和财务 全部同意',
    }[locale];
    expect(textOf(shown)).toContain(said);
    expect(await inForce()).toEqual(defaultApprovalRules);

    const saved = await save(admin, shown);
    expect(textOf(saved)).toContain(t(locale, 'rules.saved'));
    expect(itemsOf(saved).at(-1)?.text).toBe(said);
    expect((await inForce()).at(-1)).toEqual({
      on: 'new_customer',
      from: 500_00,
      steps: [
        { seats: [{ person: company.bob._id }, { role: 'finance' }], need: 'any' },
        { seats: [{ role: 'manager' }, { role: 'finance' }], need: 'all' },
      ],
    });
    const order = await move(company.anna, await worth(500_00), 'submit');
    expect(order.approval?.steps.map((s) => [s.need, s.seats.length, s.reasons])).toEqual([
      ['any', 2, ['new_customer']],
      ['all', 2, ['new_customer']],
    ]);
    const trail = await desk.desk.audit.of(
      { id: admin._id, roles: ['admin'], teams: [] },
      { kind: 'Settings', id: 'desk' },
    );
    expect([trail[0]?.action, trail[0]?.by]).toEqual(['settings', admin._id]);
    expect(JSON.stringify(trail[0]?.after)).toContain('new_customer');
  });

  test('cancelled, nothing is saved; saved twice, it is there once', async () => {
    const values = { on: 'risk', step1: ['operations'] };
    const shown = cardOf(await fill(company.ada, await newForm(company.ada), values));
    expect(itemsOf(cardOf(await talkAs(desk, company.ada).click(shown, 'Cancel')))).toHaveLength(5);
    await save(company.ada, shown);
    await save(company.ada, shown);
    expect(await inForce()).toHaveLength(6);
  });

  test.each(both)(
    'what is wrong with a rule is told at its field, in words, and nothing is stored (%s)',
    async (locale) => {
      const admin = admins[locale];
      const lea = await desk.member(`Lea-${locale}`, ['manager']);
      const sid = await desk.member(`Sid-${locale}`, ['finance']);
      const [form, right] = [await newForm(admin), { on: 'amount', step1: ['manager'] }];
      await desk.desk.members.deactivate(desk.actor(company.ada), lea._id);
      await desk.desk.members.update(desk.actor(company.ada), sid._id, { roles: ['sales'] });
      const cases: [field: string, values: FormValues, says: string][] = [
        ['step1', { step1: [] }, t(locale, 'error.rule_nobody', { n: 1 })],
        ['step2', { step3: ['finance'] }, t(locale, 'error.rule_nobody', { n: 2 })],
        ['step1', { step1: ['sales'] }, 'sales'],
        ['step1', { step1: ['@nobody'] }, '@nobody'],
        ['step1', { step1: [`@${company.anna._id}`] }, company.anna._id],
        ['step1', { step1: [`@${lea._id}`] }, t(locale, 'error.member_inactive', { name: lea.name })],
        ['step1', { step1: [`@${sid._id}`] }, t(locale, 'error.rule_sales_only', { name: sid.name })],
        ['step2', { step2: ['manager'] }, t(locale, 'error.rule_twice', { n: 2 })],
        ['from', { from: 'a lot' }, t(locale, 'error.rule_from', { text: 'a lot' })],
        ['from', { from: '0' }, t(locale, 'error.rule_from', { text: '0' })],
        ['from', { from: '1.234' }, t(locale, 'error.rule_from', { text: '1.234' })],
        ['on', { from: 'medium' }, t(locale, 'error.rule_there')],
        ['on', { on: 'gossip' }, 'gossip'],
      ];
      for (const [field, values, says] of cases) {
        const errors = errorsOf(await fill(admin, form, { ...right, ...values }));
        expect([field, Object.keys(errors)]).toEqual([field, [field]]);
        expect(errors[field]).toContain(says);
      }
      const several = errorsOf(await fill(admin, form, { on: 'amount', from: 'x', step1: [], step2: [`@${lea._id}`] }));
      expect(Object.keys(several).sort()).toEqual(['from', 'step1', 'step2']);
      expect(await inForce()).toEqual(defaultApprovalRules);
    },
  );

  test('of two admins at once, each changes the own rule only, and the same rule is not overwritten', async () => {
    const { en, zh } = admins;
    const mine = formOf(await pressOn(en, 'price under the floor', 'Edit'));
    const theirs = formOf(await pressOn(zh, '折扣超权限', '修改'));
    const late = formOf(await pressOn(zh, '低于底价', '修改'));
    const gone = await save(en, cardOf(await pressOn(en, 'amount from CNY 10,000.00', 'Remove')));
    expect(itemsOf(gone)).toHaveLength(4);
    await save(en, cardOf(await fill(en, mine, { step1: ['finance'] })));
    await save(zh, cardOf(await fill(zh, theirs, { step1: ['admin'] })));
    const now = await inForce();
    expect(now.map((r) => [r.on, r.steps[0]?.seats])).toEqual([
      ['amount', [{ role: 'manager' }]],
      ['discount', [{ role: 'admin' }]],
      ['floor', [{ role: 'finance' }]],
      ['credit', [{ role: 'finance' }]],
    ]);
    const refused = errorsOf(await fill(zh, late, { step1: ['admin'] }));
    expect(Object.values(refused)).toEqual([t('zh', 'error.rule_gone')]);
    expect(await inForce()).toEqual(now);
  });

  test('a preview that was overtaken is not saved over the other change', async () => {
    const { en, zh } = admins;
    const [one, other] = [await pressOn(en, 'under the floor', 'Edit'), await pressOn(zh, '低于底价', '修改')];
    const [first, second] = [
      cardOf(await fill(en, formOf(one), { step1: ['finance'] })),
      cardOf(await fill(zh, formOf(other), { step1: ['admin'] })),
    ];
    const answers = await Promise.all([save(en, first), save(zh, second)]);
    expect(answers.map((card) => card.tone === 'bad').sort()).toEqual([false, true]);
    const floor = (await inForce()).find((r) => r.on === 'floor');
    expect([{ role: 'finance' }, { role: 'admin' }]).toContainEqual(floor?.steps[0]?.seats[0]);
    expect(await inForce()).toHaveLength(5);
  });

  test('rules move where that matters, are removed, and go back to the defaults, each after a preview', async () => {
    await setRules(
      { on: 'amount', steps: [{ seats: [{ role: 'manager' }], need: 'any' }] },
      { on: 'discount', steps: [{ seats: [{ role: 'manager' }], need: 'any' }] },
      { on: 'new_customer', steps: [{ seats: [{ role: 'finance' }], need: 'any' }] },
      { on: 'credit', steps: [{ seats: [{ role: 'admin' }], need: 'any' }] },
    );
    const labels = itemsOf(await rulesOf(company.ada)).map((i) => i.buttons?.map((b) => b.label).join(' '));
    expect(labels).toEqual(['Edit Move down Remove', 'Edit Move down Remove', 'Edit Move up Remove', 'Edit Remove']);
    const saved = async (rule: string, label: string) =>
      save(company.ada, cardOf(await pressOn(company.ada, rule, label)));
    const before = await inForce();
    const preview = cardOf(await pressOn(company.ada, 'new customer', 'Move up'));
    expect(textOf(preview)).toMatch(/1\. .*3\. new customer.*1\. .*2\. new customer/);
    expect(await inForce()).toEqual(before);
    await saved('new customer', 'Move up');
    await saved('new customer', 'Move up');
    expect((await inForce()).map((r) => r.on)).toEqual(['new_customer', 'amount', 'discount', 'credit']);
    await saved('any amount', 'Move up');
    const order = await move(company.anna, await worth(100_00), 'submit');
    expect(order.approval?.steps.map((s) => s.seats[0]?.role)).toEqual(['manager', 'finance']);

    const card = await rulesOf(company.ada);
    const back = buttonsOf(card).find((b) => b.label === 'Back to the defaults')!;
    const removal = cardOf(await pressOn(company.ada, 'discount', 'Remove'));
    expect(textOf(removal)).toMatch(/Removed rule.*discount over authority → manager/);
    expect((await inForce()).map((r) => r.on)).toContain('discount');
    await save(company.ada, removal);
    const stale = cardOf(await talkAs(desk, company.ada).press(back.id));
    expect(textOf(stale)).toContain(t('en', 'error.rule_gone'));
    const defaults = cardOf(await talkAs(desk, company.ada).click(await rulesOf(company.ada), 'Back to the defaults'));
    expect(await inForce()).not.toEqual(defaultApprovalRules);
    await save(company.ada, defaults);
    expect(await inForce()).toEqual(defaultApprovalRules);
  });

  test('without a rule every order is approved at once; the settings may hold no step that asks somebody twice', async () => {
    await setRules();
    expect(textOf(await rulesOf(company.ada))).toContain('every order is approved at once');
    expect((await move(company.anna, await worth(900_000_00), 'submit')).state).toBe('approved');
    const twice = [{ role: 'manager' as const }, { role: 'manager' as const }];
    await expect(setRules({ on: 'amount', steps: [{ seats: twice, need: 'all' }] })).rejects.toMatchObject({
      code: 'error.setting_value',
    });
  });

  test.each([
    ['/order settings rules', 'en'],
    ['/order 设置 规则', 'zh'],
  ] as const)('who is no admin neither reads nor changes them: %s', async (text, locale) => {
    const stored = await settingsModel(desk.connection).findById('desk').lean();
    const bob = locale === 'en' ? company.bob : await desk.member('王芳', ['operations'], { locale });
    const button = buttonsOf(await rulesOf(company.ada)).find((b) => b.label === 'Remove')!;
    for (const answer of [await talkAs(desk, bob).say(text), await talkAs(desk, bob).press(button.id)])
      expect(cardOf(answer).title).toBe(t(locale, 'card.error.title'));
    const change = desk.desk.settings.change(desk.actor(bob), () => ({ approvalRules: [] }));
    await expect(change).rejects.toMatchObject({ code: 'error.not_allowed' });
    expect(await settingsModel(desk.connection).findById('desk').lean()).toEqual(stored);
  });

  describe('the preview', () => {
    beforeAll(async () => {
      await orderModel(desk.connection).deleteMany({});
      const { acme, anna, team } = company;
      const mine = { owner: anna._id, createdBy: anna._id, team: team._id };
      const many = (n: number, total: number, more: Partial<Order> = {}) =>
        Array.from({ length: n }, () =>
          orderIn('approved', acme, {
            ...mine,
            lines: [tenPieces({ amount: total })],
            total,
            baseTotal: total,
            orderDate: '2026-11-30',
            classes: { size: 'small', customer: 'existing', urgency: 'long' },
            ...more,
          }),
        );
      await orderModel(desk.connection).create([
        ...many(5, 500_000_00, { orderDate: '2026-11-01' }),
        ...many(12, 20_000_00),
        ...many(3, 200_000_00),
        ...many(34, 500_00),
        ...many(1, 600_00, { classes: { size: 'small', customer: 'new', urgency: 'long' } }),
        ...many(4, 300_000_00, { orderDate: '2026-12-01', imported: true }),
        ...many(1, 300_000_00, { orderDate: undefined }),
      ]);
    });

    test.each(both)(
      'counts the last fifty orders by their way, before and after, without history (%s)',
      async (locale) => {
        const admin = admins[locale];
        const label = { en: ['amount from CNY 100,000.00', 'Edit'], zh: ['CNY 100,000.00 起', '修改'] }[locale];
        const form = formOf(await pressOn(admin, label[0]!, label[1]!));
        const card = cardOf(await fill(admin, form, { from: '15000' }));
        const counts = card.blocks.flatMap((b) => (b.kind === 'fields' ? b.fields : []));
        const expected = {
          en: ['approved at once: 35', 'manager: 12 → 0', 'manager, then admin: 3 → 15'],
          zh: ['直接批准: 35', '主管: 12 → 0', '主管，然后 管理员: 3 → 15'],
        };
        expect(counts.slice(2).map((f) => `${f.label}: ${f.value}`)).toEqual(expected[locale]);
        const differing = itemsOf(card);
        expect(differing).toHaveLength(10);
        const way = { en: 'manager → manager, then admin', zh: '主管 → 主管，然后 管理员' }[locale];
        expect(new Set(differing.map((i) => i.detail))).toEqual(new Set([way]));
        for (const said of [
          t(locale, 'rules.preview.counts', { n: 50 }),
          t(locale, 'rules.preview.differ', { n: 12 }),
          t(locale, 'rules.preview.more', { n: 2 }),
          t(locale, 'rules.preview.basis'),
        ])
          expect(textOf(card)).toContain(said);
        const opened = cardOf(await talkAs(desk, admin).press(differing[0]!.buttons![0]!.id));
        expect(opened.subject?.kind).toBe('order');
      },
    );

    test('from the list it says what the present rules mean', async () => {
      const card = cardOf(await talkAs(desk, company.ada).click(await rulesOf(company.ada), 'Preview'));
      expect(card.title).toBe('This is what the rules mean');
      expect(textOf(card)).toContain('"manager, then admin","value":"3"');
      expect(buttonsOf(card).map((b) => b.label)).toEqual(['Approval rules']);
    });

    test('customers are new as they were when the order was submitted; credit counts where a rule looks at it', async () => {
      const fresh = cardOf(
        await fill(company.ada, await newForm(company.ada), { on: 'new_customer', step1: ['finance'] }),
      );
      expect(itemsOf(fresh).map((i) => i.detail)).toEqual(['approved at once → finance']);
      await desk.desk.customers.update(desk.actor(company.fiona), 'ACME', { creditLimit: 1_000_000_00 });
      const over = cardOf(await talkAs(desk, company.ada).click(await rulesOf(company.ada), 'Preview'));
      expect(textOf(over)).toContain('"finance","value":"35"');
      await desk.desk.customers.update(desk.actor(company.fiona), 'ACME', { creditLimit: null });
    });

    test('it warns where nobody may decide, where too few may, and where an admin would have to', async () => {
      const previewed = async () =>
        textOf(cardOf(await talkAs(desk, company.ada).click(await rulesOf(company.ada), 'Preview')));
      expect(await previewed()).not.toContain('East:');
      const { bob, fiona } = company;
      await setRules({
        on: 'amount',
        steps: [{ seats: [{ role: 'finance' }, { person: fiona._id }], need: 'all' }],
      });
      expect(await previewed()).toContain('East: “all of finance and Fiona” needs more people than may decide');
      await setRules({ on: 'amount', steps: [{ seats: [{ person: bob._id }], need: 'any' }] });
      const west = await desk.desk.members.createTeam(
        { from: 'cli:test', key: 'team-west', now: desk.clock() },
        { name: 'West' },
      );
      const wes = await desk.member('Wes', ['sales'], { teams: [west._id] });
      expect(await previewed()).toContain('West: nobody of “Bob” may decide there, so an admin decides instead.');
      expect(await previewed()).not.toContain('East:');
      await desk.desk.members.deactivate(desk.actor(company.ada), wes._id);
    });
  });

  describe('who decides', () => {
    test('where a manager’s step has fallen to the only admin, the admin decides a large order in one step', async () => {
      await desk.desk.members.deactivate(desk.actor(company.ada), admins.zh._id);
      const { bob, ada } = company;
      const order = await move(bob, await worth(200_000_00, { owner: bob._id, createdBy: bob._id }), 'submit');
      expect(order.approval?.steps.map((s) => s.seats[0]?.role)).toEqual(['admin']);
      expect((await move(ada, order, 'approve')).state).toBe('approved');
      await desk.desk.members.reactivate(desk.actor(ada), admins.zh._id);
    });

    const all = (...seats: ApprovalRule['steps'][number]['seats']): ApprovalRule => ({
      on: 'amount',
      steps: [{ seats, need: 'all' }],
    });

    test('all of two: each decides once, the second one ends it, and nobody fills both seats', async () => {
      const dora = await desk.member('Dora', ['manager', 'finance'], { teams: [company.team._id] });
      await setRules(all({ role: 'manager' }, { role: 'finance' }));
      let order = await move(company.anna, await worth(100_00), 'submit');
      order = await move(dora, order, 'approve');
      expect([order.state, order.approval?.steps[0]?.seats.map((s) => s.by)]).toEqual([
        'pending',
        [dora._id, undefined],
      ]);
      await expect(move(dora, order, 'approve')).rejects.toMatchObject({ code: 'error.step_decided' });
      await expect(move(company.bob, order, 'approve')).rejects.toMatchObject({ code: 'error.step_decided' });
      expect((await move(company.fiona, order, 'approve')).state).toBe('approved');
      await desk.desk.members.deactivate(desk.actor(company.ada), dora._id);
    });

    test('any of a person and a role: either of them is enough, also a person of a role that decides nothing else', async () => {
      await setRules({
        on: 'amount',
        steps: [{ seats: [{ person: company.otto._id }, { role: 'finance' }], need: 'any' }],
      });
      const [one, other] = [await worth(100_00), await worth(100_00)];
      for (const order of [one, other]) await move(company.anna, order, 'submit');
      await expect(move(company.bob, one, 'approve')).rejects.toMatchObject({ code: 'error.move_not_yours' });
      expect((await move(company.fiona, one, 'approve')).state).toBe('approved');
      const card = cardOf(await talkAs(desk, company.otto).say(`/order approve ${other.draftNo}`));
      expect(card.badge?.label).toBe('approved');
    });

    test('who has left is marked on the card, the managers are asked instead, and the form asks for somebody else', async () => {
      const nora = await desk.member('Nora', ['manager']);
      await setRules({ on: 'amount', steps: [{ seats: [{ person: nora._id }], need: 'any' }] });
      const open = await move(company.anna, await worth(100_00), 'submit');
      await desk.desk.members.deactivate(desk.actor(company.ada), nora._id);
      const item = itemsOf(await rulesOf(company.ada))[0];
      expect([item?.text, item?.tone]).toEqual(['any amount → Nora (left)', 'warn']);
      expect(itemsOf(await rulesOf(admins.zh))[0]?.text).toBe('任意金额 → Nora（已离职）');
      const order = await move(company.anna, await worth(100_00), 'submit');
      expect(order.approval?.steps[0]?.seats[0]).toMatchObject({ person: nora._id, fallback: 'manager' });
      expect((await move(company.ada, order, 'approve')).state).toBe('approved');
      expect(open.approval?.steps[0]?.seats[0]).toMatchObject({ person: nora._id });
      const form = formOf(await pressOn(company.ada, 'Nora', 'Edit'));
      expect(errorsOf(await fill(company.ada, form, { from: '50' })).step1).toContain('Nora has left');
    });

    test('an order of a table is asked about by the same rules', async () => {
      await setRules({ on: 'new_customer', steps: [{ seats: [{ person: company.fiona._id }], need: 'any' }] });
      const anna = talkAs(desk, company.anna);
      await desk.desk.customers.create(desk.actor(company.anna), {
        code: 'NEWCO',
        name: 'Newco',
        address: '1 New Road',
      });
      const dry = cardOf(await anna.say('/order import\ncustomer,sku,quantity\nNEWCO,B200,1'));
      const file = buttonsOf(dry).find((b) => JSON.stringify(b).includes('File'))!;
      cardOf(await anna.press(file.id));
      const filed = await orderModel(desk.connection).findOne({ 'customerSnapshot.code': 'NEWCO' }).lean<Order>();
      expect([filed?.state, filed?.approval?.steps[0]?.seats[0]?.person]).toEqual(['pending', company.fiona._id]);
    });

    test('open reviews keep their steps when the rules change', async () => {
      const order = await move(company.anna, await worth(20_000_00), 'submit');
      await setRules({ on: 'amount', steps: [{ seats: [{ role: 'finance' }], need: 'any' }] });
      expect((await move(company.bob, order, 'approve')).state).toBe('approved');
    });
  });

  test('the tolerance of change orders is set in the settings, up to 20 %', async () => {
    const open = async () =>
      formOf(
        await talkAs(desk, company.ada).click(cardOf(await talkAs(desk, company.ada).say('/order settings')), 'Change'),
      );
    const errors = errorsOf(await fill(company.ada, await open(), { changeTolerance: '20.01' }));
    expect(errors.changeTolerance).toContain('0 to 20 percent');
    const saved = cardOf(await fill(company.ada, await open(), { changeTolerance: '3.5 %' }));
    expect(textOf(saved)).toContain('up to 3.5 % of the amount without a new approval');
    expect(await desk.desk.settings.get()).toMatchObject({ changeTolerance: 350 });
    await expect(desk.desk.settings.change(desk.actor(company.ada), { changeTolerance: 2001 })).rejects.toMatchObject({
      code: 'error.setting_value',
    });
  });

  test('an admin gives a member an own discount authority, and takes it away again', async () => {
    const open = async () => {
      const card = cardOf(await talkAs(desk, company.ada).say('/order team'));
      const anna = itemsOf(card).find((i) => i.text === 'Anna');
      return formOf(await talkAs(desk, company.ada).press(anna!.buttons!.find((b) => b.label === 'Edit')!.id));
    };
    const own = async () => (await desk.desk.members.get(company.anna._id))?.discountAuthority;
    expect(errorsOf(await fill(company.ada, await open(), { discountAuthority: '101' }))).toHaveProperty(
      'discountAuthority',
    );
    cardOf(await fill(company.ada, await open(), { discountAuthority: '12.5%' }));
    expect(await own()).toBe(1250);
    cardOf(await fill(company.ada, await open(), {}));
    expect(await own()).toBe(1250);
    cardOf(await fill(company.ada, await open(), { discountAuthority: '' }));
    expect(await own()).toBeUndefined();
  });
});
