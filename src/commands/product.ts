import type { FormField, FormValues } from '../chat/form.ts';
import { marksOf, type ShownMarks } from '../entry/shown-marks.ts';
import type { Row } from '../entry/table/row-reader.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { productCard } from '../products/card.ts';
import { readProduct } from '../products/input.ts';
import type { Product } from '../products/product.ts';
import { productRow } from '../products/row.ts';
import { type TextKey, t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { exportList } from './exports/list.ts';
import { productsExport } from './exports/products.ts';
import { exportWords } from './exports/words.ts';
import { productSupply } from './parts/product-supply.ts';
import { rowOf } from './parts/values.ts';
import { recordCommand } from './record.ts';

async function card(product: Product, context: CommandContext, said?: string): Promise<Reply> {
  const { desk, viewer } = context;
  const [{ currency }, supply] = await Promise.all([desk.settings.get(), productSupply(product, context)]);
  return { card: productCard(viewer, product, { currency, supply, said }), ...(said && { replace: true }) };
}

const record = recordCommand<Product>({
  name: 'product',
  words: { en: ['product', 'sku'], zh: ['产品'] },
  does: 'does.product',
  usage: { en: 'A100 | new | export', zh: 'A100 | 新建 | 导出' },
  example: '/order product A100',
  finder: ({ desk }) => desk.findProduct,
  codeOf: ({ sku }) => sku,
  byCode: (sku, { desk, person }) => desk.products.get(person, sku),
  notFound: 'error.product_not_found',
  mayMake: (person) => may(person, 'product.edit') && may(person, 'product.price'),
  makers: 'role.admin',
  title: 'form.product.title',
  columns: [
    ...['sku', 'name', 'unit', 'category', 'price', 'floor_price', 'cost', 'reference_price', 'on_hand'],
    ...['lead_time_days', 'supplier'],
  ],
  required: ['sku', 'name', 'price'],
  numbers: ['price', 'floor_price', 'cost', 'reference_price', 'on_hand', 'lead_time_days'],
  show: card,
  make: (row, { desk, actor }) => desk.products.create(actor, readProduct(row)),
});

/** What operations change about a product, and what those who price products do. */
const plainColumns = ['name', 'unit', 'category', 'reorder_point', 'lead_time_days', 'supplier', 'moq'];
const priceColumns = ['floor_price', 'cost', 'reference_price'];
const words = ['name', 'unit', 'category', 'supplier'];

/** The columns that a person may change. */
const columnsFor = (person: Person): string[] => [
  ...(may(person, 'product.edit') ? plainColumns : []),
  ...(may(person, 'product.price') ? priceColumns : []),
];

/** Some columns of a row. */
const picked = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.flatMap((column) => (Object.hasOwn(row, column) ? [[column, row[column]]] : [])));

/** The form that changes a product, with the fields that the person may change; marks of what it shows are carried along. */
function editForm(product: Product, { person, locale }: CommandContext): Reply {
  const columns = columnsFor(person);
  if (columns.length === 0)
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.operations' } }, { loudness: 'warn' });
  const row = picked(productRow(product), columns);
  const fields = columns.map(
    (column): FormField => ({
      kind: words.includes(column) ? 'text' : 'number',
      name: column,
      label: t(locale, `field.${column}` as TextKey),
      required: column === 'name',
      ...(row[column] !== undefined && { value: row[column] }),
    }),
  );
  const { sku } = product;
  return {
    form: {
      title: t(locale, 'form.product.edit', { sku }),
      submit: t(locale, 'form.save'),
      intent: { command: 'product', input: { code: sku, step: 'edit', shown: marksOf(row, columns) } },
      fields,
    },
  };
}

/** Changes what the form says otherwise than it showed: what somebody else changed meanwhile stays. */
async function edit(input: Input, values: FormValues, context: CommandContext): Promise<Reply> {
  const { desk, actor, person, locale } = context;
  const shown = (typeof input.shown === 'object' && input.shown !== null ? input.shown : {}) as ShownMarks;
  const given = picked(rowOf(values), columnsFor(person));
  const after = await desk.products.edit(actor, String(input.code), given, shown);
  return card(after, context, t(locale, 'supplier.saved'));
}

/** A product's card with what is on its way; `new` makes one, and its card changes it. */
export const product: Command = {
  ...record,
  opensForm: (input) => input !== 'typed' && input.step === 'edit',
  async typed(words, context) {
    const { rest, exports } = exportWords(words);
    return exports && rest === '' ? exportList(productsExport(context), context) : record.typed(words, context);
  },
  async pressed(input, context) {
    if (input.step !== 'edit') return record.pressed!(input, context);
    return editForm(await context.desk.products.get(context.person, String(input.code)), context);
  },
  async filled(input, values, context) {
    if (input.step === 'edit') return edit(input, values, context);
    return record.filled!(input, values, context);
  },
};
