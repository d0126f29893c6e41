import type { Form, FormValues } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { decimalText, quantityScale } from '../money.ts';
import type { Product } from '../products/product.ts';
import { type Booking, bookings, checkBooker, longestReason } from '../stock/book.ts';
import { quantityOf } from '../stock/cards/fields.ts';
import { stockOverview } from '../stock/cards/overview-card.ts';
import { stockCard } from '../stock/cards/sheet-card.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { exportable, exportList } from './exports/list.ts';
import { stockExport } from './exports/products.ts';
import { exportWords } from './exports/words.ts';
import { chooseCard } from './parts/choose.ts';
import { nearestText } from './parts/nearest.ts';
import { readStock, type StockWords } from './parts/stock-words.ts';
import { numberOf, textOf } from './parts/values.ts';

const isBooking = (step: unknown): step is Booking['kind'] => bookings.some((kind) => kind === step);

/** The stock of one product, as the person may see it. */
async function sheet(
  product: Product,
  context: CommandContext,
  { skip = 0, said }: { skip?: number; said?: string } = {},
) {
  const { desk, person, viewer } = context;
  const [found, members, { timezone: zone }] = await Promise.all([
    desk.stock.sheet(person, product, skip),
    desk.members.all(),
    desk.settings.get(),
  ]);
  return { card: stockCard(viewer, found, { members, zone, skip, said }) };
}

/** The form that confirms what is booked; it remembers what was on hand when it was opened. */
function form(product: Product, booking: Partial<Booking> & Pick<Booking, 'kind'>, context: CommandContext): Form {
  const { locale, person } = context;
  checkBooker(person);
  const { kind, quantity, reason } = booking;
  const { sku, onHand, reserved } = product;
  return {
    title: t(locale, `form.stock.${kind}`, { sku }),
    submit: t(locale, `stock.${kind}`),
    note: t(locale, 'form.stock.note', {
      onHand: quantityOf(product, onHand),
      reserved: quantityOf(product, reserved),
    }),
    intent: { command: 'stock', input: { sku, step: kind, seen: onHand } },
    fields: [
      {
        kind: 'number',
        name: 'quantity',
        label: `${t(locale, `label.stock.${kind}`)} (${product.unit})`,
        required: true,
        ...(quantity !== undefined && { value: decimalText(quantity, quantityScale) }),
      },
      {
        kind: 'text',
        name: 'reason',
        label: t(locale, 'label.reason'),
        required: kind !== 'receive',
        maxLength: longestReason,
        ...(reason && { value: reason }),
      },
    ],
  };
}

/** What was typed of a product: its stock, or the form of a booking. */
async function answer(product: Product, { booking }: StockWords, context: CommandContext): Promise<Reply> {
  return booking ? { form: form(product, booking, context) } : sheet(product, context);
}

async function find(words: StockWords, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  const found = await desk.findProduct.find(person, words.product);
  if (found.exact) return answer(await desk.products.get(person, found.exact.sku), words, context);
  if (found.several.length === 0) {
    if (/\s[+\-−\d]/u.test(words.product)) throw new DeskError('error.stock_words', { text: words.product });
    throw new DeskError('error.product_not_found', { text: words.product, nearest: nearestText(found, context) });
  }
  const entries = found.several.map(({ sku, name }) => ({
    text: name,
    detail: sku,
    input: { sku, ...(words.booking && { ...words.booking, step: words.booking.kind }) },
  }));
  return { card: chooseCard(words.product, 'stock', entries, context) };
}

const inputProduct = (input: Input, { desk, person }: CommandContext): Promise<Product> =>
  desk.products.get(person, String(input.sku ?? ''));

/** What a button carries of a booking that was typed before the product was chosen. */
const carried = ({ quantity, reason }: Input): Partial<Booking> => ({
  ...(typeof quantity === 'number' && { quantity }),
  ...(typeof reason === 'string' && { reason }),
});

/** Books what the form says, serves those who waited, and shows what there is now. */
async function book(input: Input, values: FormValues, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const { sku, step, seen } = input;
  if (!isBooking(step)) throw new DeskError('error.button_gone');
  const quantity = numberOf(values, 'quantity', quantityScale, '12.5');
  if (quantity === undefined) throw new DeskError('error.stock_quantity', {}, { field: 'quantity' });
  const booking = { kind: step, quantity, reason: textOf(values, 'reason'), seen: Number(seen) };
  const booked = await desk.stock.book(actor, String(sku), booking);
  const served = await desk.stock.serve(actor.now, [booked._id]);
  const onHand = quantityOf(booked, booked.onHand);
  const said = t(locale, served > 0 ? 'stock.done_served' : 'stock.done', { sku: booked.sku, onHand, n: served });
  return { ...(await sheet(await inputProduct(input, context), context, { said })), replace: true };
}

async function overview(context: CommandContext): Promise<Reply> {
  const card = stockOverview(context.viewer, await context.desk.stock.overview());
  return exportable({ card }, { command: 'stock', input: { step: 'export' } }, context);
}

/** What is in stock: what needs somebody, or one product with its orders and history; counts, goods in, write-offs. */
export const stock: Command = {
  name: 'stock',
  words: { en: ['stock'], zh: ['库存'] },
  does: 'does.stock',
  usage: { en: '[A100 [count 120 | +20 | -3] why | export]', zh: '[A100 [盘点 120 | 入库 20 | 报损 3] 原因 | 导出]' },
  may: (person) => person.roles.length > 0,
  opensForm: (input) => input !== 'typed' && isBooking(input.step),
  async typed(words, context) {
    const { rest, exports } = exportWords(words);
    if (exports && rest === '') return exportList(stockExport(context), context);
    const said = readStock(words);
    if (said.product === '') return overview(context);
    return find(said, context);
  },
  async pressed(input, context) {
    if (input.step === 'export') return exportList(stockExport(context), context);
    const product = await inputProduct(input, context);
    const { step } = input;
    if (isBooking(step)) return { form: form(product, { ...carried(input), kind: step }, context) };
    const skip = Math.max(0, Number(input.skip) || 0);
    return { ...(await sheet(product, context, { skip })), replace: input.skip !== undefined };
  },
  filled: book,
};
