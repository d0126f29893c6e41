/**
 * A second, simple opinion on reminders: it goes through everything hour by hour, knows no index and no window, and has the
 * days of each kind written down as people would say them.
 */

/** What is told to whom: `anna 2026-12-02T01:00:00Z digest`, and what of: `o1 delivery 2026-12-09 -3`. */
export type Notice = { member: string; at: string; of: string[] };
export type Person = {
  id: string;
  zone: string;
  digestHour: number;
  workDays: readonly number[];
  workHours: { start: number; end: number };
  atOnce: boolean;
  without: readonly string[];
  roles: readonly string[];
  team?: string;
};
export type ModelOrder = {
  id: string;
  owner: string;
  team: string;
  state: string;
  promised?: string;
  due?: string;
  isPaid: boolean;
  milestone?: { planned: string; isDone: boolean; by?: string };
  /** Ms of the last event. */
  heard: number;
};
export type ModelCase = { id: string; owner: string; team: string; due: string; isClosed: boolean };
export type ModelNote = { id: string; member: string; on: string; isDone: boolean; order?: string; askedAt?: number };

/** Days on which each kind is told; from `again` on only where nobody said that it is done; then the manager. */
const timetable: Record<string, { days: number[]; again?: number; manager?: number }> = {
  delivery: { days: [-3, -1, 0, 1, 4, 7], again: 4, manager: 10 },
  payment: { days: [-3, 0, 3, 7, 14, 21], again: 14, manager: 28 },
  milestone: { days: [-1, 0, 1, 3, 6, 9], again: 6, manager: 12 },
  case: { days: [-1, 0, 1, 3, 6, 9], again: 6, manager: 12 },
  follow_up: { days: [0, 1], again: 1 },
  silent: { days: [0, 3, 6], again: 3, manager: 9 },
};
const toDeliver = ['approved', 'in_production', 'ready', 'part_shipped'];

const later = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const clocks = new Map<string, Intl.DateTimeFormat>();
/** Day and hour on a wall in a zone. */
export function wall(at: number, zone: string): { date: string; hour: number } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' },
    });
  clocks.set(zone, clock);
  const part = Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return { date: `${part.year}-${part.month}-${part.day}`, hour: Number(part.hour) };
}

type Live = { topic: string; kind: string; who: string; date: string; team?: string };
type Item = Live & { day: string; offset: number; isManagers: boolean };

export function createModel(people: readonly Person[], daysOff: ReadonlySet<string>, companyZone: string) {
  const orders = new Map<string, ModelOrder>();
  const cases = new Map<string, ModelCase>();
  const notes = new Map<string, ModelNote>();
  const last = new Map<string, string>();
  const told = new Set<string>();
  const ticked = new Set<string>();
  let put: { member: string; topic: string; of: string; until: string }[] = [];
  /** What was put off, of what is told again. */
  const first = new Map<string, string>();
  let silenceDay = '';
  const all: Notice[] = [];

  const works = (person: Person, date: string): boolean => {
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
    return !daysOff.has(date) && person.workDays.includes(weekday);
  };

  function ofOrder(o: ModelOrder): Live[] {
    const of = (kind: string, date: string, who = o.owner): Live => ({
      ...{ topic: `${o.id} ${kind}`, kind, who, date, team: o.team },
    });
    const isToDeliver = toDeliver.includes(o.state);
    const isOwed = ['shipped', 'delivered', 'part_shipped'].includes(o.state) && !o.isPaid;
    return [
      ...(o.promised && isToDeliver ? [of('delivery', o.promised)] : []),
      ...(o.due && isOwed ? [of('payment', o.due)] : []),
      ...(o.milestone && !o.milestone.isDone && isToDeliver
        ? [of('milestone', o.milestone.planned, o.milestone.by ?? o.owner)]
        : []),
    ];
  }

  /** Whether nobody is to be asked about an order any more: it went on, ended, or is somebody else's. */
  const isHeard = ({ member, askedAt = 0 }: ModelNote, o: ModelOrder): boolean =>
    ![...toDeliver, 'on_hold'].includes(o.state) || o.owner !== member || o.heard > askedAt;

  function ofNote(n: ModelNote): Live[] {
    const order = n.order ? orders.get(n.order) : undefined;
    if (n.isDone || (order && isHeard(n, order))) return [];
    const kind = n.askedAt === undefined ? 'follow_up' : 'silent';
    return [{ topic: `${n.id} ${kind}`, kind, who: n.member, date: n.on, team: order?.team }];
  }

  /** All that anybody could be reminded of now, with the date that it is counted from. */
  const alive = (): Live[] => [
    ...[...orders.values()].flatMap(ofOrder),
    ...[...cases.values()].flatMap((c) =>
      c.isClosed ? [] : [{ topic: `${c.id} case`, kind: 'case', who: c.owner, date: c.due, team: c.team }],
    ),
    ...[...notes.values()].flatMap(ofNote),
  ];

  const itemsOf = (member: string): Item[] =>
    alive()
      .filter(({ who }) => who === member)
      .flatMap((live) => {
        const { days, manager } = timetable[live.kind]!;
        const offsets = manager === undefined ? days : [...days, manager];
        return offsets.map((offset) => ({
          ...{ ...live, offset, day: later(live.date, offset), isManagers: offset === manager },
        }));
      });
  const named = ({ topic, date, offset }: Item): string => `${topic} ${date} ${offset}`;
  const isAgain = ({ kind, offset, isManagers }: Item): boolean =>
    isManagers || offset >= (timetable[kind]!.again ?? Number.POSITIVE_INFINITY);

  /** Whether a repeat is not wanted any more: somebody said so of this date, or wants it later. */
  function isAnswered(member: string, item: Item, date: string): boolean {
    if (!isAgain(item)) return false;
    if (ticked.has(`${member} ${item.topic} ${item.date}`)) return true;
    return !item.isManagers && put.some((p) => p.member === member && p.topic === item.topic && p.until > date);
  }

  function managersOf(team: string | undefined, but: string): string[] {
    const managers = people.filter((p) => p.id !== but && p.roles.includes('manager') && p.team === team);
    const found = managers.length > 0 ? managers : people.filter((p) => p.id !== but && p.roles.includes('admin'));
    return found.map((p) => p.id);
  }

  function tell(member: string, at: number, of: string[]): void {
    if (of.length > 0) all.push({ member, at: new Date(at).toISOString(), of: of.toSorted() });
  }

  /** What was put off until this day and is not told anyhow. */
  function backFor(member: string, date: string, own: readonly Item[]): string[] {
    const again = put
      .filter((p) => p.member === member && p.until <= date)
      .sort((a, b) => (`${a.until} ${a.of}` < `${b.until} ${b.of}` ? -1 : 1));
    put = put.filter((p) => !again.includes(p));
    const back = new Map<string, string>();
    for (const { topic, of } of again)
      if (!own.some((item) => item.topic === topic) && !back.has(topic)) back.set(topic, of);
    const stillThere = alive().filter((live) => live.who === member && back.has(live.topic));
    for (const { topic } of stillThere) first.set(`${member} ${topic} again`, back.get(topic)!);
    return stillThere.map(({ topic }) => `${topic} again`);
  }

  function tellManagers(member: string, at: number, left: readonly Item[]): void {
    const over = new Map<string, string[]>();
    for (const item of left)
      for (const manager of managersOf(item.team, member))
        over.set(manager, [...(over.get(manager) ?? []), `${member} leaves ${named(item)}`]);
    for (const [manager, of] of over) tell(manager, at, of);
  }

  function digest(person: Person, at: number, date: string): void {
    const before = last.get(person.id) ?? date;
    let until = date;
    while (!works(person, later(until, 1))) until = later(until, 1);
    const due = itemsOf(person.id).filter((item) => {
      const isIn = item.day >= before && (item.offset > 0 ? item.day <= date : item.day <= until);
      const isWanted = item.isManagers || !person.without.includes(item.kind);
      return isIn && isWanted && !told.has(`${person.id} ${named(item)}`) && !isAnswered(person.id, item, date);
    });
    last.set(person.id, date);
    for (const item of due) told.add(`${person.id} ${named(item)}`);
    const own = due.filter((item) => !item.isManagers);
    tell(person.id, at, [...own.map(named), ...backFor(person.id, date, own)]);
    tellManagers(
      person.id,
      at,
      due.filter((item) => item.isManagers),
    );
  }

  function atOnce(person: Person, at: number, date: string): void {
    const due = itemsOf(person.id).filter(
      (item) =>
        item.day === date &&
        item.offset >= 0 &&
        !isAgain(item) &&
        !person.without.includes(item.kind) &&
        !told.has(`${person.id} ${named(item)}`),
    );
    for (const item of due) told.add(`${person.id} ${named(item)}`);
    tell(person.id, at, due.map(named));
  }

  /** Once a day of the company: who has not heard of an open order for a week is asked. */
  function silence(at: number, newId: (order: string, heard: number) => string): void {
    const today = wall(at, companyZone).date;
    if (today <= silenceDay) return;
    silenceDay = today;
    for (const o of orders.values()) {
      if (![...toDeliver, 'on_hold'].includes(o.state) || wall(o.heard, companyZone).date > later(today, -7)) continue;
      const id = newId(o.id, o.heard);
      if (!notes.has(id)) notes.set(id, { id, member: o.owner, on: today, isDone: false, order: o.id, askedAt: at });
    }
  }

  return {
    orders,
    cases,
    notes,
    all,
    hour(at: number, newId: (order: string, heard: number) => string): void {
      silence(at, newId);
      for (const person of people) {
        const { date, hour } = wall(at, person.zone);
        if (!works(person, date)) continue;
        const isTold = (last.get(person.id) ?? '') >= date;
        if (!isTold && hour >= person.digestHour) digest(person, at, date);
        else if (isTold && person.atOnce && hour >= person.workHours.start && hour < person.workHours.end)
          atOnce(person, at, date);
      }
    },
    /** What a member said to something told: done with it, or again some days later. */
    said(member: string, told: string, days: number, date: string): void {
      const of = first.get(`${member} ${told}`) ?? told;
      const topic = of.split(' ').slice(0, 2).join(' ');
      const isGone = (p: (typeof put)[number]) => p.member === member && (days > 0 ? p.of === of : p.topic === topic);
      put = put.filter((p) => !isGone(p));
      if (days > 0) put.push({ member, topic, of, until: later(date, days) });
      // Of what is told again it counts when it is said, of the others which day they speak of.
      const [, , day = date, offset = '0'] = told.split(' ');
      const dated = told.endsWith(' again')
        ? alive().find((live) => live.who === member && live.topic === topic)?.date
        : day;
      const isLate = told.endsWith(' again') ? dated !== undefined && dated <= date : Number(offset) >= 0;
      if (days === 0 && isLate) ticked.add(`${member} ${topic} ${dated}`);
      const note = notes.get(topic.split(' ')[0]!);
      if (days === 0 && note) note.isDone = true;
    },
  };
}
export type Model = ReturnType<typeof createModel>;
