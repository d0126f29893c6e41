import type { ClientSession, Connection, Model } from 'mongoose';
import { type AuditEntry, sampleSource } from '../audit/entry.ts';
import { auditModel } from '../audit/model.ts';
import { customerModel } from '../customers/model.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { countChange } from '../database/versions.ts';
import type { Desk } from '../desk.ts';
import { memberModel, teamModel } from '../members/model.ts';
import { countRightsChange } from '../members/version.ts';
import { orderModel } from '../orders/model.ts';
import { reserveNumbers } from '../orders/numbers.ts';
import { paymentModel } from '../payments/model.ts';
import { priceModel } from '../prices/model.ts';
import { productModel } from '../products/model.ts';
import { noteFigures } from '../rollups/note.ts';
import { settingsModel } from '../settings/model.ts';
import { stockMoveModel } from '../stock/ledger.ts';
import { supplierModel } from '../suppliers/model.ts';
import { templateModel } from '../templates/model.ts';
import { type Company, sampleCompany } from './company.ts';
import { sampleId } from './id.ts';
import { addMarker, readMarker } from './marker.ts';
import { openNotices } from './notices.ts';
import { removeSample } from './remove.ts';

/** Whether somebody has begun to use the desk. */
async function isUsed(connection: Connection, session: ClientSession): Promise<boolean> {
  const anyOne = await memberModel(connection).findOne({}, { _id: 1 }, { session }).lean();
  return anyOne !== null || (await orderModel(connection).findOne({}, { _id: 1 }, { session }).lean()) !== null;
}

/**
 * Stores finished documents at once, as they are: the desk's own deeds made them, so nothing is cast or filled in. A
 * field that is undefined is left out.
 */
async function insert<T>(model: Model<T>, records: readonly T[], session: ClientSession): Promise<void> {
  const versionKey = model.schema.get('versionKey');
  const whole = records.map((record) => (versionKey ? { [String(versionKey)]: 0, ...record } : record));
  await model.collection.insertMany(whole as never[], { session, ignoreUndefined: true });
}

/** The audit trail of the past, as the desk would have kept it. */
const trailOf = ({ trail }: Company): AuditEntry[] =>
  trail.map((line) => ({ ...line, _id: sampleId(`audit:${line.key}`, line.at), key: line.key! }));

async function store(connection: Connection, company: Company, session: ClientSession): Promise<void> {
  await insert(teamModel(connection), company.teams, session);
  await insert(memberModel(connection), company.members, session);
  await insert(customerModel(connection), company.customers, session);
  await insert(productModel(connection), company.products, session);
  await insert(supplierModel(connection), company.suppliers, session);
  await insert(priceModel(connection), company.prices, session);
  await insert(orderModel(connection), company.orders, session);
  await noteFigures(
    connection,
    company.orders.map((after) => ({ after })),
    session,
  );
  await insert(stockMoveModel(connection), company.stockMoves, session);
  await insert(paymentModel(connection), company.payments, session);
  await insert(templateModel(connection), company.templates, session);
  await insert(auditModel(connection), trailOf(company), session);
  await reserveNumbers(connection, 'draft', company.drawn.draft, session);
  await reserveNumbers(connection, 'order', company.drawn.order, session);
  await countRightsChange(connection, session);
  const { company: name, channels } = company.settings;
  const set = { 'values.company': name, 'values.channels': channels };
  await settingsModel(connection).updateOne({ _id: 'desk' }, { $set: set, $inc: { version: 1 } }, { session });
  await countChange(connection, 'settings', session);
}

async function load(desk: Desk, session: ClientSession): Promise<Company | undefined> {
  const { connection, clock, settings, outbox, audit } = desk;
  if ((await readMarker(connection, session)) || (await isUsed(connection, session))) return undefined;
  const now = clock();
  await addMarker(connection, now, session);
  const draft = await reserveNumbers(connection, 'draft', 0, session);
  const order = await reserveNumbers(connection, 'order', 0, session);
  const company = await sampleCompany(await settings.get(), now, { draft, order });
  await store(connection, company, session);
  await outbox.add(openNotices(company), now, session);
  const subject = { kind: 'Settings' as const, id: 'desk' };
  const after = { orders: company.orders.length, customers: company.customers.length, members: company.members.length };
  await audit.record(
    { at: now, from: sampleSource, action: 'sample.load', subject, after, key: 'sample.load' },
    session,
  );
  return company;
}

/**
 * Loads the sample company when nobody uses the desk and it was never loaded before. One transaction: a process that is
 * killed in the middle leaves nothing, and of two processes one loads. A sample admin who removed the company and did not
 * leave is removed now. True when this call loaded it.
 */
export async function loadSampleOnce(desk: Desk): Promise<boolean> {
  await desk.settings.get();
  if ((await readMarker(desk.connection))?.left) await removeSample(desk);
  const company = await transact(desk.connection, (session) => load(desk, session)).catch((error) => {
    if (isDuplicate(error)) return undefined;
    throw error;
  });
  if (company) desk.outbox.kick();
  return company !== undefined;
}
