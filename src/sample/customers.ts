import type { Contact, Customer } from '../customers/customer.ts';
import { searchWords } from '../entry/find/words.ts';
import { sampleId } from './id.ts';
import { type PersonKey, personId } from './people.ts';

/** A customer of the sample company, with what it usually buys. */
export type Account = {
  code: string;
  name: string;
  industry: string;
  tier: 'A' | 'B' | 'C';
  region: string;
  address: string;
  contact: Contact;
  owner: PersonKey;
  /** Days; 0 = prepaid. */
  paymentDays: number;
  /** Major units of a currency with two digits. */
  creditLimit: number;
  /** SKUs, the most usual first. */
  buys: readonly string[];
};

const person = (name: string, phone: string, email: string): Contact => ({ name, phone, email });

const account = (
  [code, name, industry, tier]: [string, string, string, Account['tier']],
  [region, address]: [string, string],
  contact: Contact,
  [owner, paymentDays, creditLimit]: [PersonKey, number, number],
  buys: string,
): Account => ({
  code,
  name,
  industry,
  tier,
  region,
  address,
  contact,
  owner,
  paymentDays,
  creditLimit,
  buys: buys.split(' '),
});

/** The customers. Phones and mail boxes are of the ranges that belong to nobody. */
export const accounts: readonly Account[] = [
  account(
    ['ACME', 'Acme Tools Ltd', 'Machine tools', 'A'],
    ['UK', '12 Dock Road, Leeds LS9 8AG'],
    person('Paul Reed', '+44 113 496 0101', 'paul.reed@acme.example'),
    ['anna', 14, 400_000],
    'A100 B200 A200 B210 C240',
  ),
  account(
    ['HUAXIN', '华信机电有限公司', '机电', 'A'],
    ['华东', '上海市闵行区莘庄工业区春光路 88 号'],
    person('周华', '021-5550-0102', 'zhouhua@huaxin.example'),
    ['anna', 30, 500_000],
    'A100 A120 A310 S510 V100',
  ),
  account(
    ['DONGFANG', '东方包装机械有限公司', '包装', 'B'],
    ['华东', '江苏省苏州市工业园区星湖街 218 号'],
    person('沈丽', '0512-5550-0103', 'shenli@dongfang.example'),
    ['leo', 30, 250_000],
    'C100 C150 C240 S520 V220',
  ),
  account(
    ['YUNHAI', '云海电子科技有限公司', '电子', 'B'],
    ['华东', '浙江省杭州市滨江区江南大道 66 号'],
    person('何敏', '0571-5550-0104', 'hemin@yunhai.example'),
    ['leo', 15, 200_000],
    'B200 B210 S520 S530 C240',
  ),
  account(
    ['RUIFENG', '瑞丰食品设备厂', '食品', 'C'],
    ['华东', '浙江省宁波市鄞州区首南中路 19 号'],
    person('钱军', '0574-5550-0105', 'qianjun@ruifeng.example'),
    ['leo', 0, 50_000],
    'V100 V220 V300 S530',
  ),
  account(
    ['JINGTAI', '精泰自动化有限公司', '自动化', 'A'],
    ['华南', '广东省深圳市宝安区松岗街道 7 号'],
    person('吴倩', '0755-5550-0106', 'wuqian@jingtai.example'),
    ['anna', 30, 450_000],
    'A200 A120 C100 C150 B320',
  ),
  account(
    ['XINGHE', '星河新能源有限公司', '新能源', 'B'],
    ['华北', '天津市滨海新区洞庭路 120 号'],
    person('孙浩', '022-5550-0107', 'sunhao@xinghe.example'),
    ['leo', 45, 300_000],
    'C100 A310 S510 C240',
  ),
  account(
    ['BAILI', '百利印刷机械有限公司', '印刷', 'C'],
    ['华中', '湖北省武汉市东湖高新区光谷大道 41 号'],
    person('冯雪', '027-5550-0108', 'fengxue@baili.example'),
    ['anna', 14, 80_000],
    'A100 S520 V220 B210',
  ),
  account(
    ['NORDIC', 'Nordic Robotics AB', 'Robotics', 'A'],
    ['Nordics', 'Ringvägen 40, 118 67 Stockholm'],
    person('Astrid Lund', '+46 8 465 004 09', 'astrid.lund@nordic.example'),
    ['emma', 30, 600_000],
    'A310 A200 S510 A120',
  ),
  account(
    ['BRUNNER', 'Brunner Maschinenbau GmbH', 'Machine tools', 'A'],
    ['DACH', 'Industriestraße 7, 70565 Stuttgart'],
    person('Jonas Brunner', '+49 711 5550110', 'j.brunner@brunner.example'),
    ['emma', 30, 500_000],
    'A100 A200 C100 V100 B320',
  ),
  account(
    ['LUMIERE', 'Ateliers Lumière SAS', 'Packaging', 'B'],
    ['France', '18 rue des Ateliers, 69007 Lyon'],
    person('Claire Morel', '+33 4 65 71 01 11', 'claire.morel@lumiere.example'),
    ['emma', 15, 180_000],
    'C150 S530 V220 V300',
  ),
  account(
    ['PACIFIC', 'Pacific Packaging Pty Ltd', 'Packaging', 'B'],
    ['Oceania', '5 Wharf Street, Brisbane QLD 4000'],
    person('Liam Hart', '+61 7 7010 0112', 'liam.hart@pacific.example'),
    ['hugo', 14, 220_000],
    'C240 B210 S520 V100',
  ),
  account(
    ['MERIDIAN', 'Meridian Food Systems Inc', 'Food', 'B'],
    ['North America', '400 Lake Avenue, Rochester NY 14608'],
    person('Dana Fox', '+1 585 555 0113', 'dana.fox@meridian.example'),
    ['hugo', 30, 260_000],
    'V100 V300 S530 C150',
  ),
  account(
    ['SAKURA', 'Sakura Seiki KK', 'Electronics', 'C'],
    ['Japan', '2-4-8 Kita, Naniwa-ku, Osaka'],
    person('Kenji Mori', '+81 6 5555 0114', 'k.mori@sakura.example'),
    ['hugo', 0, 90_000],
    'B200 B210 S520 A100',
  ),
];

/** The customers, as they were made at an instant; `teamOf` names the owner's team. */
export async function sampleCustomers(
  createdAt: Date,
  teamOf: (owner: string) => string | undefined,
): Promise<Customer[]> {
  return Promise.all(
    accounts.map(async ({ contact, owner, creditLimit, buys, ...rest }) => ({
      _id: sampleId(`customer:${rest.code}`, createdAt),
      ...rest,
      contacts: [contact],
      owner: personId(owner),
      team: teamOf(personId(owner)),
      creditLimit: creditLimit * 100,
      search: await searchWords(rest.code, rest.name),
      sample: true,
      createdAt,
      updatedAt: createdAt,
    })),
  );
}
