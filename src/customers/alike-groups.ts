import type { Customer } from './customer.ts';

type Named = Pick<Customer, '_id' | 'code' | 'name' | 'owner' | 'team'>;

/** Two customers that may be one, and by what. */
export type Alike = { a: Named; b: Named; by: 'name' | 'contact' };

/** What companies are called besides their name: it tells none of them apart. */
const forms =
  /(?:^| )(?:co|ltd|limited|inc|incorporated|corp|corporation|company|llc|plc|gmbh|ag|kg|sa|srl|spa|bv|pty|pte|the|and)(?= |$)/g;
const chineseForms = /股份有限公司|有限责任公司|有限公司|集团公司|公司/g;

/** A name without what every company is called: `Acme Co., Ltd` and `ACME` are the same. `plainName` is in plain form. */
export const sameNameKey = (plainName: string): string =>
  plainName.replace(chineseForms, '').replace(forms, ' ').replaceAll(' ', '');

/** Mail hosts that belong to no company. */
const openHosts =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|aol|gmx|web|proton|protonmail|mail|qq|foxmail|163|126|139|189|sina|sohu|aliyun|yeah)\./;

const hostOf = (email = ''): string | undefined => {
  const host = email.toLowerCase().split('@')[1]?.trim();
  return host && !openHosts.test(host) ? host : undefined;
};
/** The last digits of a phone, which are the same with and without the country. */
const phoneOf = (phone = ''): string | undefined => {
  const digits = phone.replace(/\D/g, '');
  return digits.length >= 7 ? digits.slice(-8) : undefined;
};

/** The keys of a company's mail domains with its phones: both must be the same. */
function contactKeys({ contacts = [] }: Pick<Customer, 'contacts'>): string[] {
  const hosts = [...new Set(contacts.flatMap(({ email }) => hostOf(email) ?? []))];
  const phones = [...new Set(contacts.flatMap(({ phone }) => phoneOf(phone) ?? []))];
  return hosts.flatMap((host) => phones.map((phone) => `${host} ${phone}`));
}

/** Gathers customers, of each no more than names and keys, and tells which of them look like one. */
export function createGroups() {
  const groups = new Map<string, { by: Alike['by']; all: Named[] }>();
  const put = (key: string, by: Alike['by'], one: Named) => {
    const group = groups.get(key) ?? { by, all: [] };
    group.all.push(one);
    groups.set(key, group);
  };
  return {
    add(customer: Named & Pick<Customer, 'contacts'>, plainName: string): void {
      const { _id, code, name, owner, team } = customer;
      const one = { _id, code, name, owner, team };
      const key = sameNameKey(plainName);
      if (key !== '') put(`name ${key}`, 'name', one);
      for (const contact of contactKeys(customer)) put(`contact ${contact}`, 'contact', one);
    },
    /** Each pair once, those of the same name first. */
    pairs(): Alike[] {
      const pairs = new Map<string, Alike>();
      const sorted = [...groups.values()].sort((x, y) => (x.by === y.by ? 0 : x.by === 'name' ? -1 : 1));
      for (const { by, all } of sorted)
        for (const b of all.slice(1)) {
          const a = all[0]!;
          const key = [a._id, b._id].sort().join(' ');
          if (a._id !== b._id && !pairs.has(key)) pairs.set(key, { a, b, by });
        }
      return [...pairs.values()];
    },
  };
}
