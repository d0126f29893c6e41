import { z } from 'zod';
import { codeInput, words } from '../entry/common-input.ts';
import { codeOf } from '../entry/plain.ts';
import { changedColumns, type ShownMarks } from '../entry/shown-marks.ts';
import { type Row, readRow } from '../entry/table/row-reader.ts';
import { priceScale, quantityScale } from '../money.ts';
import { longestLead } from './product.ts';

const whole = z
  .number()
  .int('error.field_range')
  .min(0, 'error.field_range')
  .max(Number.MAX_SAFE_INTEGER, 'error.field_range');

const fields = {
  name: z.string('error.required').trim().min(1, 'error.required').max(200, 'error.field_length'),
  spec: words(200),
  unit: words(60),
  category: words(100),
  /** 1/10,000 of the major unit of the base currency, as floor price and cost. */
  price: whole,
  floorPrice: whole.nullable().optional(),
  cost: whole.nullable().optional(),
  referencePrice: whole.nullable().optional(),
  /** Thousandths, as reorder point and smallest order. */
  onHand: whole.optional(),
  reorderPoint: whole.nullable().optional(),
  leadTimeDays: whole.max(longestLead, 'error.field_range').nullable().optional(),
  supplier: words(200),
  moq: whole.nullable().optional(),
  active: z.boolean().optional(),
  sample: z.boolean().optional(),
};

export const productInput = z.strictObject({ sku: codeInput, ...fields });
/** A product as it is entered, in exact units. */
export type ProductInput = z.input<typeof productInput>;

export const productChanges = z.strictObject(fields).partial();
/** What is changed about a product; `null` takes a value away. The SKU stays for ever. */
export type ProductChanges = z.input<typeof productChanges>;

/** Reads a product from texts, of a file or a form. Throws `FieldErrors`. */
export function readProduct(row: Row): ProductInput {
  const read = readRow(row);
  const price = (column: string) => read.decimal(column, priceScale, '9.50');
  const quantity = (column: string) => read.decimal(column, quantityScale, '12.5');
  const given = codeOf(read.required('sku', 40));
  if (/\s/.test(given)) read.fail('error.code_format', 'sku', { text: given });
  read.required('price');
  const leadTimeDays = read.decimal('lead_time_days', 1, '14');
  if ((leadTimeDays ?? 0) > longestLead)
    read.fail('error.field_range', 'lead_time_days', { least: 0, most: longestLead });
  const input = {
    sku: given,
    name: read.required('name'),
    unit: read.text('unit', 60),
    category: read.text('category', 100),
    price: price('price') ?? 0,
    floorPrice: price('floor_price'),
    cost: price('cost'),
    referencePrice: price('reference_price'),
    onHand: quantity('on_hand'),
    reorderPoint: quantity('reorder_point'),
    leadTimeDays,
    supplier: read.text('supplier'),
    moq: quantity('moq'),
  };
  read.done();
  return input;
}

/** The columns of a form that changes a product, and the fields that they fill. */
const fieldOf = {
  name: 'name',
  unit: 'unit',
  category: 'category',
  floor_price: 'floorPrice',
  cost: 'cost',
  reference_price: 'referencePrice',
  reorder_point: 'reorderPoint',
  lead_time_days: 'leadTimeDays',
  supplier: 'supplier',
  moq: 'moq',
} as const;
/** Texts of which none is as good as any; without a unit goods stay counted as they were. */
const optionalTexts: readonly string[] = ['category', 'supplier'];

/**
 * What a person changed in a form that showed these values, against the product as it is now (`before`, as a row): only that
 * is written, and what somebody else changed meanwhile is not lost. Throws `FieldErrors`.
 */
export function readChanges(before: Row, row: Row, shown: ShownMarks): ProductChanges {
  const sku = before.sku ?? '';
  const columns = changedColumns(before, row, shown).filter((column) =>
    Object.hasOwn(fieldOf, column),
  ) as (keyof typeof fieldOf)[];
  if (columns.length === 0) return {};
  const changed = Object.fromEntries(columns.map((column) => [column, row[column]]));
  const name = columns.includes('name') ? row.name : sku;
  const read = readProduct({ ...changed, sku, price: '0', name });
  return Object.fromEntries(
    columns.flatMap((column) => {
      const field = fieldOf[column];
      if (column === 'unit' && read.unit === undefined) return [];
      return [[field, read[field] ?? (optionalTexts.includes(column) ? undefined : null)]];
    }),
  ) as ProductChanges;
}
