import { approversNow, askedNow } from '../approvals/eligible.ts';
import { decidedSteps } from '../approvals/review.ts';
import { type Calendars, companyHours } from '../calendar/calendars.ts';
import { hourMs } from '../dates.ts';
import { mayRead } from '../members/ability.ts';
import { openReview } from '../members/kinds.ts';
import { isManagerOf, presentOf } from '../members/managers.ts';
import { type Member, personOf } from '../members/member.ts';
import { type Recipient, toChannels } from '../notices/recipients.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import type { Level, Listener, Review } from './levels.ts';

/** Who is told of a review: a member, or a shared conversation with its audience. */
export type Told = Listener & ({ readonly member: Member } | { readonly channel: Recipient });

/** What the people of a review are found by. */
export type World = { members: readonly Member[]; settings: Settings; calendars: Calendars };

const reads = (m: Member, order: Order): boolean => m.active && mayRead(personOf(m), 'Order', order);

/**
 * Whom an overdue review goes to: the stand-in of those who are asked, else the managers of the order, else the admins
 * who may decide. Never to whom it waits for, nor to its owner, unless there is nobody else.
 */
function escalatedTo(order: Order, asked: readonly Member[], members: readonly Member[]): readonly Member[] {
  const others = members.filter((m) => reads(m, order) && !asked.includes(m) && m._id !== order.owner);
  const standIns = others.filter((m) => m.standsInFor?.some(({ id }) => asked.some((a) => a._id === id)));
  const managers = others.filter((m) => isManagerOf(m, order));
  const admins = approversNow(order, others).filter((m) => m.roles.includes('admin'));
  return presentOf([standIns, managers, admins, asked].find((some) => some.length > 0) ?? []);
}

/** The shared conversations that a review of long standing goes to: of approvals, else of orders. */
function channelsOf(order: Order, settings: Settings): Recipient[] {
  const readable = ({ viewer }: Recipient): boolean =>
    'audience' in viewer &&
    viewer.audience.role !== 'operations' &&
    mayRead({ roles: [viewer.audience.role], teams: viewer.audience.teams }, 'Order', order);
  const found = (['approvals', 'orders'] as const).map((purpose) =>
    toChannels(settings, purpose, order.team).filter(readable),
  );
  return found.find((some) => some.length > 0) ?? [];
}

/** Who is told at each level, each in the own working hours. */
function listenersOf(order: Order, asked: readonly Member[], world: World): Record<Level, readonly Told[]> {
  const { members, settings, calendars } = world;
  const people = (some: readonly Member[]): Told[] =>
    some.map((member) => ({
      key: `@${member._id}`,
      attendance: { calendar: calendars.of(member), hours: member.workHours },
      member,
    }));
  const channels = channelsOf(order, settings).map((channel): Told => {
    const attendance = { calendar: calendars.company, hours: companyHours };
    return { key: channel.conversation, attendance, channel };
  });
  const admins = members.filter((m) => m.roles.includes('admin') && reads(m, order));
  return {
    50: people(asked),
    80: people(asked),
    100: people(escalatedTo(order, asked, members)),
    150: channels.length > 0 ? channels : people(presentOf(admins)),
  };
}

/** A review with its people. */
export type OpenReview = Omit<Review, 'listeners'> & {
  readonly listeners: Readonly<Record<Level, readonly Told[]>>;
  /** What tells its present step from every other one. */
  readonly step: string;
};

/** The open review of an order as its clock sees it; undefined where none is open. What was loaded as history has none. */
export function openReviewOf(order: Order, world: World): OpenReview | undefined {
  const review = openReview(order);
  if (!review || order.imported) return undefined;
  const asked = askedNow(order, world.members);
  const { calendars, settings } = world;
  return {
    started: review.stepStartedAt,
    askedAt: review.question?.at,
    pauses: review.pauses ?? [],
    time: settings.reviewSlaHours * hourMs,
    // Where nobody is left to ask, the company's days count, so that somebody hears of it.
    calendars: asked.length > 0 ? asked.map(calendars.of) : [calendars.company],
    listeners: listenersOf(order, asked, world),
    step: `${order.change?.id ?? 'order'}:${decidedSteps(review)}:${review.stepStartedAt.toISOString()}`,
  };
}
