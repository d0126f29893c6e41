import type { Kind } from '../members/kinds.ts';
import type { TextKey } from '../text/index.ts';
import { partWords } from './lines.ts';
import * as show from './values.ts';

/** How a field of a kind is called and written on the trail. */
export type FieldWords = readonly [label: TextKey, as: show.Format | show.Several];
type Table = Readonly<Record<string, FieldWords>>;

const order: Table = {
  followUp: ['audit.field.follow_up', show.text],
  followUpOn: ['audit.field.follow_up_on', show.text],
  state: ['audit.state', show.word('state')],
  customerSnapshot: ['label.customer', show.customer],
  owner: ['label.owner', show.person],
  turns: ['audit.turns', show.turns],
  total: ['label.total', show.money],
  currency: ['audit.field.currency', show.text],
  paid: ['label.paid', show.money],
  credited: ['label.credited', show.money],
  requestedDate: ['label.requested', show.text],
  promisedDate: ['label.promised', show.text],
  paymentDays: ['label.terms', show.terms],
  poNo: ['label.po', show.text],
  notes: ['label.notes', show.text],
  shipTo: ['label.ship_to', show.text],
  version: ['audit.version', show.text],
  openComplaints: ['audit.field.open_complaints', show.text],
  approvedOnceAmount: ['audit.field.once', show.money],
  approvedUntil: ['label.once_until', show.text],
  securityKind: ['label.security', show.word('security')],
  securityAmount: ['audit.field.security', show.money],
  noDouble: ['double.none', show.yesNo],
};

const customer: Table = {
  code: ['field.code', show.text],
  name: ['field.name', show.text],
  industry: ['field.industry', show.text],
  tier: ['field.tier', show.text],
  region: ['field.region', show.text],
  address: ['field.address', show.text],
  contacts: ['field.contacts', show.contacts],
  owner: ['field.owner', show.person],
  team: ['field.team', show.team],
  creditLimit: ['field.credit_limit', show.money],
  paymentDays: ['label.terms', show.terms],
  firstApprovedAt: ['audit.field.first_approved', show.text],
  mergedInto: ['audit.field.merged_into', show.text],
  mergedFrom: ['audit.field.merged_from', show.text],
  followUp: ['audit.field.follow_up', show.text],
  followUpOn: ['audit.field.follow_up_on', show.text],
};

const product: Table = {
  sku: ['field.sku', show.text],
  name: ['field.name', show.text],
  spec: ['field.spec', show.text],
  unit: ['field.unit', show.text],
  category: ['field.category', show.text],
  price: ['field.price', show.price],
  floorPrice: ['field.floor_price', show.price],
  referencePrice: ['field.reference_price', show.price],
  cost: ['field.cost', show.price],
  onHand: ['field.on_hand', show.quantity],
  reserved: ['audit.field.reserved', show.quantity],
  reason: ['label.reason', show.text],
  reorderPoint: ['field.reorder_point', show.quantity],
  leadTimeDays: ['field.lead_time_days', show.text],
  supplier: ['field.supplier', show.text],
  suppliers: ['supplier.others', show.list],
  moq: ['field.moq', show.quantity],
  active: ['field.active', show.yesNo],
};

const supplier: Table = {
  code: ['field.code', show.text],
  name: ['field.name', show.text],
  contacts: ['field.contacts', show.contacts],
  leadTimeDays: ['field.lead_time_days', show.text],
  agreedRate: ['field.agreed_rate', show.percent],
  notes: ['field.notes', show.text],
  active: ['audit.field.active', show.yesNo],
};

const purchase: Table = {
  state: ['audit.state', show.word('purchase.state')],
  quantity: ['field.quantity', show.quantity],
  received: ['field.received', show.quantity],
  unitCost: ['field.unit_cost', show.price],
  orderedOn: ['field.ordered_on', show.text],
  expectedOn: ['field.expected_on', show.text],
  note: ['field.notes', show.text],
};

const price: Table = {
  tier: ['field.tier', show.text],
  from: ['field.from_quantity', show.quantity],
  price: ['field.price', show.price],
  validFrom: ['field.valid_from', show.text],
  validTo: ['field.valid_to', show.text],
};

const aftersales: Table = {
  kind: ['case.label.kind', show.word('case.kind')],
  state: ['audit.state', show.caseState],
  lines: ['case.label.parts', partWords],
  text: ['case.label.text', show.text],
  owner: ['case.label.owner', show.person],
  dueDate: ['case.label.due', show.text],
  goods: ['audit.field.goods_to', show.word('case.goods')],
  credit: ['audit.field.credit', show.money],
  outcome: ['case.label.outcome', show.text],
};

const feedback: Table = {
  feedbackKind: ['feedback.label.kind', show.word('feedback.kind')],
  score: ['feedback.label.score', show.text],
  text: ['feedback.label.text', show.text],
  skus: ['audit.field.skus', show.list],
  photos: ['audit.field.photos', show.list],
  case: ['feedback.case', show.text],
};

const member: Table = {
  name: ['member.name', show.text],
  roles: ['member.roles', show.roles],
  teams: ['member.teams', show.teams],
  email: ['member.email', show.text],
  identities: ['member.identities', show.list],
  locale: ['audit.field.locale', show.language],
  timezone: ['label.timezone', show.text],
  active: ['audit.field.active', show.yesNo],
  digestHour: ['member.digestHour', show.hour],
  workHours: ['member.workHours', show.hours],
  workDays: ['member.workDays', show.weekdays],
  holidays: ['member.holidays', show.country],
  quietHours: ['member.quietHours', show.hours],
  remindAtOnce: ['member.remindAtOnce', show.yesNo],
  withoutReminders: ['member.withoutReminders', show.reminderKinds],
  discountAuthority: ['member.discountAuthority', show.percent],
  away: ['audit.field.away', show.away],
  planned: ['audit.field.planned', show.planned],
};

const settings: Table = {
  company: ['settings.company', show.text],
  currency: ['settings.currency', show.text],
  timezone: ['settings.timezone', show.text],
  locale: ['audit.field.locale', show.language],
  sizeLarge: ['settings.sizeLarge', show.money],
  sizeMedium: ['settings.sizeMedium', show.money],
  urgentDays: ['settings.urgentDays', show.text],
  shortDays: ['settings.shortDays', show.text],
  priorityWeights: ['audit.field.priority_weights', show.weights],
  tiers: ['audit.field.tiers', show.list],
  rates: ['settings.rates', show.rates],
  discountAuthority: ['label.authority', show.percent],
  approvalRules: ['rules.title', show.rules],
  changeTolerance: ['settings.tolerance', show.percent],
  approveOnceDays: ['settings.approveOnceDays', show.text],
  creditStopsShipping: ['settings.creditStopsShipping', show.yesNo],
  reviewSlaHours: ['settings.reviewSlaHours', show.text],
  reservationHours: ['settings.reservationHours', show.text],
  singlePersonCompany: ['settings.singlePersonCompany', show.yesNo],
  asksAddress: ['settings.asksAddress', show.yesNo],
  workDays: ['settings.workDays', show.weekdays],
  holidays: ['settings.holidays', show.country],
  daysOff: ['settings.daysOff', show.list],
  makeUpDays: ['settings.makeUpDays', show.list],
  mailDomains: ['settings.mailDomains', show.list],
  slackWorkspaces: ['settings.slackWorkspaces', show.list],
  channels: ['card.settings.channels', show.channels],
  silentDays: ['settings.silentDays', show.text],
  reminderRepeats: ['settings.reminderRepeats', show.text],
  caseDays: ['settings.caseDays', show.text],
  supplierOnTime: ['settings.supplierOnTime', show.percent],
  marketMove: ['settings.marketMove', show.percent],
  // What the sample company brought or took away.
  orders: ['audit.field.orders', show.text],
  payments: ['audit.field.payments', show.text],
  customers: ['audit.field.customers', show.text],
  products: ['audit.field.products', show.text],
  members: ['audit.field.members', show.text],
  teams: ['label.teams', show.text],
  messages: ['audit.field.messages', show.text],
  job: ['audit.field.job', show.word('job')],
  kept: ['audit.field.kept', show.text],
};

const template: Table = {
  name: ['field.name', show.text],
  scope: ['audit.field.whose', show.word('template.scope')],
  team: ['field.team', show.team],
  customerSnapshot: ['label.customer', show.customer],
  lines: ['label.lines', show.templateLines],
  paymentDays: ['label.terms', show.terms],
  notes: ['label.notes', show.text],
  repeats: ['audit.field.repeats', show.recurrence],
  paused: ['audit.field.paused', show.yesNo],
  stopped: ['audit.field.stopped', show.word('template.why')],
  skipped: ['audit.field.skipped', show.list],
  occurrence: ['audit.field.occurrence', show.text],
  draft: ['audit.field.draft', show.text],
  deleted: ['audit.field.deleted', show.yesNo],
};

const team: Table = { name: ['field.name', show.text], timezone: ['label.timezone', show.text] };

/** What was exported, and how much of it. */
const exported: Table = { what: ['audit.field.what', show.text], rows: ['audit.field.rows', show.text] };

/** The fields that lines of the trail name, by kind, in the order in which they are said. */
export const auditFields: Readonly<Partial<Record<Kind, Table>>> = {
  Order: order,
  Customer: customer,
  Product: product,
  Price: price,
  Case: aftersales,
  Feedback: feedback,
  Member: member,
  Team: team,
  Template: template,
  Supplier: supplier,
  Purchase: purchase,
  Settings: settings,
  Channel: settings,
  Report: exported,
};
