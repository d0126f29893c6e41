// The words of an order's message, for the contenders that draw it without the desk.

const money = (minor) => (minor / 100).toFixed(2);
const minute = (at) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** Title, fields and lines of an order, about as much as the desk shows. */
export function wordsOf({ order, owner }) {
  const { number, customerSnapshot: customer, currency, total, paid, state } = order;
  return {
    title: `${number} · ${customer.name}`,
    fields: [
      ['Customer', `${customer.name} (${customer.code})`],
      ['Total', `${money(total)} ${currency}`],
      ['Paid', `${money(paid)} ${currency}`],
      ['State', state],
      ['Promised', order.promisedDate ?? '—'],
      ['Due', order.dueDate ?? '—'],
      ['Owner', owner],
      ['Terms', `${order.paymentDays} days`],
    ],
    lines: order.lines.map((l) => `${l.sku} ${l.name} × ${l.quantity}`),
    timeline: order.timeline.slice(-8).map((e) => `${minute(e.at)} ${e.action}`),
  };
}
