import { type Connection, type Model, Schema } from 'mongoose';
import type { Order } from './order.ts';

const plain = { _id: false } as const;

const priceSource = new Schema({ from: String, tier: String, quantity: Number, until: String }, plain);

const line = new Schema(
  {
    product: String,
    sku: String,
    name: String,
    spec: String,
    unit: String,
    category: String,
    quantity: Number,
    unitPrice: Number,
    priceSource,
    discount: Number,
    amount: Number,
    cost: Number,
    reference: Number,
    promisedDate: String,
    shipped: Number,
    delivered: Number,
    reserved: Number,
    returned: Number,
  },
  plain,
);

const seat = new Schema({ role: String, person: String, fallback: String, by: String, at: Date, for: String }, plain);

const meant = { seats: [seat], need: String, reasons: [String] };

const step = new Schema(
  {
    ...meant,
    instead: { type: [new Schema(meant, plain)], default: undefined },
    decision: String,
    by: String,
    at: Date,
  },
  plain,
);

const asked = { by: String, at: Date, text: String };
const question = new Schema({ ...asked, also: { type: [new Schema(asked, plain)], default: undefined } }, plain);

const review = new Schema(
  {
    steps: [step],
    contentHash: String,
    submittedAt: Date,
    submittedBy: String,
    stepStartedAt: Date,
    question,
    pauses: { type: [new Schema({ from: Date, to: Date }, plain)], default: undefined },
  },
  plain,
);

const content = new Schema(
  {
    lines: [line],
    rate: Number,
    total: Number,
    baseTotal: Number,
    requestedDate: String,
    promisedDate: String,
    paymentDays: Number,
  },
  plain,
);

const agreedMoney = {
  approvedOnce: new Schema({ amount: Number, until: String, by: String, at: Date }, plain),
  security: new Schema({ kind: String, amount: Number, by: String, at: Date }, plain),
};
const proposed = { id: String, by: String, at: Date, base: Number, content, reason: String, short: Number };
const change = new Schema({ ...proposed, approval: review, ...agreedMoney }, plain);

const shipment = new Schema(
  {
    id: String,
    carrier: String,
    trackingNo: String,
    eta: String,
    shippedAt: String,
    deliveredAt: String,
    lines: [new Schema({ index: Number, quantity: Number, received: Number }, plain)],
    events: {
      type: [new Schema({ at: Date, kind: String, place: String, note: String, by: String, key: String }, plain)],
      default: undefined,
    },
  },
  plain,
);

const milestone = new Schema(
  {
    id: String,
    name: String,
    kind: String,
    planned: String,
    original: String,
    actual: String,
    note: String,
    responsible: String,
  },
  plain,
);

/** Texts each, so that a reader's language can put them into words. */
const goods = new Schema(
  {
    ...Object.fromEntries(['parcel', 'event', 'place', 'eta', 'on', 'missing'].map((name) => [name, String])),
    ...Object.fromEntries(['milestone', 'name', 'planned', 'done', 'person'].map((name) => [name, String])),
    ...Object.fromEntries(
      ['from', 'to', 'promised', 'held', 'lost', 'short', 'booked', 'taken', 'rest'].map((name) => [name, String]),
    ),
  },
  plain,
);

const entry = new Schema(
  {
    at: Date,
    by: String,
    for: String,
    action: String,
    from: String,
    to: String,
    note: String,
    goods,
    amount: Number,
    key: String,
    doubles: { type: [String], default: undefined },
  },
  plain,
);

const goodsAtRisk = new Schema(
  {
    ...Object.fromEntries(['sku', 'by', 'comes', 'milestone', 'from', 'to', 'supplier'].map((name) => [name, String])),
    ...Object.fromEntries(['short', 'leadTimeDays', 'rate', 'asked'].map((name) => [name, Number])),
  },
  plain,
);
const creditAtRisk = new Schema(
  {
    ...Object.fromEntries(['exposure', 'limit', 'overdue', 'excess', 'agreed'].map((name) => [name, Number])),
    ...{ currency: String, until: String, overdueSince: String },
  },
  plain,
);
const risk = new Schema(
  {
    ...{ kind: String, cause: String, level: String, about: String, since: Date },
    goods: goodsAtRisk,
    credit: creditAtRisk,
    market: new Schema({ from: Number, to: Number, atStake: Number }, plain),
  },
  plain,
);

const openCase = new Schema({ id: String, number: String, kind: String, dueDate: String }, plain);

const schema = new Schema<Order>(
  {
    _id: { type: String, required: true },
    draftNo: String,
    number: String,
    externalNo: String,
    customer: { type: String, required: true },
    customerSnapshot: { type: new Schema({ code: String, name: String, tier: String, region: String }, plain) },
    owner: String,
    createdBy: String,
    team: String,
    submittedOwner: String,
    submittedTeam: String,
    lines: [line],
    currency: { type: String, required: true },
    rate: Number,
    total: Number,
    baseTotal: Number,
    paid: { type: Number, default: 0 },
    settledAt: String,
    credited: Number,
    requestedDate: String,
    promisedDate: String,
    expectedDate: String,
    paymentDays: Number,
    dueDate: String,
    poNo: String,
    notes: String,
    shipTo: String,
    state: { type: String, required: true },
    heldFrom: String,
    classes: { type: new Schema({ size: String, customer: String, urgency: String }, plain) },
    priority: { type: Number, default: 0 },
    approval: review,
    change,
    returnedChange: { type: new Schema({ id: String, content, reason: String, key: String }, plain) },
    changes: Number,
    decidedTotal: Number,
    toleratedMove: Number,
    reviewAt: Date,
    turns: { type: [String], default: undefined },
    reservedUntil: Date,
    lapsedAt: Date,
    holdsOf: { type: [String], default: undefined },
    waitsFor: { type: [String], default: undefined },
    waitsSince: Date,
    shortageSaid: Date,
    splitFrom: { type: new Schema({ order: String, name: String, newCustomer: Boolean }, plain) },
    splitTotal: Number,
    lastSubmitted: content,
    shipments: [shipment],
    milestones: { type: [milestone], default: undefined },
    milestoneDue: String,
    milestonesOf: { type: [String], default: undefined },
    ...agreedMoney,
    risks: { type: [risk], default: undefined },
    ...{ riskWeight: Number, riskWeightSold: Number, riskWeightSupply: Number },
    openComplaints: { type: Number, default: 0 },
    openCases: { type: [openCase], default: undefined },
    feedback: { type: [new Schema({ id: String, kind: String, score: Number }, plain)], default: undefined },
    timeline: [entry],
    orderDate: String,
    submittedAt: Date,
    approvedAt: Date,
    shippedAt: String,
    deliveredAt: String,
    completedAt: Date,
    search: [String],
    requestKey: String,
    imported: Boolean,
    sample: Boolean,
    version: Number,
  },
  { timestamps: true, collection: 'orders', versionKey: 'revision', strict: 'throw' },
);

/** Unique among those that have a value; written so that a search for a value can use the index. */
const whenText = (field: string) => ({ unique: true, partialFilterExpression: { [field]: { $gt: '' } } });
schema.index({ draftNo: 1 }, { unique: true });
schema.index({ number: 1 }, whenText('number'));
schema.index({ externalNo: 1 }, whenText('externalNo'));
schema.index({ requestKey: 1 }, whenText('requestKey'));
schema.index({ owner: 1, state: 1, priority: -1, _id: -1 });
schema.index({ team: 1, state: 1, priority: -1, _id: -1 });
schema.index({ state: 1, priority: -1, _id: -1 });
schema.index({ owner: 1, _id: -1 });
schema.index({ team: 1, _id: -1 });
schema.index({ customer: 1, _id: -1 });
schema.index({ customer: 1, orderDate: -1, _id: -1 });
schema.index({ orderDate: 1, _id: 1 });
schema.index({ state: 1, promisedDate: 1, _id: 1 });
schema.index({ owner: 1, state: 1, promisedDate: 1, _id: 1 });
schema.index({ team: 1, state: 1, promisedDate: 1, _id: 1 });
schema.index({ state: 1, dueDate: 1, _id: 1 });
schema.index({ owner: 1, state: 1, dueDate: 1, _id: 1 });
schema.index({ team: 1, state: 1, dueDate: 1, _id: 1 });
schema.index({ search: 1 });
schema.index({ turns: 1, priority: -1, _id: -1 });
schema.index({ reviewAt: 1 });
schema.index({ reservedUntil: 1 });
schema.index({ holdsOf: 1, _id: 1 });
schema.index({ waitsFor: 1, waitsSince: 1, _id: 1 });
schema.index({ owner: 1, milestoneDue: 1 });
schema.index({ milestonesOf: 1, milestoneDue: 1 });
// What stand-ins decided for somebody; only few entries have it.
schema.index({ 'timeline.for': 1 }, { partialFilterExpression: { 'timeline.for': { $gt: '' } } });
schema.index({ customer: 1, state: 1 });
const atRisk = (field: string) => ({ partialFilterExpression: { [field]: { $gt: 0 } } });
schema.index({ riskWeight: -1, _id: -1 }, atRisk('riskWeight'));
schema.index({ team: 1, riskWeight: -1, _id: -1 }, atRisk('riskWeight'));
schema.index({ owner: 1, riskWeightSold: -1, _id: -1 }, atRisk('riskWeightSold'));
schema.index({ riskWeightSupply: -1, _id: -1 }, atRisk('riskWeightSupply'));
// Pending orders that lost what they held: few, and found by their goods nowhere else.
schema.index({ lapsedAt: 1 }, { partialFilterExpression: { lapsedAt: { $exists: true } } });
// Only what was settled has it.
schema.index({ customer: 1, settledAt: -1 }, { partialFilterExpression: { settledAt: { $gt: '' } } });

/** The orders of a database connection. */
export const orderModel = (connection: Connection): Model<Order> =>
  (connection.models.Order as Model<Order>) ?? connection.model<Order>('Order', schema);
