import type { Member } from '../../../src/members/member.ts';
import type { TestDesk } from '../../support/desk.ts';

/** Customers of the salesperson who types: code and name. Two sound the same, two begin the same, one is near to none. */
const customers = [
  ['ACME', 'Acme Ltd'],
  ['ACME2', 'Acme Trading Co'],
  ['HX', '华信科技有限公司'],
  ['HXMY', '华欣贸易'],
  ['CQCA', '重庆长安机械'],
  ['YH', '长沙银行设备'],
  ['LY', '绿源食品'],
  ['ALFKI', 'Alfreds Futterkiste'],
  ['QUEDE', 'Que Delícia'],
  ['NS', 'North/South Traders'],
  ['MMM', '3M China'],
  ['MX', 'Max2 Ltd'],
  ['BF', 'Black Friday Ltd'],
  ['R66', 'Route 66 Diner'],
  ['POB', 'PO Box Ltd'],
  ['OH', 'Order House'],
  ['PL', 'Please Toys'],
  ['QK', '请客餐饮'],
  ['YQ', '要强健身'],
] as const;

/** Products: SKU, name, price in 1/10,000, unit. */
const products = [
  ['A100', 'Widget', 120_0000, 'pcs'],
  ['B200', 'Gadget', 10_0000, 'pcs'],
  ['XS-24', '显示器 24寸', 899_0000, '台'],
  ['XS-27', '显示器 27寸', 1299_0000, '台'],
  ['JP-1', '机械键盘', 300_0000, '个'],
  ['SB-1', '无线鼠标', 80_0000, '个'],
  ['LJ', '龙井茶叶', 60_0000, '箱'],
  ['M8X20', 'Bolt', 1_0000, 'pcs'],
  ['NW-11', 'Chai', 18_0000, 'box'],
  ['BOX5', 'Packing box', 5_0000, 'pcs'],
  ['USB-C', 'USB-C cable', 9_0000, 'pcs'],
  ['CH-1', 'Office chair', 500_0000, 'pcs'],
  ['EGG', 'Chocolate eggs', 30_0000, 'dozen'],
  ['D110', 'Servo motor 400 W 伺服电机', 620_0000, '台'],
  ['D120', 'Servo motor 750 W 伺服电机', 880_0000, '台'],
  ['B210', 'Cable connector 电缆接头', 10_0000, 'pcs'],
  ['C240', 'Power supply 开关电源', 185_0000, 'pcs'],
  ['DL-5', '橡胶软管', 12_0000, 'm'],
  ['D310', 'Servo drive 伺服驱动器', 980_0000, '台'],
  ['G310', 'Planetary gearbox 行星减速机', 1500_0000, '台'],
] as const;

/** A small company whose salesperson types one-line orders. Somebody else's customer is there too: it must not show up. */
export async function foundSellers(desk: TestDesk): Promise<{ anna: Member; zoe: Member; ada: Member }> {
  const anna = await desk.member('Anna', ['sales']);
  const zoe = await desk.member('Zoe', ['sales']);
  const ada = await desk.member('Ada', ['admin']);
  for (const [code, name] of customers)
    await desk.desk.customers.create(desk.actor(anna), { code, name, address: '1 Any Road' });
  await desk.desk.customers.create(desk.actor(zoe), { code: 'HXZ', name: '华信重工' });
  for (const [sku, name, price, unit] of products)
    await desk.desk.products.create(desk.actor(ada), { sku, name, price, unit });
  return { anna, zoe, ada };
}
