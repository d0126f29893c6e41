import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { caseModel } from '../../src/aftersales/model.ts';
import { customerModel } from '../../src/customers/model.ts';
import { feedbackModel } from '../../src/feedback/model.ts';
import { fieldClassOf, isMasked, redact } from '../../src/members/ability.ts';
import { masked } from '../../src/members/mask.ts';
import type { Person } from '../../src/members/member.ts';
import { memberModel } from '../../src/members/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { priceModel } from '../../src/prices/model.ts';
import { productModel } from '../../src/products/model.ts';
import { purchaseModel } from '../../src/purchases/model.ts';
import { supplierModel } from '../../src/suppliers/model.ts';
import { templateModel } from '../../src/templates/model.ts';

const connection = mongoose.createConnection();

/**
 * Fields that whoever may read the record may read, by hand. A new field goes into `members/fields.ts` when it holds a
 * price, a cost, a contact or a credit figure; else it is named here.
 */
const open: Record<string, string> = {
  Order: `approvedOnce.until approvedOnce.by approvedOnce.at security.kind security.by security.at riskWeightSold riskWeightSupply
    change.approvedOnce.until change.approvedOnce.by change.approvedOnce.at change.security.kind change.security.by change.security.at
    risks.kind risks.cause risks.level risks.about risks.since risks.goods
    feedback reservedUntil lapsedAt holdsOf waitsFor waitsSince shortageSaid splitFrom
    draftNo number externalNo customer customerSnapshot owner createdBy team submittedOwner submittedTeam
    lines.product lines.sku lines.name lines.spec lines.unit lines.category lines.quantity lines.promisedDate
    lines.shipped lines.delivered lines.reserved lines.returned currency rate requestedDate promisedDate expectedDate paymentDays dueDate settledAt poNo notes
    state heldFrom classes priority approval.steps.seats approval.steps.need approval.steps.decision
    approval.steps.instead.seats approval.steps.instead.need change.approval.steps.instead.seats change.approval.steps.instead.need
    approval.steps.by approval.steps.at approval.contentHash approval.submittedAt approval.stepStartedAt approval.question
    approval.pauses change.id change.by change.at change.base change.reason change.short change.content.requestedDate
    change.content.promisedDate change.content.paymentDays change.content.rate change.content.lines.product
    change.content.lines.sku change.content.lines.name change.content.lines.spec change.content.lines.unit
    change.content.lines.category change.content.lines.quantity change.content.lines.promisedDate
    change.content.lines.shipped change.content.lines.delivered change.content.lines.reserved
    change.approval.steps.seats change.approval.steps.need change.approval.steps.decision change.approval.steps.by
    change.approval.steps.at change.approval.contentHash change.approval.submittedAt change.approval.stepStartedAt
    change.approval.question change.approval.pauses changes turns reviewAt approval.submittedBy change.approval.submittedBy returnedChange.id returnedChange.reason returnedChange.key
    returnedChange.content.requestedDate returnedChange.content.promisedDate returnedChange.content.paymentDays returnedChange.content.rate returnedChange.content.lines.product returnedChange.content.lines.sku returnedChange.content.lines.name returnedChange.content.lines.spec returnedChange.content.lines.unit returnedChange.content.lines.category returnedChange.content.lines.quantity returnedChange.content.lines.promisedDate returnedChange.content.lines.shipped returnedChange.content.lines.delivered returnedChange.content.lines.reserved returnedChange.content.lines.returned lastSubmitted.requestedDate
    lastSubmitted.promisedDate lastSubmitted.paymentDays lastSubmitted.rate lastSubmitted.lines.product
    lastSubmitted.lines.sku lastSubmitted.lines.name lastSubmitted.lines.spec lastSubmitted.lines.unit
    lastSubmitted.lines.category lastSubmitted.lines.quantity lastSubmitted.lines.promisedDate
    lastSubmitted.lines.shipped lastSubmitted.lines.delivered lastSubmitted.lines.reserved change.content.lines.returned
    lastSubmitted.lines.returned shipments milestones milestoneDue milestonesOf openComplaints openCases
    timeline.goods timeline.at timeline.by timeline.for timeline.action timeline.from timeline.to timeline.note timeline.key timeline.doubles orderDate
    submittedAt approvedAt shippedAt deliveredAt completedAt search requestKey imported sample version revision
    createdAt updatedAt`,
  Customer: `code name industry tier region contacts.name owner team paymentDays search firstApprovedAt creditTurn sample importHash requestKey revision
    mergedInto mergedAt mergingUntil mergeLookedAt createdAt updatedAt`,
  Product: `sku name spec unit category onHand reserved waiting counted lowSince restockedAt reorderPoint leadTimeDays supplier supplierId suppliers.supplier suppliers.leadTimeDays onOrder moq search active sample
    importHash requestKey revision createdAt updatedAt`,
  Case: `number order orderName customer customerSnapshot orderOwner team kind lines.index lines.product lines.sku
    lines.name lines.unit lines.quantity text owner dueDate state writeOff goods currency outcome timeline openedBy requestKey
    revision createdAt updatedAt`,
  Supplier: `code name contacts.name leadTimeDays agreedRate notes active onTime search importHash sample createdAt updatedAt`,
  Purchase: `supplier product sku supplierName quantity orderedOn promisedOn expectedOn received state endedOn note by at sample`,
  Feedback: `customer customerSnapshot order orderName orderOwner team kind score text lines.product lines.sku lines.name photos
    case by at editedAt requestKey revision`,
  Price: 'product customer tier whom from validFrom validTo by at endedAt endedBy slot importHash sample',
  Template: `name search owner scope team holder nameKey customer lines.product lines.sku lines.quantity paymentDays notes
    schedule active sample revision createdAt updatedAt`,
  Payment: `customer order currency paidAt reference key applied.order history reverses reversedBy reason deed recordedBy imported
    sample createdAt`,
  Member: `name locale timezone roles teams identities active digestHour workHours workDays holidays quietHours remindAtOnce withoutReminders
    discountAuthority away planned sample requestKey
    createdAt`,
};

type Paths = { paths: Record<string, { schema?: Paths }> };
const leaves = (schema: Paths, prefix = ''): string[] =>
  Object.entries(schema.paths).flatMap(([name, path]) =>
    path.schema ? leaves(path.schema, `${prefix}${name}.`) : [`${prefix}${name}`],
  );

describe('fields', () => {
  test.each([
    ['Order', orderModel],
    ['Customer', customerModel],
    ['Product', productModel],
    ['Case', caseModel],
    ['Feedback', feedbackModel],
    ['Price', priceModel],
    ['Payment', paymentModel],
    ['Member', memberModel],
    ['Template', templateModel],
    ['Supplier', supplierModel],
    ['Purchase', purchaseModel],
  ] as const)('every stored field of %s was put in a class or declared open', (kind, model) => {
    const declared = open[kind]!.split(/\s+/);
    const isOpen = (path: string) => declared.some((d) => path === d || path.startsWith(`${d}.`));
    const stored = leaves(model(connection as never).schema as never).filter((p) => p !== '_id' && p !== '__v');
    expect(stored.length).toBeGreaterThan(5);
    expect(stored.filter((p) => !isOpen(p) && !fieldClassOf(kind, p))).toEqual([]);
    expect(stored.filter((p) => isOpen(p) && fieldClassOf(kind, p))).toEqual([]);
  });

  test('the third line of an order has the classes of any line', () => {
    expect(fieldClassOf('Order', 'lines.2.cost')).toBe('cost');
    expect(fieldClassOf('Order', 'lines.2.priceSource.from')).toBe('commercial');
    expect(fieldClassOf('Order', 'lines.2.sku')).toBeUndefined();
    expect(fieldClassOf('Order', 'constructor')).toBeUndefined();
    expect(fieldClassOf('Team', 'name')).toBeUndefined();
  });

  test('a masked phone keeps its last two digits, everything else is dots', () => {
    expect(masked('+86 138-0013-8000')).toBe('•••00');
    expect(masked('li@acme.example')).toBe('•••');
    expect(masked('12 Long Road')).toBe('•••');
    expect(masked(undefined)).toBeUndefined();
    expect(isMasked(masked('+49 30 1234567'))).toBe(true);
    expect(isMasked('+49 30 1234567')).toBe(false);
  });

  test('a document of the database is as well hidden as a plain record', () => {
    const operations: Person = { id: 'olga', roles: ['operations'], teams: [] };
    const Order = orderModel(connection as never);
    const document = new Order({
      _id: 'o1',
      draftNo: 'D-0001',
      customer: 'c1',
      currency: 'CNY',
      state: 'approved',
      total: 777_77,
      baseTotal: 777_77,
      lines: [{ sku: 'A100', quantity: 1000, unitPrice: 777_7700, amount: 777_77, cost: 333_3300 }],
    });
    const shown = redact(operations, 'Order', document as unknown as Record<string, unknown>);
    expect(JSON.stringify(shown)).toContain('A100');
    expect(JSON.stringify(shown)).not.toMatch(/77777|33333/);
  });
});
