import { inOrder } from '../../prices/card.ts';
import type { SeenPrice } from '../../prices/service.ts';
import type { Product } from '../../products/product.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor } from './columns.ts';
import type { ListExport } from './list.ts';

/** The prices of a product beside its list price, as its card has them. */
export const pricesExport = (product: Product, { desk }: CommandContext): ListExport<SeenPrice> => ({
  list: 'prices',
  what: product.sku,
  columns(reader) {
    const { text, date, day, price, quantity } = columnsFor<SeenPrice>(reader);
    return [
      text('field.sku', () => product.sku),
      text('label.product', () => product.name),
      text('export.customer_code', ({ buyer }) => buyer?.code),
      text('field.customer', ({ buyer }) => buyer?.name),
      text('field.tier', ({ tier }) => tier),
      quantity('field.from_quantity', ({ from }) => from),
      text('field.unit', () => product.unit),
      price('field.price', reader.currency, (entry) => entry.price),
      date('field.valid_from', ({ validFrom }) => validFrom),
      date('field.valid_to', ({ validTo }) => validTo),
      text('export.by', ({ by }) => reader.memberName(by)),
      day('export.at', ({ at }) => at),
    ];
  },
  async *rows({ person }) {
    yield* inOrder(await desk.prices.of(person, product._id));
  },
});
