import { DeskError } from '../errors.ts';
import { decimalText, quantityScale } from '../money.ts';

/** Units of measure, by what they measure, in both languages and as people write them: no spaces, no points, lower case. */
const measures: readonly (readonly string[])[] = [
  ['mg', 'g', 'gram', 'grams', 'gramme', 'grammes', 'kg', 'kgs', 'kilo', 'kilos', 'kilogram', 'kilograms', 't', 'mt'],
  ['ton', 'tons', 'tonne', 'tonnes', 'oz', 'ounce', 'ounces', 'lb', 'lbs', 'pound', 'pounds', 'cwt', 'carat', 'carats'],
  ['毫克', '克', '公斤', '千克', '斤', '市斤', '两', '钱', '吨', '公吨', '磅', '盎司', '克拉'],
  [
    'mm',
    'cm',
    'dm',
    'm',
    'km',
    'metre',
    'metres',
    'meter',
    'meters',
    'lm',
    'in',
    'inch',
    'inches',
    'ft',
    'foot',
    'feet',
  ],
  ['yd', 'yds', 'yard', 'yards', 'mi', 'mile', 'miles'],
  ['毫米', '厘米', '公分', '分米', '米', '延米', '千米', '公里', '里', '尺', '寸', '丈', '英尺', '英寸', '码'],
  ['cm2', 'm2', 'sqm', 'km2', 'ha', 'hectare', 'hectares', 'ft2', 'sqft', 'sqyd', 'acre', 'acres', 'squaremeter'],
  ['squaremeters', 'squaremetre', 'squaremetres', 'squarefeet', '平方', '平方米', '平米', '平方公里', '公顷', '亩'],
  [
    'ml',
    'cl',
    'dl',
    'l',
    'ltr',
    'ltrs',
    'litre',
    'litres',
    'liter',
    'liters',
    'hl',
    'cc',
    'cm3',
    'm3',
    'cbm',
    'ft3',
    'gal',
  ],
  ['gallon', 'gallons', 'floz', 'cubicmeter', 'cubicmeters', 'cubicmetre', 'cubicmetres'],
  ['毫升', '升', '公升', '立方', '立方米', '方', '加仑'],
  [
    'min',
    'mins',
    'minute',
    'minutes',
    'h',
    'hr',
    'hrs',
    'hour',
    'hours',
    'd',
    'day',
    'days',
    'week',
    'weeks',
    'month',
    'months',
  ],
  ['manday', 'mandays', 'manhour', 'manhours', 'year', 'years', 'fte'],
  ['分钟', '小时', '工时', '天', '工日', '人天', '人日', '人时', '周', '月', '人月', '年'],
  ['kwh', 'mwh', 'wh', 'kw', '度', '千瓦时'],
];

const measured: ReadonlySet<string> = new Set(measures.flat());

/**
 * Whether a unit is a measure, of which parts can be sold: 2.5 m, 0.5 公斤. All others are counted, also those that are not
 * known (`reel`, `24 - 12 oz bottles`) and none: half a piece of something is rather a slip than an order.
 */
export function isMeasure(unit: string): boolean {
  const plain = unit.normalize('NFKC').toLowerCase();
  // `公斤/kg`, `m (米)`; but `kg/box` is counted.
  const names = plain.split(/[/()]/).map((name) => name.replace(/[\s.·-]+/g, ''));
  const said = names.filter((name) => name !== '');
  return said.length > 0 && said.every((name) => measured.has(name));
}

/** Whether a quantity (thousandths) can be sold by a unit: whole ones of what is counted. */
export const fitsUnit = (quantity: number, unit: string): boolean => quantity % quantityScale === 0 || isMeasure(unit);

/** Refuses a part of what is counted; thousandths. Throws `error.quantity_whole` at the field. */
export function checkWhole(sku: string, unit: string, quantity: number, field: string): void {
  if (fitsUnit(quantity, unit)) return;
  const [said, whole] = [quantity, wholeFrom(quantity)].map((n) => decimalText(n, quantityScale));
  throw new DeskError('error.quantity_whole', { sku, unit, quantity: said ?? '', whole: whole ?? '' }, { field });
}

/** The next whole quantity, in thousandths. */
export const wholeFrom = (quantity: number): number => Math.ceil(quantity / quantityScale) * quantityScale;
