import type { Form, FormField, FormValues } from '../../chat/form.ts';
import { addDays, type CalendarDate } from '../../dates.ts';
import { marksOf, type ShownMarks } from '../../entry/shown-marks.ts';
import { DeskError } from '../../errors.ts';
import { may } from '../../members/ability.ts';
import { decimalText, priceScale, quantityScale } from '../../money.ts';
import type { Product } from '../../products/product.ts';
import { longestNote, type PurchaseInput } from '../../purchases/check.ts';
import { receivedOf, restOf } from '../../purchases/purchase.ts';
import type { SeenPurchase } from '../../purchases/read.ts';
import { supplierRow } from '../../suppliers/input.ts';
import type { SeenSupplier } from '../../suppliers/service.ts';
import { type TextKey, t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collect, collectAll } from './collect.ts';
import { productMeant } from './product-meant.ts';
import type { SupplierWords } from './supplier-words.ts';
import { dateOf, numberOf, textOf } from './values.ts';

/** Refuses who may not order, receive and move dates. */
export function checkBuyer({ person }: CommandContext): void {
  if (!may(person, 'purchase.edit'))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.operations' } }, { loudness: 'warn' });
}

/** Refuses who may not make and change suppliers. */
export function checkKeeper({ person }: CommandContext): void {
  if (!may(person, 'supplier.edit'))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.operations' } }, { loudness: 'warn' });
}

const edited = (code: string, shown: ShownMarks) => ({ code, step: 'edit', shown });

/** The form that makes a supplier, or changes one. */
export function supplierForm(context: CommandContext, supplier?: SeenSupplier, name?: string): Form {
  checkKeeper(context);
  const { locale } = context;
  const row = supplierRow(supplier ?? { code: '', name: name ?? '' });
  const { active: isActive, ...values } = row;
  const columns = Object.keys(values).filter((column) => !(supplier && column === 'code'));
  const fields = columns.map(
    (column): FormField => ({
      kind: ['lead_time_days', 'agreed_rate'].includes(column) ? 'number' : 'text',
      name: column,
      label: t(locale, `field.${column}` as TextKey),
      required: column === 'code' || column === 'name',
      ...(values[column] && { value: values[column] }),
    }),
  );
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: t(locale, `settings.${value}`) }));
  const active: FormField = {
    kind: 'select',
    name: 'active',
    label: t(locale, 'audit.field.active'),
    value: isActive,
    choices: yesNo,
  };
  return {
    title: supplier ? t(locale, 'form.supplier.edit', { name: supplier.name }) : t(locale, 'form.supplier.title'),
    submit: t(locale, 'form.save'),
    intent: {
      command: 'supplier',
      input: supplier ? edited(supplier.code, marksOf(row, [...columns, 'active'])) : { step: 'new' },
    },
    fields: supplier ? [...fields, active] : fields,
  };
}

type Wanted = Partial<Pick<SupplierWords, 'quantity' | 'unitCost' | 'expectedOn'>>;

/** When goods can be here: the lead time of the product with this supplier, else of the supplier. */
function usualDate(
  supplier: SeenSupplier,
  product: Product | undefined,
  today: CalendarDate,
): CalendarDate | undefined {
  const other = product?.suppliers?.find((one) => one.supplier === supplier._id)?.leadTimeDays;
  const own = product?.supplierId === supplier._id ? product.leadTimeDays : other;
  const days = own ?? supplier.leadTimeDays ?? supplier.onTime?.leadDays;
  return days === undefined ? undefined : addDays(today, days);
}

/** The form that orders from a supplier, filled with what was typed; a unit cost only for who may say it, and a note where it was left out. */
export async function orderForm(
  supplier: SeenSupplier,
  product: Product | undefined,
  { quantity, unitCost, expectedOn }: Wanted,
  context: CommandContext,
): Promise<Form> {
  checkBuyer(context);
  const { locale, person, today, desk } = context;
  const prices = may(person, 'purchase.cost');
  if (!supplier.active) throw new DeskError('error.supplier_inactive', { name: supplier.name });
  const { currency } = await desk.settings.get();
  const number = (
    name: string,
    label: string,
    value: number | undefined,
    scale: number,
    required = false,
  ): FormField => ({
    kind: 'number',
    name,
    label,
    required,
    ...(value !== undefined && { value: decimalText(value, scale) }),
  });
  const date = (name: string, label: TextKey, value: CalendarDate | undefined): FormField => ({
    kind: 'date',
    name,
    label: t(locale, label),
    required: true,
    ...(value && { value }),
  });
  const cost = `${t(locale, 'field.unit_cost')} (${currency})`;
  return {
    title: t(locale, 'form.purchase.order', { name: supplier.name }),
    submit: t(locale, 'form.purchase.submit'),
    ...(unitCost !== undefined && !prices && { note: t(locale, 'form.purchase.no_cost') }),
    intent: { command: 'supplier', input: { code: supplier.code, step: 'order' } },
    fields: [
      {
        kind: 'search',
        name: 'product',
        label: t(locale, 'stock.product'),
        source: 'product',
        required: true,
        ...(product && { value: product.sku, valueLabel: `${product.sku} · ${product.name}` }),
      },
      number('quantity', t(locale, 'label.quantity'), quantity, quantityScale, true),
      ...(prices ? [number('unitCost', cost, unitCost, priceScale)] : []),
      date('orderedOn', 'field.ordered_on', today),
      date('expectedOn', 'field.expected_on', expectedOn ?? usualDate(supplier, product, today)),
      { kind: 'text', name: 'note', label: t(locale, 'field.notes'), maxLength: longestNote },
    ],
  };
}

const missing = (field: TextKey, name: string) =>
  new DeskError('error.required', { field: { text: field } }, { field: name });

/** The product of the form's field. Throws at the field. */
async function productIn(values: FormValues, context: CommandContext): Promise<Product> {
  const text = textOf(values, 'product');
  if (text === undefined) throw missing('stock.product', 'product');
  return productMeant(text, context, 'product');
}

/** Reads the form that orders. Throws `FieldErrors` with every mistake at its field. */
export async function readOrderForm(
  supplier: string,
  values: FormValues,
  context: CommandContext,
): Promise<PurchaseInput> {
  const { today } = context;
  const read = await collectAll({
    product: () => productIn(values, context),
    quantity: () => quantityIn(values),
    unitCost: () => numberOf(values, 'unitCost', priceScale, '6.40'),
    orderedOn: () => dateOf(values, 'orderedOn', today),
    expectedOn: () => {
      const date = dateOf(values, 'expectedOn', today);
      if (!date) throw missing('field.expected_on', 'expectedOn');
      return date;
    },
    note: () => textOf(values, 'note'),
  });
  const { product, ...rest } = read;
  return { supplier, sku: product.sku, ...rest };
}

function quantityIn(values: FormValues): number {
  const quantity = numberOf(values, 'quantity', quantityScale, '200');
  if (quantity === undefined) throw missing('label.quantity', 'quantity');
  return quantity;
}

/** The form of one deed about a purchase: what came, another date, or what a unit costs. */
export async function purchaseForm(
  step: 'receive' | 'move' | 'cost',
  purchase: SeenPurchase,
  context: CommandContext,
): Promise<Form> {
  const { locale, today, desk } = context;
  const { _id, sku, supplierName: name, promisedOn, expectedOn, unitCost } = purchase;
  const { currency } = await desk.settings.get();
  const rest = decimalText(restOf(purchase), quantityScale);
  const fields: Record<typeof step, FormField[]> = {
    receive: [
      { kind: 'number', name: 'quantity', label: t(locale, 'label.stock.receive'), required: true, value: rest },
      { kind: 'date', name: 'on', label: t(locale, 'field.received_on'), required: true, value: today },
    ],
    move: [
      { kind: 'date', name: 'expectedOn', label: t(locale, 'field.expected_on'), required: true, value: expectedOn },
    ],
    cost: [
      {
        kind: 'number',
        name: 'unitCost',
        label: `${t(locale, 'field.unit_cost')} (${currency})`,
        required: true,
        ...(unitCost !== undefined && { value: decimalText(unitCost, priceScale) }),
      },
    ],
  };
  const notes = {
    receive: t(locale, 'form.purchase.rest', { quantity: rest }),
    move: t(locale, 'form.purchase.first', { date: promisedOn }),
    cost: undefined,
  };
  return {
    title: t(locale, `form.purchase.${step}`, { sku, name }),
    submit: t(locale, 'form.save'),
    ...(notes[step] && { note: notes[step] }),
    // What had come when the form was opened: a delivery that somebody else takes in meanwhile is told, not taken in twice.
    intent: { command: 'supplier', input: { purchase: _id, step, seen: receivedOf(purchase) } },
    fields: fields[step],
  };
}

/** What the form of a receipt says. Throws `FieldErrors`. */
export const readReceipt = (values: FormValues, today: CalendarDate): { quantity: number; on?: CalendarDate } =>
  collect({ quantity: () => quantityIn(values), on: () => dateOf(values, 'on', today) });

/** The date of the form that moves a purchase. */
export function readExpected(values: FormValues, today: CalendarDate): CalendarDate {
  const date = dateOf(values, 'expectedOn', today);
  if (!date) throw missing('field.expected_on', 'expectedOn');
  return date;
}

/** The unit cost of the form that says it. */
export function readUnitCost(values: FormValues): number {
  const cost = numberOf(values, 'unitCost', priceScale, '6.40');
  if (cost === undefined) throw missing('field.unit_cost', 'unitCost');
  return cost;
}
