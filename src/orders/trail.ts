import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../members/actor.ts';
import { hiddenMark } from '../members/mask.ts';
import { isListed } from '../prices/rule.ts';
import { changeContentOf } from './content.ts';
import { type Difference, differences } from './difference.ts';
import type { Action } from './moves.ts';
import type { ChangeContent, Line, Order, TimelineEntry } from './order.ts';
import { openSecurity } from './security.ts';

type Fields = Record<string, unknown>;
type Told = { before?: Fields; after: Fields };

/**
 * What the trail keeps of a line: quantity in thousandths, price in 1/10,000 and where it came from where that is more than
 * the list, discount in basis points. Never a cost.
 */
export type LineFacts = Pick<Line, 'sku' | 'unit' | 'quantity' | 'unitPrice' | 'priceSource' | 'discount'>;
/** Goods that left or arrived with a move; quantity in thousandths. */
export type PartFacts = Pick<Line, 'sku' | 'unit' | 'quantity'>;

const lineFacts = ({ sku, unit, quantity, unitPrice, priceSource, discount }: Line): LineFacts => ({
  sku,
  unit,
  quantity,
  unitPrice,
  ...(isListed(priceSource) && { priceSource }),
  discount,
});

/** A line before and after; null on the side where it is not there. */
function linePair(difference: Difference): { before: LineFacts | null; after: LineFacts | null } | undefined {
  if (difference.kind === 'added') return { before: null, after: lineFacts(difference.line) };
  if (difference.kind === 'removed') return { before: lineFacts(difference.line), after: null };
  if (difference.kind !== 'line') return undefined;
  return { before: lineFacts(difference.before), after: lineFacts(difference.after) };
}

/** What differs beside the lines: the field, before and after. */
function fieldPair(difference: Difference): { field: string; before?: unknown; after?: unknown } | undefined {
  if (difference.kind === 'date') return { ...difference, field: difference.of };
  if (difference.kind === 'terms') return { ...difference, field: 'paymentDays' };
  return difference.kind === 'total' ? { ...difference, field: 'total' } : undefined;
}

/** Fields as they are kept: what is not there is left out. */
const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/** What differs between two contents: the lines that do, side by side, and each other field before and after. */
function contentTrail(before: ChangeContent, after: ChangeContent): { before: Fields; after: Fields } {
  const all = differences(before, after);
  const lines = all.flatMap((d) => linePair(d) ?? []);
  const fields = all.flatMap((d) => fieldPair(d) ?? []);
  const side = (of: 'before' | 'after'): Fields => ({
    ...(lines.length > 0 && { lines: lines.map((pair) => pair[of]) }),
    ...defined(Object.fromEntries(fields.map((pair) => [pair.field, pair[of]]))),
  });
  return { before: side('before'), after: side('after') };
}

/** What is entered of a draft beside lines, dates, terms and total. Contact data is dots: only that it is there. */
const enteredFacts = ({ customer, customerSnapshot, currency, poNo, notes, shipTo, version }: Order): Fields => ({
  customer,
  customerSnapshot: { code: customerSnapshot.code, name: customerSnapshot.name },
  currency,
  poNo,
  notes,
  shipTo: shipTo && hiddenMark,
  version,
});

/** A side of a trail with the currency of its money: the order may have another one later. */
const inCurrency = (side: Fields, { currency }: Order): Fields =>
  side.lines === undefined && side.total === undefined ? side : { ...side, currency };

const nothing: ChangeContent = { lines: [], rate: 0, total: 0, baseTotal: 0, paymentDays: -1 };

/** What the audit trail keeps of a draft that was made or edited, before and after: never a contact. */
export function draftTrail(before: Order | undefined, after: Order): Told {
  const content = contentTrail(before ?? nothing, after);
  const now = enteredFacts(after);
  if (!before) return { after: defined({ ...now, ...content.after, currency: after.currency }) };
  const was = enteredFacts(before);
  const isOther = (name: string) =>
    name === 'shipTo' ? before.shipTo !== after.shipTo : !isDeepStrictEqual(was[name], now[name]);
  const names = Object.keys(now).filter(isOther);
  const pick = (fields: Fields) => defined(Object.fromEntries(names.map((name) => [name, fields[name]])));
  return {
    before: { ...pick(was), ...inCurrency(content.before, before) },
    after: { ...pick(now), ...inCurrency(content.after, after) },
  };
}

/** What left the warehouse, or arrived, with a move. */
function partsOf(before: Order, after: Order): PartFacts[] {
  if (after.version !== before.version) return [];
  return after.lines.flatMap(({ sku, unit, shipped, delivered }, i) => {
    const old = before.lines[i];
    const quantity = shipped - (old?.shipped ?? shipped) || delivered - (old?.delivered ?? delivered);
    return quantity > 0 ? [{ sku, unit, quantity }] : [];
  });
}

/** What differs in content: of a new version what it is about, of a proposal what it would change. */
function contentOf(before: Order, after: Order): { before: Fields; after: Fields } {
  if (after.version !== before.version) return contentTrail(before, after);
  const isProposed = after.change && after.change.id !== before.change?.id;
  return isProposed ? contentTrail(changeContentOf(before), after.change!.content) : { before: {}, after: {} };
}

/** The change order that a move is about. */
const changeIn = (before: Order, after: Order): string | undefined =>
  before.change?.id === after.change?.id ? undefined : (after.change ?? before.change)?.id;

/** What was said with a move: the note, the goods, for whom it was made, and what came of it. */
function saidIn(timeline: readonly TimelineEntry[], { key, action }: Pick<TimelineEntry, 'key' | 'action'>): Fields {
  const said = timeline.findLast((e) => e.key === key && e.action === action);
  const lapsed = timeline.findLast((e) => e.key === key && e.action === 'change_lapsed');
  const noDouble = said?.doubles && true;
  return { note: said?.note, goods: said?.goods, for: said?.for, lapsed: lapsed?.note, noDouble };
}

/** Whether something was said anew. */
const isOther = (one: { at: Date }, before: { at: Date } | undefined): boolean =>
  one.at.getTime() !== before?.at.getTime();

/** What finance agreed to or asked for with it, of the order or of its change. */
function agreedTrail(before: Order, after: Order): Fields {
  const of = (order: Order) => [order.change?.approvedOnce ?? order.approvedOnce, openSecurity(order)] as const;
  const [[onceBefore, askedBefore], [once, asked]] = [of(before), of(after)];
  return {
    ...(once && isOther(once, onceBefore) && { approvedOnceAmount: once.amount, approvedUntil: once.until }),
    ...(asked && isOther(asked, askedBefore) && { securityKind: asked.kind, securityAmount: asked.amount }),
  };
}

/**
 * What it keeps of a move: the state, what was said, which goods, and of a new version or a proposed change what differs.
 * The deed is told by its key and action, of which the order after it has an entry on its timeline.
 */
export function moveTrail(before: Order, after: Order, deed: Pick<TimelineEntry, 'key' | 'action'>): Told {
  const content = contentOf(before, after);
  const parts = partsOf(before, after);
  const more = {
    ...saidIn(after.timeline, deed),
    changeOrder: changeIn(before, after),
    ...agreedTrail(before, after),
    parts: parts.length > 0 ? parts : undefined,
  };
  return {
    before: { state: before.state, version: before.version, ...inCurrency(content.before, before) },
    after: { state: after.state, version: after.version, ...inCurrency(content.after, after), ...defined(more) },
  };
}

/** What it keeps of a payment: what was paid of the order so far, in minor units, and the state where that moved it. */
export function paidTrail(before: Pick<Order, 'paid' | 'state'>, after: Pick<Order, 'paid' | 'state'>): Told {
  const isMoved = before.state !== after.state;
  const side = ({ paid, state }: Pick<Order, 'paid' | 'state'>) => ({ paid, ...(isMoved && { state }) });
  return { before: side(before), after: side(after) };
}

type Entry = {
  at: Date;
  by: string;
  from: string;
  action: string;
  subject: { kind: 'Order'; id: string };
} & Partial<Told>;

const lineOf = ({ now, member, from }: Actor, action: string, { _id: id }: Order): Entry => ({
  at: now,
  by: member._id,
  from,
  action,
  subject: { kind: 'Order', id },
});

/** The line of the audit trail about a draft that was made or edited. */
export const draftLine = (actor: Actor, before: Order | undefined, after: Order): Entry => ({
  ...lineOf(actor, before ? 'edit' : 'create', after),
  ...draftTrail(before, after),
});

/** The line of the audit trail about a move. */
export const moveLine = (actor: Actor, before: Order, after: Order, action: Action): Entry => ({
  ...lineOf(actor, action, after),
  ...moveTrail(before, after, { key: actor.key, action }),
});
