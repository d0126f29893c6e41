// A plausible past: what is open and what this month holds is the same at every size, only the history grows.
import { newId } from '../../dist/src/id.js';
import { orderModel } from '../../dist/src/orders/model.js';

/** Open orders of each salesperson, and completed orders of this month, at every size. */
const openEach = 60;
const thisMonth = 200;
const batch = 1000;
const openStates = ['draft', 'pending', 'approved', 'in_production', 'ready', 'shipped'];
const dayMs = 86_400_000;
const dateOf = (at) => new Date(at).toISOString().slice(0, 10);

/** An order like the sample's own, by salesperson and age. */
function orderLike(sample, { n, owner, state, days }) {
  const at = Date.now() - days * dayMs;
  const number = `SO-${String(900_000 - n).padStart(6, '0')}`;
  const isDraft = state === 'draft';
  const { heldFrom, externalNo, requestKey, ...rest } = sample;
  return {
    ...rest,
    _id: newId(),
    draftNo: `D-${1_000_000 + n}`,
    number: isDraft ? undefined : number,
    owner,
    submittedOwner: owner,
    state,
    orderDate: isDraft ? undefined : dateOf(at),
    promisedDate: dateOf(at + 14 * dayMs),
    dueDate: ['shipped', 'completed'].includes(state) ? dateOf(at + 44 * dayMs) : undefined,
    paid: state === 'completed' ? sample.total : 0,
    search: [...sample.search.filter((w) => !/^(so|d)-/.test(w)), number.toLowerCase(), `d-${1_000_000 + n}`],
    createdAt: new Date(at),
    updatedAt: new Date(at),
  };
}

/** What the nth order of the history is: first what is open, then this month, then ever further back. */
function kindOf(n, sellers) {
  const owner = sellers[n % sellers.length];
  const open = openEach * sellers.length;
  if (n < open)
    return { n, owner, state: openStates[Math.floor(n / sellers.length) % openStates.length], days: n % 10 };
  if (n < open + thisMonth) return { n, owner, state: 'completed', days: 0 };
  return { n, owner, state: 'completed', days: 62 + ((n * 7) % 1000) };
}

/** Adds orders until the history has `size` of them; gives the new length. */
export async function growHistory(connection, from, size) {
  const orders = orderModel(connection);
  const sellers = await orders.distinct('owner', { sample: true });
  const samples = await orders.find({ sample: true, state: 'completed' }).limit(50).lean();
  for (let n = from; n < size; n += batch) {
    const kinds = Array.from({ length: Math.min(batch, size - n) }, (_, i) => kindOf(n + i, sellers));
    const made = kinds.map((kind) =>
      orderLike(samples.filter((s) => s.owner === kind.owner)[kind.n % 5] ?? samples[kind.n % samples.length], kind),
    );
    await orders.collection.insertMany(made, { ordered: false, ignoreUndefined: true });
  }
  return Math.max(from, size);
}
