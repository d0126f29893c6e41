import { formIn, orderIn, type Person, signIn, untouched } from './person.ts';

/** What people were told is done. */
export type Filed = { po: string; order: string; number: string; seller: string };
export type Decided = { order: string; action: 'approve' | 'reject'; by: string };
export type Paid = { order: string; amount: number; reference?: string };
export type Acknowledged = { filed: Filed[]; decided: Decided[]; paid: Paid[] };

/** Orders, decisions and payments that pour in through HTTP. */
export type Trade = {
  acknowledged: Acknowledged;
  count(): number;
  /** Ends when all that was begun is answered. */
  close(): Promise<void>;
};

/** Who sells in which team, and who decides there. */
const teams = [
  { manager: 'bo', sellers: ['anna', 'leo'] },
  { manager: 'grace', sellers: ['emma'] },
];
/** Major units of an order: one manager decides. */
const worth = 20_000;

/** Orders of different quantities of the dearer product; of how many of the cheaper one comes on top. */
const varied = 20;

/**
 * What a seller may order for whom, found as a person would, in quantities that make a medium order; the n-th order has lines
 * that no other one has, so that none may be there already.
 */
async function assortment(seller: Person): Promise<(n: number) => string> {
  const customer = (await seller.choices('customer', ''))[0]?.value;
  const priced = (await seller.choices('product', ''))
    .map(({ value, detail }) => ({ value, price: Number(/([\d.,]+)$/.exec(detail ?? '')?.[1]?.replaceAll(',', '')) }))
    .filter(({ price }) => price > 0);
  const [product] = priced;
  const cheap = priced.slice(1).toSorted((a, b) => a.price - b.price)[0];
  if (!customer || !product || !cheap) throw new Error(`${seller.name} has nothing to sell`);
  const usual = Math.ceil(worth / product.price);
  return (n) => `${customer} ${product.value}x${usual + (n % varied)} ${cheap.value}x${1 + Math.floor(n / varied)}`;
}

/** Opens the doors: every person works without pause until the trade is closed. */
export async function startTrade(where: () => string): Promise<Trade> {
  const acknowledged: Acknowledged = { filed: [], decided: [], paid: [] };
  const { filed, decided, paid } = acknowledged;
  const unpaid: { order: string; number: string }[] = [];
  let open = true;
  let drawn = 0;

  async function sell(seller: Person, words: (n: number) => string, undecided: Filed[]): Promise<void> {
    drawn += 1;
    const po = `K-${drawn}`;
    const form = formIn(await seller.say(`/order new ${words(drawn)} po ${po}`));
    const { id, number } = orderIn(await seller.submit(form, untouched(form)));
    const one = { po, order: id, number, seller: seller.name };
    filed.push(one);
    undecided.push(one);
  }

  async function decide(manager: Person, undecided: Filed[]): Promise<void> {
    const one = undecided.shift();
    if (!one) return rest();
    const action = decided.length % 4 === 3 ? 'reject' : 'approve';
    const why = action === 'reject' ? ' the margin is too thin' : '';
    orderIn(await manager.say(`/order ${action} ${one.number}${why}`));
    decided.push({ order: one.order, action, by: manager.name });
    if (action === 'approve') unpaid.push(one);
  }

  async function collect(clerk: Person): Promise<void> {
    const one = unpaid.shift();
    if (!one) return rest();
    drawn += 1;
    const amount = 1000 + drawn;
    const reference = drawn % 2 === 0 ? `BANK-${drawn}` : undefined;
    const words = `${(amount / 100).toFixed(2)}${reference ? ` ref ${reference}` : ''}`;
    orderIn(await clerk.say(`/order pay ${one.number} ${words}`));
    paid.push({ order: one.order, amount, reference });
  }

  const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 10));
  let failure: unknown;
  const work = async (once: () => Promise<void>) => {
    while (open && !failure)
      await once().catch((error) => {
        failure = error;
      });
  };

  const busy: Promise<void>[] = [];
  for (const team of teams) {
    const undecided: Filed[] = [];
    for (const name of team.sellers) {
      const seller = await signIn(where, name);
      const words = await assortment(seller);
      busy.push(work(() => sell(seller, words, undecided)));
    }
    const manager = await signIn(where, team.manager);
    busy.push(work(() => decide(manager, undecided)));
  }
  const clerk = await signIn(where, 'fiona');
  busy.push(work(() => collect(clerk)));

  return {
    acknowledged,
    count() {
      if (failure) throw failure;
      return filed.length + decided.length + paid.length;
    },
    async close() {
      open = false;
      await Promise.all(busy);
      if (failure) throw failure;
    },
  };
}
