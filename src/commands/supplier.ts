import type { FormValues } from '../chat/form.ts';
import type { ShownMarks } from '../entry/shown-marks.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { decimalText, quantityScale } from '../money.ts';
import type { Product } from '../products/product.ts';
import { supplierList, supplierPage } from '../suppliers/card.ts';
import { readSupplier } from '../suppliers/input.ts';
import type { SeenSupplier } from '../suppliers/service.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { exportable, exportList } from './exports/list.ts';
import { suppliersExport } from './exports/suppliers.ts';
import { exportWords } from './exports/words.ts';
import { chooseCard, isWord } from './parts/choose.ts';
import { nearestText } from './parts/nearest.ts';
import { productMeant } from './parts/product-meant.ts';
import { isPurchaseStep, purchaseFilled, purchasePressed } from './parts/supplier-deeds.ts';
import { orderForm, readOrderForm, supplierForm } from './parts/supplier-forms.ts';
import { shownSupplier } from './parts/supplier-sheet.ts';
import { type SupplierWords, supplierReadings } from './parts/supplier-words.ts';
import { rowOf } from './parts/values.ts';

const makeWords = ['new', 'create', '新建', '新增'];

async function list(skip: number, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, person, viewer, today } = context;
  const [page, late, { currency, supplierOnTime }] = await Promise.all([
    desk.suppliers.list(person, { skip, limit: supplierPage }),
    desk.purchases.late(person, today, supplierPage),
    desk.settings.get(),
  ]);
  const units = await desk.products.units(late.map(({ product }) => product));
  const card = supplierList(viewer, page, { skip, late, currency, today, units, supplierOnTime });
  return exportable({ card, replace }, { command: 'supplier', input: { step: 'export' } }, context);
}

/** The product that words name; undefined without words. Throws where they name none, or several. */
const productOf = async (words: string | undefined, context: CommandContext) =>
  words === undefined ? undefined : productMeant(words, context);

/** What the words want of a supplier that was found. */
async function answer(supplier: SeenSupplier, words: SupplierWords, context: CommandContext): Promise<Reply> {
  const { deed, leadTimeDays } = words;
  if (!deed) return shownSupplier(supplier, context);
  const product = await productOf(words.product, context);
  if (deed === 'order') return { form: await orderForm(supplier, product, words, context) };
  if (!product) throw new DeskError('error.supplier_words', { words: supplier.name });
  return sourcing(supplier, product, { drops: deed === 'drops', leadTimeDays }, context);
}

async function sourcing(
  supplier: SeenSupplier,
  { sku }: Product,
  { drops, leadTimeDays }: { drops: boolean; leadTimeDays?: number },
  context: CommandContext,
): Promise<Reply> {
  const { desk, actor, locale } = context;
  const about = { supplier: supplier.code, sku, leadTimeDays };
  await (drops ? desk.suppliers.suppliesNoMore(actor, about) : desk.suppliers.supplies(actor, about));
  const key = drops ? 'supplier.drops_done' : 'supplier.supplies_done';
  return shownSupplier(supplier, context, { said: t(locale, key, { sku, name: supplier.name }) });
}

/**
 * What words mean of which supplier: where one is called just so in front of a word of a deed, that one, the longest name
 * first; else one whose name has all of the words; else the last word of a deed that has a supplier in front of it.
 */
async function meant(text: string, { desk, person, today }: CommandContext) {
  const readings = supplierReadings(text, today);
  const called = await desk.findSupplier.exactly(
    person,
    readings.map(({ supplier }) => supplier),
  );
  const exact = readings
    .toSorted((a, b) => b.supplier.length - a.supplier.length)
    .find(({ supplier }) => called.get(supplier)?.length === 1);
  if (exact) return { words: exact, found: await desk.findSupplier.find(person, exact.supplier) };
  // Words that are a part of a name as they are, `华东供应链`, are that name.
  const tried = [];
  for (const words of [readings.at(-1)!, ...readings.slice(0, -1)]) {
    const found = await desk.findSupplier.find(person, words.supplier);
    if (found.exact || found.several.length > 0) return { words, found };
    tried.push({ words, found });
  }
  return tried[1] ?? tried[0]!;
}

async function find(text: string, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  const { words, found } = await meant(text, context);
  if (found.exact) return answer(await desk.suppliers.get(person, found.exact.code), words, context);
  if (found.several.length === 0)
    throw new DeskError('error.supplier_not_found', { text: words.supplier, nearest: nearestText(found, context) });
  const entries = found.several.map(({ code, name }) => ({
    text: name,
    detail: code,
    input: { code, words: { ...words } },
  }));
  return { card: chooseCard(words.supplier, 'supplier', entries, context) };
}

const isWords = (value: unknown): value is SupplierWords =>
  typeof value === 'object' && value !== null && typeof (value as SupplierWords).supplier === 'string';

async function pressedOne(code: string, input: Input, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  const supplier = await desk.suppliers.get(person, code);
  if (input.step === 'edit') return { form: supplierForm(context, supplier) };
  if (input.step === 'order') {
    const product = typeof input.sku === 'string' ? await desk.products.get(person, input.sku) : undefined;
    return { form: await orderForm(supplier, product, {}, context) };
  }
  return answer(supplier, isWords(input.words) ? input.words : { supplier: code }, context);
}

/** Makes or changes a supplier by what the form says. */
async function save(input: Input, values: FormValues, context: CommandContext): Promise<Reply> {
  const { desk, actor, person, locale } = context;
  const code = typeof input.code === 'string' ? input.code : undefined;
  const shown = (typeof input.shown === 'object' && input.shown !== null ? input.shown : {}) as ShownMarks;
  const saved = code
    ? await desk.suppliers.edit(actor, code, rowOf(values), shown)
    : await desk.suppliers.create(actor, readSupplier(rowOf(values)));
  return shownSupplier(await desk.suppliers.get(person, saved.code), context, { said: t(locale, 'supplier.saved') });
}

async function order(code: string, values: FormValues, context: CommandContext): Promise<Reply> {
  const { desk, actor, person, locale } = context;
  const purchase = await desk.purchases.order(actor, await readOrderForm(code, values, context));
  const { sku, quantity, expectedOn: date } = purchase;
  const said = t(locale, 'purchase.done_order', { sku, quantity: decimalText(quantity, quantityScale), date });
  return shownSupplier(await desk.suppliers.get(person, code), context, { said });
}

/** Suppliers: all of them, one with what it brings and what is on its way; ordering from it and what comes. */
export const supplier: Command = {
  name: 'supplier',
  words: { en: ['supplier', 'suppliers'], zh: ['供应商'] },
  does: 'does.supplier',
  usage: {
    en: '[Best [order A100x200 expected 12/20 | supplies A100 lead 5] | new | export]',
    zh: '[百斯特 [采购 A100x200 预计 12月20日 | 供应 A100 周期 5] | 新建 | 导出]',
  },
  may: (person) => person.roles.length > 0,
  isUsual: (person) => may(person, 'purchase.edit') || may(person, 'purchase.cost'),
  opensForm: (input) =>
    input !== 'typed' && ['new', 'edit', 'order', 'receive', 'move', 'cost'].includes(String(input.step)),
  async typed(typed, context) {
    const text = typed.trim();
    if (text === '') return list(0, context, false);
    const asked = exportWords(text);
    if (asked.exports && asked.rest === '') return exportList(suppliersExport(context), context);
    const [first = '', ...rest] = text.split(/\s+/);
    if (isWord(first, makeWords)) return { form: supplierForm(context, undefined, rest.join(' ') || undefined) };
    return find(text, context);
  },
  async pressed(input, context) {
    if (typeof input.purchase === 'string') return purchasePressed(input.purchase, input, context);
    if (input.step === 'export') return exportList(suppliersExport(context), context);
    if (input.step === 'new') return { form: supplierForm(context) };
    if (typeof input.code === 'string') return pressedOne(input.code, input, context);
    return list(Math.max(0, Number(input.skip) || 0), context, input.skip !== undefined);
  },
  async filled(input, values, context) {
    const { purchase, step, code } = input;
    if (typeof purchase === 'string' && isPurchaseStep(step))
      return purchaseFilled({ ...input, purchase, step }, values, context);
    if (typeof code === 'string' && step === 'order') return order(code, values, context);
    return save(input, values, context);
  },
};
