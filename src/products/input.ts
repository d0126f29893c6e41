import { z } from 'zod';
import { codeOf } from '../entry/plain.ts';
import { type Row, readRow } from '../entry/table/row-reader.ts';
import { priceScale, quantityScale } from '../money.ts';

const words = (most: number) => z.string().max(most, 'error.field_length').optional();
const whole = z
  .number()
  .int('error.field_range')
  .min(0, 'error.field_range')
  .max(Number.MAX_SAFE_INTEGER, 'error.field_range');

const sku = z
  .string('error.required')
  .transform(codeOf)
  .pipe(z.string().min(1, 'error.required').max(40, 'error.field_length').regex(/^\S*$/, 'error.code_format'));

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
  leadTimeDays: whole.nullable().optional(),
  supplier: words(200),
  moq: whole.nullable().optional(),
  active: z.boolean().optional(),
  sample: z.boolean().optional(),
};

export const productInput = z.strictObject({ sku, ...fields });
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
    leadTimeDays: read.decimal('lead_time_days', 1, '14'),
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

/** What a form says otherwise than it showed, of the columns that it has. Throws `FieldErrors`. */
export function readChanges({ sku }: { sku: string }, row: Row, shown: Row): ProductChanges {
  const columns = Object.keys(fieldOf).filter(
    (column) => Object.hasOwn(row, column) && (row[column] ?? '') !== (shown[column] ?? ''),
  ) as (keyof typeof fieldOf)[];
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
