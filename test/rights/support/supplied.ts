import type { Product } from '../../../src/products/product.ts';
import type { Purchase } from '../../../src/purchases/purchase.ts';
import type { Supplier } from '../../../src/suppliers/supplier.ts';
import type { Birds } from './birds.ts';

/** Suppliers with contacts, and an open and a received purchase of each product; every unit cost and contact is a canary. */
export function supplied({ bird, price, phone }: Birds, goods: Product[]) {
  const at = new Date('2026-11-01T00:00:00Z');
  const suppliers = goods.map((product, i): Supplier => {
    const [code, name] = [`SUP${i}`, `Works ${i}`];
    product.supplierId = `supplier${i}`;
    product.supplier = name;
    product.onOrder = 4_000;
    return {
      ...{ _id: `supplier${i}`, code, name, active: true, createdAt: at, updatedAt: at },
      contacts: [{ name: `Person ${i}`, phone: phone(), email: `${bird('u')}@works.example` }],
      search: [code.toLowerCase(), name.toLowerCase()],
    };
  });
  const purchases = goods.flatMap(({ _id, sku }, i): Purchase[] => {
    const dates = { orderedOn: '2026-11-01', promisedOn: '2026-12-10', expectedOn: '2026-12-12' };
    const about = { product: _id, sku, supplier: `supplier${i}`, supplierName: `Works ${i}`, by: 'somebody', at };
    const part = { on: '2026-11-20', quantity: 3_000, by: 'somebody', key: `part${i}` };
    return [
      {
        ...about,
        ...dates,
        _id: `open${i}`,
        quantity: 4_000,
        unitCost: price() - 800_0000,
        received: [],
        state: 'open',
      },
      {
        ...{ ...about, ...dates, _id: `came${i}`, quantity: 3_000, unitCost: price() - 900_0000 },
        ...{ received: [part], state: 'received', endedOn: '2026-11-20' },
      },
    ];
  });
  return { suppliers, purchases };
}
