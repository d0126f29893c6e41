import type { Address } from '../../../src/chat/address.ts';
import { DeskError } from '../../../src/errors.ts';
import { newSecretId } from '../../../src/id.ts';
import type { Member, Person, Role } from '../../../src/members/member.ts';
import type { Locale } from '../../../src/text/index.ts';

const words: Record<Role, Record<Locale, string>> = {
  sales: { en: 'sales', zh: '业务员' },
  manager: { en: 'manager', zh: '主管' },
  finance: { en: 'finance', zh: '财务' },
  operations: { en: 'operations', zh: '运营' },
  admin: { en: 'admin', zh: '管理员' },
};

const person = (id: string, name: string, role: Role, locale: Locale = 'en'): Member => ({
  _id: `m-${id}`,
  name,
  locale,
  timezone: 'Asia/Shanghai',
  roles: [role],
  teams: ['east'],
  identities: [`console:${id}`],
  active: true,
  digestHour: 9,
  workHours: { start: 9, end: 18 },
  discountAuthority: 1000,
  createdAt: new Date('2026-01-01'),
});

/** A small company as the console's dependencies see it; nothing of it is stored. */
export function createCompany() {
  const all = [
    person('anna', 'Anna Wang 王安娜', 'sales'),
    person('bo', 'Bo Chen 陈博', 'manager', 'zh'),
    person('fiona', 'Fiona Li 李菲', 'finance'),
    person('otto', 'Otto Braun', 'operations'),
    person('ada', 'Ada Zhou 周艾达', 'admin'),
  ];
  const tokens = new Map<string, string>();
  const sessions = new Map<string, string>();
  const find = (id: string) => all.find((m) => m._id === id);
  const channelsOf: Record<string, Role[]> = {
    'console:#orders': ['sales', 'manager', 'admin'],
    'console:#approvals': ['manager', 'admin'],
  };

  return {
    member: (id: string) => find(`m-${id}`)!,
    /** A one-time link's token. */
    issue(id: string): string {
      const token = newSecretId();
      tokens.set(token, `m-${id}`);
      return token;
    },
    sessions,
    members: {
      byIdentity: async (identity: Address) => all.find((m) => m.identities.includes(identity)),
      byId: async (id: string) => find(id),
      personas: async () =>
        all.map((m) => ({ id: m._id, name: m.name, role: words[m.roles[0]!], identity: m.identities[0]! })),
      roleWords: (member: Member, locale: Locale) => member.roles.map((role) => words[role][locale]).join(', '),
    },
    signIn: {
      async redeem(token: string) {
        const member = tokens.get(token);
        if (!member) throw new DeskError('error.sign_in_used');
        tokens.delete(token);
        return member;
      },
      async open(member: string) {
        const session = newSecretId();
        sessions.set(session, member);
        return session;
      },
      check: async (session: string) => sessions.get(session),
      close: async (session: string) => {
        sessions.delete(session);
      },
    },
    channels: async (member: Member) =>
      Object.entries(channelsOf)
        .filter(([, roles]) => roles.some((role) => member.roles.includes(role)))
        .map(([address]) => ({ address: address as Address, title: address.slice('console:#'.length) })),
    async setLocale(member: Member, locale: Locale) {
      member.locale = locale;
    },
  };
}

/** Files in memory: a chart for everybody, a report for Anna only. */
export function createShelf(chart: Uint8Array) {
  const kept = new Map([
    ['chart', { bytes: chart, mime: 'image/png', name: 'chart.png', members: undefined as string[] | undefined }],
    ['report', { bytes: Buffer.from('a,b\n1,2\n'), mime: 'text/csv', name: 'Bericht 报表.csv', members: ['m-anna'] }],
  ]);
  async function read(id: string, reader: Person) {
    const file = kept.get(id);
    if (!file || (file.members && !file.members.includes(reader.id ?? ''))) throw new DeskError('error.file_not_found');
    return file;
  }
  return {
    read,
    async ref(id: string, reader: Person) {
      const { name, mime } = await read(id, reader);
      return { id, name, mime };
    },
    async save(file: { name: string; mime: string; bytes: Uint8Array; access: { members: string[] } }) {
      const id = newSecretId();
      kept.set(id, { bytes: file.bytes, mime: file.mime, name: file.name, members: file.access.members });
      return { id, name: file.name, mime: file.mime };
    },
  };
}
