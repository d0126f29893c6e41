import { searchWords } from '../entry/find/words.ts';
import { minorDigits } from '../money.ts';
import type { Product } from '../products/product.ts';
import { sampleId } from './id.ts';
import { sampleSupplierId } from './suppliers.ts';

type Row = [
  sku: string,
  name: string,
  category: string,
  unit: string,
  /** Hundredths of the major unit where it has two digits. */
  price: number,
  onHand: number,
  reorderPoint: number,
  leadTimeDays: number,
  /** Usual quantities are multiples of it. */
  lot: number,
  supplier: string,
];

/** Less of it is on hand than one waiting order asks for. */
export const shortSku = 'S510';

/** What the sample company sells. On hand is what no order holds; of the short one, what is there at all. */
const rows: readonly Row[] = [
  ['A100', 'Servo motor 400 W 伺服电机', 'Motion 运动', 'pcs', 620_00, 640, 120, 14, 2, 'Ningbo Drive 宁波传动'],
  ['A120', 'Servo motor 750 W 伺服电机', 'Motion 运动', 'pcs', 880_00, 260, 60, 14, 2, 'Ningbo Drive 宁波传动'],
  ['A200', 'Servo drive 伺服驱动器', 'Motion 运动', 'pcs', 1_150_00, 180, 40, 21, 1, 'Ningbo Drive 宁波传动'],
  ['A310', 'Planetary gearbox 行星减速机', 'Motion 运动', 'pcs', 1_480_00, 96, 20, 28, 1, 'Taizhou Gear 台州齿轮'],
  ['B200', 'Cable connector M12 电缆接头', 'Wiring 线缆', 'pcs', 10_50, 8_400, 1_500, 7, 50, 'Wenzhou Link 温州联接'],
  ['B210', 'Sensor cable 5 m 传感器线缆', 'Wiring 线缆', 'pcs', 38_00, 3_200, 600, 7, 20, 'Wenzhou Link 温州联接'],
  ['B320', 'Drag chain 1 m 拖链', 'Wiring 线缆', 'm', 64_00, 900, 200, 10, 10, 'Wenzhou Link 温州联接'],
  ['C100', 'PLC module 16 I/O 可编程控制器', 'Control 控制', 'pcs', 1_260_00, 150, 30, 21, 1, 'Suzhou Logic 苏州逻辑'],
  ['C150', 'Touch panel 7 in 触摸屏', 'Control 控制', 'pcs', 940_00, 210, 40, 21, 1, 'Suzhou Logic 苏州逻辑'],
  ['C240', 'Power supply 24 V 开关电源', 'Control 控制', 'pcs', 185_00, 720, 150, 10, 5, 'Suzhou Logic 苏州逻辑'],
  ['S510', 'Laser distance sensor 激光测距传感器', 'Sensors 传感', 'pcs', 1_360_00, 24, 40, 35, 1, 'Optica GmbH'],
  ['S520', 'Inductive switch 接近开关', 'Sensors 传感', 'pcs', 72_00, 2_600, 500, 10, 10, 'Optica GmbH'],
  ['S530', 'Pressure sensor 压力传感器', 'Sensors 传感', 'pcs', 245_00, 480, 100, 14, 5, 'Optica GmbH'],
  ['V100', 'Pneumatic cylinder 气缸', 'Pneumatics 气动', 'pcs', 218_00, 560, 120, 14, 5, 'Ningbo Air 宁波气动'],
  ['V220', 'Solenoid valve 电磁阀', 'Pneumatics 气动', 'pcs', 126_00, 940, 200, 10, 10, 'Ningbo Air 宁波气动'],
  ['V300', 'Air treatment unit 气源处理器', 'Pneumatics 气动', 'set', 310_00, 190, 40, 14, 2, 'Ningbo Air 宁波气动'],
];

/** The usual lot of each product, in whole units. */
export const lots: ReadonlyMap<string, number> = new Map(rows.map((row) => [row[0], row[8]]));

const share = (price: number, percent: number): number => Math.round((price * percent) / 100);

/**
 * The products, as they were made at an instant. Their prices are the same number of minor units in every currency, so
 * that the sizes of the settings fit whatever the base currency is.
 */
export async function sampleProducts(currency: string, createdAt: Date): Promise<Product[]> {
  const perMinor = 10_000 / 10 ** minorDigits(currency);
  return Promise.all(
    rows.map(async ([sku, name, category, unit, cents, onHand, reorderPoint, leadTimeDays, , supplier]) => ({
      _id: sampleId(`product:${sku}`, createdAt),
      sku,
      name,
      unit,
      category,
      price: Math.round(cents * perMinor),
      floorPrice: Math.round(share(cents, 80) * perMinor),
      cost: Math.round(share(cents, 62) * perMinor),
      onHand: onHand * 1000,
      reserved: 0,
      reorderPoint: reorderPoint * 1000,
      leadTimeDays,
      supplier,
      supplierId: sampleSupplierId(supplier),
      search: await searchWords(sku, name),
      active: true,
      sample: true,
      createdAt,
      updatedAt: createdAt,
    })),
  );
}
