import type { Connection, Model } from 'mongoose';
import type { Case } from '../aftersales/case.ts';
import { caseModel } from '../aftersales/model.ts';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import { aboutText, type Feedback } from '../feedback/feedback.ts';
import { feedbackModel } from '../feedback/model.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { paymentModel } from '../payments/model.ts';
import type { Payment } from '../payments/payment.ts';
import type { PriceEntry } from '../prices/entry.ts';
import { priceModel } from '../prices/model.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { purchaseModel } from '../purchases/model.ts';
import type { Purchase } from '../purchases/purchase.ts';
import { supplierModel } from '../suppliers/model.ts';
import type { Supplier } from '../suppliers/supplier.ts';
import { templateModel } from '../templates/model.ts';
import type { Template } from '../templates/template.ts';
import type { AuditEntry, Subject } from './entry.ts';
import { type Named, namedOrder, type Subjects } from './reader.ts';

/**
 * Finds the names of what lines are about: one query for each kind that is there, and one before it for what payments and
 * prices are for.
 */
export function createSubjects(connection: Connection) {
  /** The records of some ids, with the fields that name them. */
  async function read<T>(model: Model<T>, ids: readonly string[], fields: string): Promise<T[]> {
    if (ids.length === 0) return [];
    const found = model.find({ _id: { $in: ids } } as object, fields);
    return (await found.lean()) as T[];
  }

  return async function subjects(entries: readonly Pick<AuditEntry, 'subject'>[]): Promise<Subjects> {
    const ids = (kind: Subject['kind']) => [
      ...new Set(entries.filter((e) => e.subject.kind === kind).map((e) => e.subject.id)),
    ];
    const [payments, prices] = await Promise.all([
      read<Payment>(paymentModel(connection), ids('Payment'), 'order customer currency'),
      read<PriceEntry>(priceModel(connection), ids('Price'), 'product customer'),
    ]);
    const wanted = [...new Set([...ids('Order'), ...payments.flatMap((p) => p.order ?? [])])];
    const [orders, cases, customers, products, templates, suppliers, purchases, feedback] = await Promise.all([
      read<Order>(orderModel(connection), wanted, 'number draftNo customerSnapshot currency'),
      read<Case>(caseModel(connection), ids('Case'), 'number orderName currency goods'),
      read<Customer>(
        customerModel(connection),
        [...ids('Customer'), ...prices.flatMap((p) => p.customer ?? []), ...payments.map((p) => p.customer)],
        'code name',
      ),
      read<Product>(productModel(connection), [...ids('Product'), ...prices.map((p) => p.product)], 'sku name unit'),
      read<Template>(templateModel(connection), ids('Template'), 'name'),
      read<Supplier>(supplierModel(connection), ids('Supplier'), 'code name'),
      read<Purchase>(purchaseModel(connection), ids('Purchase'), 'sku supplierName'),
      read<Feedback>(feedbackModel(connection), ids('Feedback'), 'orderName customerSnapshot'),
    ]);
    const named = new Map(orders.map((o) => [o._id, namedOrder(o)]));
    const buyers = new Map(customers.map((c) => [c._id, `${c.name} (${c.code})`]));
    const goods = new Map(products.map((p) => [p._id, { name: `${p.sku} ${p.name}`, unit: p.unit }]));
    return new Map<string, Named>([
      ...[...named].map(([id, order]) => [`Order:${id}`, order] as const),
      ...payments.map((p) => {
        const of = named.get(p.order ?? '') ?? { name: buyers.get(p.customer) ?? '—' };
        return [`Payment:${p._id}`, { ...of, currency: p.currency }] as const;
      }),
      ...cases.map(({ _id, number, orderName, currency, goods }) => {
        return [`Case:${_id}`, { name: `${number} · ${orderName}`, currency, goods }] as const;
      }),
      ...[...buyers].map(([id, name]) => [`Customer:${id}`, { name }] as const),
      ...[...goods].map(([id, named]) => [`Product:${id}`, named] as const),
      ...prices.map(({ _id, product, customer = '' }) => {
        const name = [goods.get(product)?.name ?? '—', buyers.get(customer)].filter(Boolean).join(' · ');
        return [`Price:${_id}`, { ...goods.get(product), name }] as const;
      }),
      ...suppliers.map((s) => [`Supplier:${s._id}`, { name: `${s.name} (${s.code})` }] as const),
      ...purchases.map((p) => [`Purchase:${p._id}`, { name: `${p.sku} · ${p.supplierName}` }] as const),
      ...feedback.map((one) => [`Feedback:${one._id}`, { name: aboutText(one) }] as const),
      ...templates.map(({ _id, name }) => [`Template:${_id}`, { name }] as const),
    ]);
  };
}
