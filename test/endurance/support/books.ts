import type { Connection } from 'mongoose';
import { messageModel } from '../../../adapters/console/model.ts';
import { auditModel } from '../../../src/audit/model.ts';
import { outboxModel } from '../../../src/chat/outbox-row.ts';
import { orderModel } from '../../../src/orders/model.ts';
import type { Order } from '../../../src/orders/order.ts';
import { paymentModel } from '../../../src/payments/model.ts';
import type { Acknowledged, Decided, Filed, Paid } from './trade.ts';

/** Compares what people were told with what the database holds; every difference is a sentence. */
type Sentences = string[];

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

const times = (order: Order, ...actions: string[]) => order.timeline.filter((e) => actions.includes(e.action));

function filedWrong(filed: Filed, found: readonly Order[]): Sentences {
  const [order] = found;
  if (!order) return [`${filed.po} was acknowledged and is not there`];
  const wrong: Sentences = [];
  if (found.length > 1) wrong.push(`${filed.po} is there ${found.length} times`);
  if (order._id !== filed.order || order.number !== filed.number) wrong.push(`${filed.po} is another order`);
  if (times(order, 'create').length !== 1 || times(order, 'submit').length !== 1)
    wrong.push(`${filed.po} was not made and submitted once each`);
  return wrong;
}

function decisionWrong({ order: id, action }: Decided, order: Order | undefined): Sentences {
  const made = order ? times(order, 'approve', 'reject').map((e) => e.action) : [];
  return made.length === 1 && made[0] === action
    ? []
    : [`${id} should have ${action} once, and has: ${made.join(', ')}`];
}

/** Every order that was filed, decided or paid, as a whole: nothing of it is there without the rest. */
function halfStored(order: Order): Sentences {
  const sum = order.lines.reduce((total, line) => total + line.amount, 0);
  const submitted = [order.number, order.submittedAt, order.approval, order.orderDate].map((v) => v !== undefined);
  const isWhole = submitted.every((v) => v === (order.state !== 'draft'));
  return [
    ...(order.lines.length === 0 || sum !== order.total ? [`${order.poNo}: the lines do not add up`] : []),
    ...(isWhole ? [] : [`${order.poNo} is half stored in the state ${order.state}`]),
  ];
}

/** What is wrong with the orders, decisions and payments that were acknowledged. */
export async function wrongDeeds(connection: Connection, { filed, decided, paid }: Acknowledged): Promise<Sentences> {
  const orders = await orderModel(connection)
    .find({ poNo: { $regex: /^K-/ } })
    .lean<Order[]>();
  const payments = await paymentModel(connection)
    .find({ order: { $in: orders.map((o) => o._id) } })
    .lean();
  const byPo = grouped(orders, (o) => o.poNo ?? '');
  const byId = new Map(orders.map((o) => [o._id, o]));
  const byOrder = grouped(payments, (p) => p.order ?? '');
  const isPaidOnce = ({ order, amount, reference }: Paid) =>
    (byOrder.get(order) ?? []).filter((p) => p.amount === amount && p.reference === reference).length === 1;
  const isSumRight = (order: Order) => {
    const own = byOrder.get(order._id) ?? [];
    return order.paid === own.reduce((sum, p) => sum + p.amount, 0) && times(order, 'pay').length === own.length;
  };
  return [
    ...filed.flatMap((f) => filedWrong(f, byPo.get(f.po) ?? [])),
    ...decided.flatMap((d) => decisionWrong(d, byId.get(d.order))),
    ...paid.filter((p) => !isPaidOnce(p)).map((p) => `the payment of ${p.amount} for ${p.order} is not there once`),
    ...orders.flatMap(halfStored),
    ...orders.filter((o) => !isSumRight(o)).map((o) => `${o.poNo}: what was paid does not add up`),
  ];
}

/** What is wrong with the numbers and the audit trail: no gap, no line twice. Once nothing is in work any more. */
export async function wrongTrail(connection: Connection, { filed, decided }: Acknowledged): Promise<Sentences> {
  const numbers = filed.map((f) => Number(f.number.slice(3))).sort((a, b) => a - b);
  const gaps = numbers.filter((n, i) => i > 0 && n !== numbers[i - 1]! + 1);
  const lines = await auditModel(connection)
    .find({ action: { $in: ['submit', 'approve', 'reject'] }, refused: { $exists: false } })
    .lean();
  const trail = grouped(lines, (l) => `${l.subject.id} ${l.action}`);
  const wanted = [...filed.map((f) => `${f.order} submit`), ...decided.map((d) => `${d.order} ${d.action}`)];
  return [
    ...gaps.map((n) => `before SO-${n} a number is missing`),
    ...wanted
      .filter((w) => trail.get(w)?.length !== 1)
      .map((w) => `${w} is on the audit trail ${trail.get(w)?.length ?? 0} times`),
  ];
}

/** What is wrong with the notices: each is posted once, and nobody misses one. Once the outbox has settled. */
export async function wrongNotices(connection: Connection, done: Acknowledged): Promise<Sentences> {
  const ids = done.filed.map((f) => f.order);
  const rows = await outboxModel(connection)
    .find({ order: { $in: ids } })
    .lean();
  const posts = await messageModel(connection)
    .find({ key: { $regex: /^post / } }, { key: 1 })
    .lean();
  const posted = grouped(posts, (m) => m.key);
  const notices = rows.filter((r) => r.job === 'notice');
  const kinds = grouped(notices, (r) => `${r.order} ${r.notice}`);
  const payments = await paymentModel(connection).countDocuments({ order: { $in: ids } });
  const missing = [
    ...done.filed
      .filter((f) => (kinds.get(`${f.order} decision`)?.length ?? 0) < 1)
      .map((f) => `${f.po}: nobody was asked`),
    ...done.decided
      .filter((d) => kinds.get(`${d.order} told`)?.length !== 1)
      .map((d) => `${d.order}: the owner was not told once`),
    ...(notices.filter((r) => r.notice === 'paid').length === payments ? [] : ['not every payment has one notice']),
  ];
  return [
    ...missing,
    ...rows.filter((r) => r.state !== 'sent').map((r) => `${r._id} is ${r.state}: ${r.error ?? ''}`),
    ...notices
      .filter((r) => posted.get(`post ${r.conversation} ${r._id}`)?.length !== 1)
      .map((r) => `${r._id} was posted ${posted.get(`post ${r.conversation} ${r._id}`)?.length ?? 0} times`),
  ];
}
