import { addDays } from '../dates.ts';
import type { MoveInput } from '../orders/deeds/deed.ts';
import type { LineInput } from '../orders/lines.ts';
import type { Action } from '../orders/moves.ts';
import type { Calendar } from './calendar.ts';
import { accounts } from './customers.ts';
import type { Plan, Step } from './plan.ts';

const minutes = 75;
const dhl = { carrier: 'DHL', trackingNo: 'JD014600003712' };
const sf = { carrier: 'SF Express 顺丰', trackingNo: 'SF1390028845517' };

/** Steps of one order, written shortly: `[working days before the last one, who, what, input]`. */
type Short = [ago: number, by: Step['by'], action: Action, input?: MoveInput];

const pieces = (text: string): LineInput[] =>
  text.split(' ').map((part) => {
    const [sku = '', rest = ''] = part.split('x');
    const [quantity, percent] = rest.split('-');
    return { sku, quantity: Number(quantity) * 1000, ...(percent && { discount: Number(percent) * 100 }) };
  });

/** Orders that are told one by one, so that every state is there today, whatever the day is. */
export function showcasePlans(calendar: Calendar): Plan[] {
  const { last, days, today } = calendar;

  function plan(
    key: string,
    customer: string,
    lines: string,
    ago: number,
    wish: number,
    short: Short[],
    more: Partial<Plan> = {},
  ): Plan {
    const owner = accounts.find((a) => a.code === customer)!.owner;
    const perDay = new Map<number, number>();
    const steps = short.map(([stepAgo, by, action, input]): Step => {
      const day = last - stepAgo;
      const place = (perDay.get(day) ?? 0) + 1;
      perDay.set(day, place);
      return { day, minute: 600 + place * minutes, by, action, input };
    });
    const requestedDate = days[last + wish] ?? addDays(today, wish);
    return { key, customer, owner, day: last - ago, minute: 600, lines: pieces(lines), requestedDate, steps, ...more };
  }

  const submit = (ago: number, by: Step['by']): Short => [ago, by, 'submit'];
  const approve = (ago: number): Short => [ago, 'approver', 'approve'];

  return [
    plan('draft', 'ACME', 'A100x20 B200x500', 0, 12, [], { notes: 'Waiting for the drawing 等客户图纸' }),
    plan('pending-medium', 'HUAXIN', 'A100x24 V100x20', 0, 9, [submit(0, 'anna')], { poNo: 'HX-2231' }),
    plan('pending-discount', 'YUNHAI', 'B210x60-15 S520x30-15', 0, 6, [submit(0, 'leo')], {
      notes: '客户首次批量采购，申请 15% 折扣',
    }),
    plan('pending-abroad', 'BRUNNER', 'A200x18 C100x10', 1, 14, [submit(0, 'emma')], { poNo: 'BM-7781' }),
    plan('pending-large', 'NORDIC', 'S510x60 A310x30', 2, 20, [submit(1, 'emma'), approve(0)], {
      poNo: 'NR-9042',
      notes: 'Partial delivery is welcome',
    }),
    plan('approved', 'PACIFIC', 'C240x30 S520x20', 0, 8, [submit(0, 'hugo')]),
    plan('in-production', 'JINGTAI', 'A120x20 C150x12', 4, 6, [submit(4, 'anna'), approve(3), [2, 'owen', 'start']]),
    plan('ready', 'DONGFANG', 'C100x12 C240x40', 6, 3, [
      submit(6, 'leo'),
      approve(6),
      [4, 'owen', 'start'],
      [0, 'owen', 'ready'],
    ]),
    plan('part-shipped', 'LUMIERE', 'C150x10 V220x40 V300x12', 7, 4, [
      submit(7, 'emma'),
      approve(7),
      [3, 'owen', 'ready'],
      [
        1,
        'owen',
        'ship',
        {
          ...dhl,
          lines: [
            { index: 0, quantity: 10_000 },
            { index: 1, quantity: 25_000 },
          ],
        },
      ],
    ]),
    plan(
      'shipped',
      'ACME',
      'A100x12 B200x200 B210x40',
      8,
      2,
      [
        submit(8, 'anna'),
        approve(8),
        [5, 'owen', 'start'],
        [2, 'owen', 'ready'],
        [1, 'owen', 'ship', { carrier: 'UPS', trackingNo: '1Z4400180351', eta: days[last + 2] }],
      ],
      { poNo: '4709' },
    ),
    plan('delivered', 'HUAXIN', 'A120x15 V100x30', 11, -1, [
      submit(11, 'anna'),
      approve(11),
      [9, 'owen', 'start'],
      [5, 'owen', 'ready'],
      [5, 'owen', 'ship', sf],
      [2, 'owen', 'deliver'],
    ]),
    plan('overdue', 'BAILI', 'A100x18 S520x40', 26, -18, [
      submit(26, 'anna'),
      approve(26),
      [23, 'owen', 'ready'],
      [22, 'owen', 'ship', { ...sf, trackingNo: 'SF1390027710024' }],
      [20, 'owen', 'deliver'],
    ]),
    plan('late', 'MERIDIAN', 'V100x60 V300x20', 9, -2, [submit(9, 'hugo'), approve(9), [7, 'owen', 'start']]),
    plan('on-hold', 'XINGHE', 'C100x16 A310x8', 6, 7, [
      submit(6, 'leo'),
      approve(5),
      [3, 'owen', 'start'],
      [1, 'fiona', 'hold', { reason: '客户上月货款未到，暂停发货' }],
    ]),
    plan('rejected', 'SAKURA', 'A100x40-9', 5, 6, [
      submit(5, 'hugo'),
      [4, 'approver', 'reject', { reason: 'No discount for prepaid orders under 50 pieces' }],
    ]),
    plan('cancelled', 'RUIFENG', 'V100x50 S530x20', 7, 5, [
      submit(7, 'leo'),
      approve(7),
      [6, 'bo', 'cancel', { reason: '客户项目取消' }],
    ]),
  ];
}
