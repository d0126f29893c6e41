import { redact, sees } from '../../members/ability.ts';
import type { Product } from '../../products/product.ts';
import { availableOf } from '../../stock/shelf.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor, type Reader } from './columns.ts';
import type { ListExport } from './list.ts';

type Row = Partial<Product> & Omit<Product, 'price' | 'floorPrice' | 'cost' | 'referencePrice'>;

/** Products with their stock; prices for who reads prices, costs for who reads costs. */
function productColumns(reader: Reader) {
  const { text, number, price, quantity } = columnsFor<Row>(reader);
  const { person, currency } = reader;
  const none = (fieldClass: 'commercial' | 'cost') => sees(person, fieldClass) === 'none';
  const costs = [
    price('field.floor_price', currency, ({ floorPrice }) => floorPrice),
    price('field.cost', currency, ({ cost }) => cost),
    price('field.reference_price', currency, ({ referencePrice }) => referencePrice),
  ];
  return [
    text('field.sku', ({ sku }) => sku),
    text('field.name', ({ name }) => name),
    text('field.spec', ({ spec }) => spec),
    text('field.category', ({ category }) => category),
    text('field.unit', ({ unit }) => unit),
    ...(none('commercial') ? [] : [price('field.price', currency, (p) => p.price)]),
    ...(none('cost') ? [] : costs),
    quantity('field.on_hand', ({ onHand }) => onHand),
    quantity('audit.field.reserved', ({ reserved }) => reserved),
    quantity('export.available', (product) => availableOf(product)),
    quantity('export.waiting', ({ waiting }) => waiting),
    quantity('product.on_order', ({ onOrder }) => onOrder),
    quantity('field.reorder_point', ({ reorderPoint }) => reorderPoint),
    number('field.lead_time_days', ({ leadTimeDays }) => leadTimeDays),
    text('field.supplier', ({ supplier }) => supplier),
    quantity('field.moq', ({ moq }) => moq),
  ];
}

async function* seen({ person }: Reader, products: AsyncIterable<Product> | Iterable<Product>) {
  for await (const product of products) yield redact(person, 'Product', product);
}

/** Every product. */
export const productsExport = ({ desk }: CommandContext): ListExport<Row> => ({
  list: 'products',
  columns: productColumns,
  rows: (reader) => seen(reader, desk.products.each(reader.person)),
});

/** The products of the stock list: those that need somebody. */
export const stockExport = ({ desk }: CommandContext): ListExport<Row> => ({
  list: 'stock',
  columns: productColumns,
  rows: async function* (reader) {
    yield* seen(reader, await desk.stock.overview());
  },
});
