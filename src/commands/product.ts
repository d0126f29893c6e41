import { may } from '../members/ability.ts';
import { productCard } from '../products/card.ts';
import { readProduct } from '../products/input.ts';
import type { Product } from '../products/product.ts';
import { recordCommand } from './record.ts';

/** A product's card; `new` makes one. */
export const product = recordCommand<Product>({
  name: 'product',
  words: { en: ['product', 'sku'], zh: ['产品'] },
  does: 'does.product',
  usage: { en: 'A100 | new', zh: 'A100 | 新建' },
  example: '/order product A100',
  finder: ({ desk }) => desk.findProduct,
  codeOf: (record) => record.sku,
  byCode: (sku, { desk, person }) => desk.products.get(person, sku),
  notFound: 'error.product_not_found',
  mayMake: (person) => may(person, 'product.edit') && may(person, 'product.price'),
  makers: 'role.admin',
  title: 'form.product.title',
  columns: ['sku', 'name', 'unit', 'category', 'price', 'floor_price', 'cost', 'on_hand', 'supplier'],
  required: ['sku', 'name', 'price'],
  numbers: ['price', 'floor_price', 'cost', 'on_hand'],
  async show(record, { desk, viewer }) {
    const { currency } = await desk.settings.get();
    return { card: productCard(viewer, record, { currency }) };
  },
  make: (row, { desk, actor }) => desk.products.create(actor, readProduct(row)),
});
