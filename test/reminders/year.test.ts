import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { caseModel } from '../../src/aftersales/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { followUpModel } from '../../src/customers/follow-up-model.ts';
import { addDays } from '../../src/dates.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Occurrence } from '../../src/reminders/occurrences.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { createModel, type Model, type ModelOrder, type Notice, type Person, wall } from './support/model.ts';

/**
 * The soak plays the whole year of a whole company; every run a spring with its changes of clocks. The
 * year is far ahead, so that nothing of it is so old that the database clears it away.
 */
const size = process.env.SOAK
  ? { people: 40, orders: 2000, days: 365, from: '2040-01-01' }
  : { people: 8, orders: 90, days: 41, from: '2040-02-26' };
const hourMs = 3_600_000;
const start = Date.parse(`${size.from}T00:00:00Z`);
const end = start + size.days * 24 * hourMs;
const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Sydney'];
const teams = ['north', 'south', 'east', 'nobody'];
const companyZone = 'Asia/Shanghai';
/** A long festival, and single days. */
const daysOff = ['2040-01-01', '2040-04-06', '2040-05-01', '2040-12-25'].concat(
  Array.from({ length: 9 }, (_, i) => addDays('2040-03-14', i)),
  Array.from({ length: 8 }, (_, i) => addDays('2040-10-01', i)),
);

let seed = 20_401_130;
const random = (n: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
};
const oneOf = <T>(some: readonly T[]): T => some[random(some.length)]!;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

let desk: TestDesk;
let model: Model;
const people: Person[] = [];
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [quietChat()] });
  // What is told is read in the outbox: nothing is sent.
  await desk.desk.outbox.stop();
  desk.clock.set(new Date(start));
  const admin = await desk.member('Admin', ['admin'], { workDays: [1, 2, 3, 4, 5] });
  await desk.desk.settings.change(desk.actor(admin), { daysOff: [...new Set(daysOff)] });
  const ids = new Map<string, string>();
  for (const name of teams)
    ids.set(
      name,
      (await desk.desk.members.createTeam({ from: 'cli:test', key: name, now: desk.clock() }, { name }))._id,
    );
  const add = (member: Member, team?: string) =>
    people.push({
      ...{ id: member._id, zone: member.timezone, digestHour: member.digestHour, roles: member.roles, team },
      ...{ workDays: member.workDays ?? [], workHours: member.workHours, atOnce: member.remindAtOnce !== false },
      without: member.withoutReminders ?? [],
    });
  add(admin);
  for (let n = 1; n < size.people; n += 1) {
    const team = teams[n % teams.length]!;
    const isManager = n <= 6 && team !== 'nobody';
    const member = await desk.member(`P${n}`, isManager ? ['manager'] : ['sales'], {
      ...{ timezone: zones[n % zones.length]!, digestHour: 7 + random(5), teams: [ids.get(team)!] },
      workDays: n % 7 === 0 ? [1, 2, 3, 4, 5, 6] : n % 11 === 0 ? [2, 4] : [1, 2, 3, 4, 5],
      remindAtOnce: n % 4 !== 0,
      ...(n % 5 === 0 && { withoutReminders: ['payment' as const] }),
    });
    add(member, ids.get(team));
  }
  model = createModel(people, new Set(daysOff), companyZone);
});
afterAll(() => desk.close());

/** Who sells: everybody but the admin. */
const seller = (): Person => people[1 + random(people.length - 1)]!;

const stored = (o: ModelOrder) => ({
  ...{ owner: o.owner, team: o.team, state: o.state, promisedDate: o.promised, dueDate: o.due },
  ...{ total: 100_00, paid: o.isPaid ? 100_00 : 0, timeline: [{ at: new Date(o.heard), action: 'edit', key: 'k' }] },
  ...(o.milestone && {
    milestones: [
      {
        ...{ id: 'M1', name: 'step', planned: o.milestone.planned, responsible: o.milestone.by },
        actual: o.milestone.isDone ? o.milestone.planned : undefined,
      },
    ],
    milestoneDue: o.milestone.isDone ? undefined : o.milestone.planned,
    milestonesOf: o.milestone.by && !o.milestone.isDone ? [o.milestone.by] : undefined,
  }),
});
const given = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined));

/** Changes an order in the desk's database as in the model. */
async function put(id: string, change: Partial<ModelOrder>, at: number): Promise<void> {
  const order = { ...model.orders.get(id)!, ...change, heard: at };
  model.orders.set(id, order);
  const customerSnapshot = { code: 'C', name: 'Customer' };
  const fixed = {
    draftNo: id,
    number: id,
    customer: 'c1',
    customerSnapshot,
    currency: 'CNY',
    lines: [],
    shipments: [],
  };
  await orderModel(desk.connection).collection.replaceOne(
    { _id: id as never },
    { ...fixed, ...given(stored(order)), createdAt: new Date(start) } as never,
    { upsert: true },
  );
}

/** What happens to an order in its life, hour by hour: some are late, some are never paid, some are never heard of again. */
function lifeOf(n: number): { at: number; run: (at: number) => Promise<void> }[] {
  const id = `SO-${n}`;
  const made = start + random(Math.floor((end - start) / hourMs)) * hourMs;
  const days = (from: number, most: number) => from + (1 + random(most * 24)) * hourMs;
  const owner = seller();
  const promised = dayOf(made + (2 + random(20)) * 24 * hourMs);
  const milestone =
    n % 3 === 0
      ? { planned: addDays(promised, -random(6)), isDone: false, ...(n % 2 === 0 && { by: seller().id }) }
      : undefined;
  const first: ModelOrder = {
    ...{ id, owner: owner.id, team: owner.team!, state: 'approved', promised, isPaid: false, milestone, heard: made },
  };
  const moved = days(made, 10);
  const shipped = days(moved, 25);
  const paid = days(shipped, 60);
  return [
    { at: made, run: (at) => put(id, first, at) },
    ...(n % 4 === 0
      ? [{ at: moved, run: (at: number) => put(id, { promised: dayOf(at + random(9) * 24 * hourMs) }, at) }]
      : []),
    ...(n % 9 === 0 ? [{ at: days(moved, 5), run: (at: number) => put(id, { state: 'on_hold' }, at) }] : []),
    ...(n % 7 === 0 ? [{ at: days(made, 15), run: (at: number) => put(id, { owner: seller().id }, at) }] : []),
    ...(milestone && n % 2 === 1
      ? [{ at: days(made, 20), run: (at: number) => put(id, { milestone: { ...milestone, isDone: true } }, at) }]
      : []),
    ...(n % 8 !== 0
      ? [
          {
            at: shipped,
            run: (at: number) => put(id, { state: 'shipped', due: dayOf(at + random(20) * 24 * hourMs) }, at),
          },
        ]
      : []),
    ...(n % 8 !== 0 && n % 5 !== 0 ? [{ at: paid, run: (at: number) => put(id, { isPaid: true }, at) }] : []),
  ];
}

/** A case of an order, and a note of a customer: opened, and some of them ended. */
function besides(n: number): { at: number; run: (at: number) => Promise<void> }[] {
  const made = start + random(Math.floor((end - start) / hourMs)) * hourMs;
  const owner = seller();
  const caseOf = { id: `case${n}`, owner: owner.id, team: owner.team!, due: dayOf(made + random(12) * 24 * hourMs) };
  const note = { id: `note${n}`, member: owner.id, on: dayOf(made + random(9) * 24 * hourMs) };
  const cases = caseModel(desk.connection).collection;
  return [
    {
      at: made,
      async run() {
        model.cases.set(caseOf.id, { ...caseOf, isClosed: false });
        const { id, due, ...rest } = caseOf;
        await cases.insertOne({
          _id: id,
          order: 'none',
          ...rest,
          dueDate: due,
          state: 'open',
          number: id,
          requestKey: id,
        } as never);
        model.notes.set(note.id, { ...note, isDone: false });
        const { id: _id, ...noted } = note;
        await followUpModel(desk.connection).collection.insertOne({
          _id,
          customer: 'c1',
          text: 'call',
          at: new Date(start),
          ...noted,
        } as never);
      },
    },
    ...(n % 2 === 0
      ? [
          {
            at: made + random(15 * 24) * hourMs,
            async run() {
              model.cases.get(caseOf.id)!.isClosed = true;
              await cases.updateOne({ _id: caseOf.id as never }, { $set: { state: 'closed' } });
            },
          },
        ]
      : []),
  ];
}

/** An occurrence of the desk in the words of the model. */
function wordsOf(o: Occurrence): string {
  const topic = `${o.followUp ?? o.case ?? o.order} ${o.kind}`;
  return o.key.includes(':again:') ? `${topic} again` : `${topic} ${addDays(o.on, -o.offset)} ${o.offset}`;
}
type Row = { viewer?: unknown; data?: Record<string, unknown>; createdAt: Date };
const noticeOf = ({ viewer, data, createdAt }: Row): Notice => ({
  member: (viewer as { member: string }).member,
  at: createdAt.toISOString(),
  of: ((data?.occurrences ?? []) as Occurrence[])
    .map((o) => (data?.of ? `${String(data.of)} leaves ${wordsOf(o)}` : wordsOf(o)))
    .toSorted(),
});

/** Some of what was told in this hour is answered: done, or again some days later; the newest line of each subject. */
async function answer(at: number): Promise<void> {
  const rows = await outboxModel(desk.connection)
    .find({ job: 'digest', createdAt: new Date(at) })
    .lean();
  for (const row of rows.filter(({ data }) => !data?.of)) {
    const { member } = row.viewer as { member: string };
    const occurrences = (row.data?.occurrences ?? []) as Occurrence[];
    const date = wall(at, people.find((p) => p.id === member)!.zone).date;
    const lines = new Map<string, Occurrence>();
    for (const o of occurrences.toSorted((a, b) => a.offset - b.offset))
      lines.set(wordsOf(o).split(' ').slice(0, 2).join(' '), o);
    for (const o of lines.values()) {
      const days = oneOf([undefined, undefined, undefined, 0, 1, 3, 7]);
      if (days === undefined) continue;
      model.said(member, wordsOf(o), days, date);
      if (days > 0) await desk.desk.pauses.snooze(member, o, addDays(date, days), new Date(at));
      else await desk.desk.pauses.done(member, o, occurrences, new Date(at));
      if (days === 0 && o.followUp)
        await followUpModel(desk.connection).updateOne({ _id: o.followUp }, { $set: { doneAt: new Date(at) } });
    }
  }
}

test(
  'a company in five time zones is told all year exactly what a simple model says, item by item',
  async () => {
    await desk.connection
      .collection('customers')
      .insertOne({ _id: 'c1' as never, code: 'C', name: 'Customer', search: [] });
    const events = [
      ...Array.from({ length: size.orders }, (_, n) => lifeOf(n)).flat(),
      ...Array.from({ length: Math.ceil(size.orders / 5) }, (_, n) => besides(n)).flat(),
    ].sort((a, b) => a.at - b.at);
    let next = 0;
    for (let at = start; at < end; at += hourMs) {
      for (; next < events.length && events[next]!.at <= at; next += 1) await events[next]!.run(at);
      desk.clock.set(new Date(at));
      const before = model.all.length;
      model.hour(at, (order, heard) => `silent:${order}:${heard}`);
      const told = await desk.reminders.tick(new Date(at));
      if (told > 0 || model.all.length > before) await answer(at);
    }
    const rows = await outboxModel(desk.connection).find({ job: 'digest' }).lean();
    const order = (a: Notice, b: Notice) =>
      JSON.stringify([a.at, a.member, a.of]) < JSON.stringify([b.at, b.member, b.of]) ? -1 : 1;
    const [found, wanted] = [rows.map(noticeOf).sort(order), model.all.toSorted(order)];
    const first = wanted.findIndex((one, i) => JSON.stringify(one) !== JSON.stringify(found[i]));
    expect(first === -1 ? [] : [wanted[first], found[first]]).toEqual([]);
    expect(found).toHaveLength(wanted.length);
    // The story has something of everything in it.
    const items = wanted.flatMap(({ of }) => of);
    const late = process.env.SOAK ? [' 21 '] : [];
    for (const what of [
      ...late,
      ' again',
      ' leaves ',
      ' silent ',
      ' milestone ',
      ' case ',
      ' follow_up ',
      ' payment ',
      ' 7',
    ])
      expect([what, items.some((item) => `${item} `.includes(what))]).toEqual([what, true]);
    expect(desk.logged.filter((line) => /"level":(40|50)/.test(line))).toEqual([]);
  },
  process.env.SOAK ? 3_600_000 : 180_000,
);
