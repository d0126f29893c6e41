import type { Connection } from 'mongoose';
import type { Customer } from '../../../src/customers/customer.ts';
import { customerModel } from '../../../src/customers/model.ts';
import { memberModel } from '../../../src/members/model.ts';
import { orderModel } from '../../../src/orders/model.ts';
import type { Order } from '../../../src/orders/order.ts';
import { paymentModel } from '../../../src/payments/model.ts';
import { priceModel } from '../../../src/prices/model.ts';
import { productModel } from '../../../src/products/model.ts';
import { purchaseModel } from '../../../src/purchases/model.ts';
import type { Purchase } from '../../../src/purchases/purchase.ts';
import { supplierModel } from '../../../src/suppliers/model.ts';
import type { Supplier } from '../../../src/suppliers/supplier.ts';
import { templateModel } from '../../../src/templates/model.ts';
import type { Template } from '../../../src/templates/template.ts';
import { type Reader, type Row, reads } from './matrix.ts';

/** Where a canary sits: it may be seen by whoever may read one of its places. */
type Place = { row: Row; fieldClass?: string; name: string };
export type Canaries = Map<string, Place[]>;

/** Canaries in texts look like `zqn12zq`; numbers are their own canaries. */
const inText = /zq[a-z0-9]+?zq/g;
/** Shorter numbers may be anybody's. */
const fewestDigits = 6;

/** An integer of 1/`scale` as the digits that any way of writing it has: no needless zeros, no thousands marks. */
const digitsOf = (value: number, digits: number): string => {
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  return canonical(digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text);
};
const canonical = (number: string): string => (number.includes('.') ? number.replace(/\.?0+$/, '') : number);

/** Every canary that a text holds, however numbers are written: with thousands marks, with or without zeros, as minor units. */
export function canariesIn(text: string): Set<string> {
  const found = new Set(text.toLowerCase().match(inText) ?? []);
  const plain = text.replace(/(?<=\d),(?=\d{3})/g, '');
  for (const [number] of plain.matchAll(/\d+(?:\.\d+)?/g)) found.add(canonical(number));
  return found;
}

function adder(canaries: Canaries) {
  const add = (key: string, place: Place) => canaries.set(key, [...(canaries.get(key) ?? []), place]);
  return {
    text(value: unknown, place: Place) {
      for (const key of new Set(
        String(value ?? '')
          .toLowerCase()
          .match(inText) ?? [],
      ))
        add(key, place);
      for (const [phone] of String(value ?? '').matchAll(/\d{8,}/g)) add(phone, place);
    },
    /** A number with so many decimals behind it, and the same number in its smallest unit. */
    number(value: number | undefined, decimals: number, place: Place) {
      if (value === undefined || String(Math.abs(value)).length < fewestDigits) return;
      add(digitsOf(value, decimals), place);
      add(String(Math.abs(value)), place);
    },
  };
}

function ofOrder(canaries: Canaries, order: Order): void {
  const { text, number } = adder(canaries);
  const row: Row = { kind: 'Order', owner: order.owner, team: order.team };
  const at = (name: string, fieldClass?: string): Place => ({ row, fieldClass, name: `${order.draftNo} ${name}` });
  for (const value of [
    order.notes,
    order.poNo,
    order.externalNo,
    order.customerSnapshot.name,
    order.customerSnapshot.code,
    order.customerSnapshot.region,
  ])
    text(value, at('text'));
  text(order.shipTo, at('shipTo', 'shipping'));
  for (const s of order.shipments) for (const value of [s.carrier, s.trackingNo]) text(value, at('parcel'));
  for (const e of order.timeline) {
    if (e.action === 'pay') text(e.note, { ...at('payment reference'), row: { ...row, kind: 'Payment' } });
    else text(e.note, at('timeline'));
    number(e.amount, 2, at('timeline amount', 'commercial'));
  }
  for (const [name, value] of Object.entries({
    total: order.total,
    base: order.baseTotal,
    paid: order.paid,
    owed: order.total - order.paid,
  }))
    number(value, 2, at(name, 'commercial'));
  number(order.approvedOnce?.amount, 2, at('approved once', 'credit'));
  number(order.security?.amount, 2, at('security', 'commercial'));
  for (const { credit, market } of order.risks ?? []) {
    for (const value of [credit?.exposure, credit?.limit, credit?.overdue, credit?.excess, credit?.agreed])
      number(value, 2, at('credit risk', 'credit'));
    for (const value of [market?.from, market?.to]) number(value, 4, at('market risk', 'cost'));
    number(market?.atStake, 2, at('margin at stake', 'cost'));
  }
  for (const line of order.lines) {
    number(line.unitPrice, 4, at('price', 'commercial'));
    number(line.amount, 2, at('amount', 'commercial'));
    number(line.cost, 4, at('cost', 'cost'));
    number(line.reference, 4, at('reference', 'cost'));
  }
}

function ofCustomer(canaries: Canaries, customer: Customer): void {
  const { text, number } = adder(canaries);
  const row: Row = { kind: 'Customer', owner: customer.owner, team: customer.team };
  const at = (name: string, fieldClass?: string): Place => ({ row, fieldClass, name: `${customer.code} ${name}` });
  for (const value of [customer.name, customer.code, customer.industry, customer.region]) text(value, at('text'));
  for (const contact of customer.contacts) {
    text(contact.name, at('contact name'));
    for (const value of [contact.phone, contact.email]) text(value, at('contact', 'contact'));
  }
  text(customer.address, at('address', 'contact'));
  number(customer.creditLimit, 2, at('credit limit', 'credit'));
}

function ofTemplate(canaries: Canaries, template: Template, customers: readonly Customer[]): void {
  const { text, number } = adder(canaries);
  const { owner, scope, team, name } = template;
  const buyer = customers.find((c) => c._id === template.customer);
  const row: Row = {
    ...{ kind: 'Template', owner, team: scope === 'team' ? team : undefined },
    ...(buyer && { buyer: { kind: 'Customer', owner: buyer.owner, team: buyer.team } }),
  };
  for (const value of [name, template.notes]) text(value, { row, name: `template ${name}` });
  for (const line of template.lines)
    number(line.unitPrice, 4, { row, fieldClass: 'commercial', name: `price of template ${name}` });
}

/** Reads everything there is, past every right, and says of each canary where it sits now. */
export async function canariesNow(connection: Connection): Promise<Canaries> {
  const canaries: Canaries = new Map();
  const [orders, customers, products, payments, members, prices, templates, suppliers, purchases] = await Promise.all([
    orderModel(connection).find({}).lean<Order[]>(),
    customerModel(connection).find({}).lean<Customer[]>(),
    productModel(connection).find({}).lean(),
    paymentModel(connection).find({}).lean(),
    memberModel(connection).find({}).lean(),
    priceModel(connection).find({}).lean(),
    templateModel(connection).find({}).lean<Template[]>(),
    supplierModel(connection).find({}).lean<Supplier[]>(),
    purchaseModel(connection).find({}).lean<Purchase[]>(),
  ]);
  for (const order of orders) ofOrder(canaries, order);
  for (const template of templates) ofTemplate(canaries, template, customers);
  for (const customer of customers) ofCustomer(canaries, customer);
  const { text, number } = adder(canaries);
  for (const p of products) {
    const at = (name: string, fieldClass: string): Place => ({
      row: { kind: 'Product' },
      fieldClass,
      name: `${p.sku} ${name}`,
    });
    number(p.price, 4, at('price', 'commercial'));
    number(p.floorPrice, 4, at('floor', 'cost'));
    number(p.cost, 4, at('cost', 'cost'));
    number(p.referencePrice, 4, at('reference', 'cost'));
  }
  const row: Row = { kind: 'Product' };
  for (const { code, contacts } of suppliers)
    for (const value of contacts.flatMap(({ phone, email }) => [phone, email]))
      text(value, { row, fieldClass: 'shipping', name: `${code} contact` });
  for (const { sku, unitCost } of purchases) number(unitCost, 4, { row, fieldClass: 'cost', name: `${sku} unit cost` });
  for (const p of prices) {
    const buyer = customers.find((c) => c._id === p.customer);
    const row: Row = { kind: 'Customer', owner: buyer?.owner, team: buyer?.team };
    number(p.price, 4, { row, fieldClass: 'commercial', name: `price of ${buyer?.code}` });
  }
  for (const p of payments) {
    const order = orders.find((o) => o._id === p.order);
    const row: Row = { kind: 'Payment', owner: order?.owner, team: order?.team };
    text(p.reference, { row, name: 'payment reference' });
    number(p.amount, 2, { row, fieldClass: 'commercial', name: 'payment amount' });
  }
  for (const m of members)
    text(m.email, { row: { kind: 'Customer', owner: m._id }, fieldClass: 'contact', name: `${m.name} e-mail` });
  return canaries;
}

/** What a reader was shown and may not see, in words; `typed` is what the reader wrote, which may be echoed. */
export function leaksIn(canaries: Canaries, reader: Reader, shown: string, typed = ''): string[] {
  const echoed = canariesIn(typed);
  return [...canariesIn(shown)].flatMap((key) => {
    const places = echoed.has(key) ? undefined : canaries.get(key);
    if (!places || places.some(({ row, fieldClass }) => reads(reader, row, fieldClass))) return [];
    return [`${key}: ${places[0]?.name} (${places[0]?.fieldClass ?? 'row'})`];
  });
}
