import type { Chapter, Row } from './rows.ts';

const a = ['A100 20'];
const more = (customer: string, front: string, rest: readonly (readonly [string, Row[3]])[]): Row[] =>
  rest.map(([words, shown]) => [`${front} ${words}`, customer, a, shown]);
const acme = (...rest: (readonly [string, Row[3]])[]) => more('ACME', 'Acme A100x20', rest);
const huaxin = (...rest: (readonly [string, Row[3]])[]) => more('HX', '华信科技 A100x20', rest);

/** The customer's order number, payment terms, notes. */
export const terms: readonly Chapter[] = [
  {
    en: 'The customer’s order number',
    zh: '客户采购单号',
    rows: [
      ...acme(
        ['po 4711', { po: '4711' }],
        ['PO#4711', { po: '4711' }],
        ['PO: AB-7/2', { po: 'AB-7/2' }],
        ['po no. 4711', { po: '4711' }],
        ['po number 4711', { po: '4711' }],
        ['P.O. 4711', { po: '4711' }],
        ['purchase order 4711', { po: '4711' }],
        ['PO-4711', { po: 'PO-4711' }],
        ['po4711', { po: '4711' }],
        ['PO "NC 1"', { po: 'NC 1' }],
        ['PO “NC 1”', { po: 'NC 1' }],
        ['po no. "NC 1" "fragile"', { po: 'NC 1', notes: 'fragile' }],
        ['PO:NC-1', { po: 'NC-1' }],
        ['po 1 po 2', { po: '1', unknown: ['po 2'] }],
      ),
      ...huaxin(
        ['采购单4711', { po: '4711' }],
        ['采购单号：CG-7', { po: 'CG-7' }],
        ['客户单号 4711', { po: '4711' }],
        ['订单号4711', { po: '4711' }],
        ['采购单号“NC 1”', { po: 'NC 1' }],
        ['PO：「NC 1」', { po: 'NC 1' }],
        ['PO号：4711', { po: '4711' }],
        ['ＰＯ：４７１１', { po: '4711' }],
        ['单号4711月结30天', { po: '4711', terms: '30' }],
      ),
      ['PO 4711 Acme A100x20', 'ACME', a, { po: '4711' }],
    ],
  },
  {
    en: 'Payment terms in days; prepaid is 0',
    zh: '账期（天）；预付为 0',
    rows: [
      ...acme(
        ['net 30', { terms: '30' }],
        ['net30', { terms: '30' }],
        ['net 45 days', { terms: '45' }],
        ['30 days net', { terms: '30' }],
        ['terms 30', { terms: '30' }],
        ['terms: net 30', { terms: '30' }],
        ['payment terms 30 days', { terms: '30' }],
        ['payment in 30 days', { terms: '30' }],
        ['prepaid', { terms: '0' }],
        ['payment in advance', { terms: '0' }],
        ['cash in advance', { terms: '0' }],
        ['net -3', { unknown: ['net -3'] }],
        ['net 1.5', { unknown: ['net 1.5'] }],
        ['net 30 eom', { unknown: ['net 30 eom'] }],
      ),
      ...huaxin(
        ['账期30天', { terms: '30' }],
        ['账期：30', { terms: '30' }],
        ['账期三十天', { terms: '30' }],
        ['30天账期', { terms: '30' }],
        ['月结30', { terms: '30' }],
        ['月结六十天', { terms: '60' }],
        ['付款条件 30天', { terms: '30' }],
        ['预付', { terms: '0' }],
        ['款到发货', { terms: '0' }],
        ['先款后货', { terms: '0' }],
        ['月结', { unknown: ['月结'] }],
        ['账期 1.5天', { unknown: ['账期 1.5天'] }],
        ['货到付款', { unknown: ['货到付款'] }],
      ),
    ],
  },
  {
    en: 'Notes',
    zh: '备注',
    rows: [
      ...acme(
        ['"fragile"', { notes: 'fragile' }],
        ['“handle with care”', { notes: 'handle with care' }],
        ['note: call first, then ship', { notes: 'call first, then ship' }],
        ['note call first', { notes: 'call first' }],
        ['remark: no stickers', { notes: 'no stickers' }],
        ['"fragile" net 30 "this side up"', { notes: 'fragile; this side up', terms: '30' }],
        ['note: PO to follow', { notes: 'PO to follow' }],
        ['"never closed', { unknown: ['"never closed'] }],
      ),
      ...huaxin(
        ['“易碎”', { notes: '易碎' }],
        ['「轻放」', { notes: '轻放' }],
        ['备注：先打电话 再送货', { notes: '先打电话 再送货' }],
        ['备注 易碎', { notes: '易碎' }],
        ['注：易碎', { notes: '易碎' }],
        ['说明：走德邦', { notes: '走德邦' }],
      ),
      ['Acme\nA100x20\nnote: call first\nB200x5', 'ACME', ['A100 20', 'B200 5'], { notes: 'call first' }],
    ],
  },
];
