import type { Team } from '../members/member.ts';
import type { StoredMember } from '../members/model.ts';
import type { Channel } from '../settings/settings.ts';

/** The name of the sample company. */
export const companyName = 'Harbour Automation 海港自动化';

const east = 'sample-east';
const international = 'sample-international';
const shanghai = 'Asia/Shanghai';
const london = 'Europe/London';

/** The two teams of the sample company. */
export const sampleTeams: readonly Team[] = [
  { _id: east, name: 'East 华东', timezone: shanghai, sample: true },
  { _id: international, name: 'International 国际', timezone: london, sample: true },
];

type Someone = Pick<StoredMember, 'name' | 'locale' | 'roles' | 'teams' | 'timezone'> & { id: string };

const people: readonly Someone[] = [
  { id: 'anna', name: 'Anna Wang 王安娜', locale: 'en', roles: ['sales'], teams: [east], timezone: shanghai },
  { id: 'leo', name: 'Leo Zhang 张磊', locale: 'zh', roles: ['sales'], teams: [east], timezone: shanghai },
  { id: 'emma', name: 'Emma Clark', locale: 'en', roles: ['sales'], teams: [international], timezone: london },
  { id: 'hugo', name: 'Hugo Xu 徐浩', locale: 'zh', roles: ['sales'], teams: [international], timezone: shanghai },
  { id: 'bo', name: 'Bo Chen 陈博', locale: 'zh', roles: ['manager'], teams: [east], timezone: shanghai },
  { id: 'grace', name: 'Grace Miller', locale: 'en', roles: ['manager'], teams: [international], timezone: london },
  { id: 'fiona', name: 'Fiona Li 李菲', locale: 'zh', roles: ['finance'], teams: [], timezone: shanghai },
  { id: 'owen', name: 'Owen Zhao 赵文', locale: 'zh', roles: ['operations'], teams: [], timezone: shanghai },
  { id: 'mei', name: 'Mei Lin 林梅', locale: 'en', roles: ['admin'], teams: [], timezone: shanghai },
];

/** Who sells, runs a team, collects, ships and administers, by the word that the plans use. */
export type PersonKey = 'anna' | 'leo' | 'emma' | 'hugo' | 'bo' | 'grace' | 'fiona' | 'owen' | 'mei';

/** The id of a sample person. */
export const personId = (key: PersonKey): string => `sample-${key}`;

/** The members of the sample company, as they were made at an instant. */
export const sampleMembers = (createdAt: Date): StoredMember[] =>
  people.map(({ id, ...person }) => ({
    _id: `sample-${id}`,
    ...person,
    identities: [`console:${id}`],
    active: true,
    digestHour: 9,
    workHours: { start: 9, end: 18 },
    sample: true,
    requestKey: `sample:member:${id}`,
    createdAt,
  }));

const channel = (name: string, purpose: Channel['purpose'], role: Channel['role'], teams: string[]): Channel => ({
  address: `console:#${name}`,
  purpose,
  role,
  teams,
});

/** The shared conversations. Each team decides and reads its figures apart; operations prepare for all. */
export const sampleChannels: readonly Channel[] = [
  channel('approvals-east', 'approvals', 'manager', [east]),
  channel('approvals-international', 'approvals', 'manager', [international]),
  channel('fulfilment', 'orders', 'operations', []),
  channel('recap-east', 'recap', 'manager', [east]),
  channel('recap-international', 'recap', 'manager', [international]),
];
