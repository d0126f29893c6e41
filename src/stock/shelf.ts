import type { ClientSession, Connection } from 'mongoose';
import { addOutboxRows } from '../chat/outbox-row.ts';
import { native } from '../database/native.ts';
import { parted } from '../database/parted.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import type { Shelf } from './held.ts';

/** A shelf with what is noted on it. */
export type MarkedShelf = Shelf & Pick<Product, 'reorderPoint' | 'counted' | 'lowSince' | 'restockedAt'>;

/** By how much a product moves, in thousandths. */
export type ShelfMove = { product: string; onHand?: number; reserved?: number; waiting?: number };

/** One move of each product: what all of them come to. */
export function summed(moves: readonly ShelfMove[]): Required<ShelfMove>[] {
  const sums = new Map<string, Required<ShelfMove>>();
  for (const { product, onHand = 0, reserved = 0, waiting = 0 } of moves) {
    const there = sums.get(product) ?? { product, onHand: 0, reserved: 0, waiting: 0 };
    there.onHand += onHand;
    there.reserved += reserved;
    there.waiting += waiting;
    sums.set(product, there);
  }
  return [...sums.values()];
}

/** A shelf after a move. */
export const shelfAfter = (shelf: Shelf, { onHand = 0, reserved = 0, waiting = 0 }: ShelfMove) => ({
  onHand: shelf.onHand + onHand,
  reserved: shelf.reserved + reserved,
  waiting: (shelf.waiting ?? 0) + waiting,
});

/** What can be promised to a new order, in thousandths. */
export const availableOf = ({ onHand, reserved }: Pick<Shelf, 'onHand' | 'reserved'>): number => onHand - reserved;

/**
 * What a new order could have of a product now, in thousandths: what is neither promised nor waited for; undefined where no
 * stock of it is kept.
 */
export const freeOf = ({ counted, waiting = 0, ...shelf }: Shelf & Pick<Product, 'counted'>): number | undefined =>
  counted ? Math.max(0, availableOf(shelf) - waiting) : undefined;

/** Whether a product that stock is kept of is below its reorder point, or more of it is promised than there is. */
export const isLow = ({ counted, reorderPoint = 0, ...shelf }: MarkedShelf): boolean =>
  counted === true && availableOf(shelf) < reorderPoint;

/** How much more orders hold of a product that stock is kept of than there is, in thousandths. */
export const overheld = (shelf: Pick<MarkedShelf, 'onHand' | 'reserved' | 'counted'>): number =>
  shelf.counted ? Math.min(shelf.reserved, Math.max(0, -availableOf(shelf))) : 0;

/** What is noted on a shelf as it is now: since when it is low, and since when its queue has to be looked at. */
export function marksOf(shelf: MarkedShelf, now: Date): Pick<Product, 'lowSince' | 'restockedAt'> {
  const isForWaiting = (shelf.waiting ?? 0) > 0 && availableOf(shelf) > 0;
  const isToBeLookedAt = isForWaiting || overheld(shelf) > 0;
  return {
    lowSince: isLow(shelf) ? (shelf.lowSince ?? now) : undefined,
    restockedAt: isToBeLookedAt ? (shelf.restockedAt ?? now) : undefined,
  };
}

/** What is noted on the shelf of a new product that was counted: what is low from the start did not fall. */
export const noted = (shelf: MarkedShelf, now: Date) => {
  const { lowSince } = marksOf({ ...shelf, counted: true }, now);
  return { counted: true, ...(lowSince && { lowSince }) };
};

const projection = {
  ...{ onHand: 1, reserved: 1, waiting: 1 },
  ...{ reorderPoint: 1, counted: 1, lowSince: 1, restockedAt: 1 },
} as const;

/** What is there of some products, read in the transaction where there is one; a product that is gone has no shelf. */
export async function shelvesOf(
  connection: Connection,
  products: readonly string[],
  session?: ClientSession,
): Promise<Map<string, MarkedShelf>> {
  if (products.length === 0) return new Map();
  const found = await native(productModel(connection))
    .find({ _id: { $in: [...products] } }, { projection, session })
    .toArray();
  return new Map(
    found.map(({ _id, onHand = 0, reserved = 0, ...more }) => [String(_id), { ...more, onHand, reserved }]),
  );
}

/** Operations hear once of each fall; who they are is looked up when it is told. */
const lowRow = (product: string, since: Date) => ({
  _id: `low:${product}:${since.getTime()}`,
  job: 'low' as const,
  data: { product, since: since.getTime() },
});

/** Whether a mark begins, ends or stays. */
const isOther = (a: Date | undefined, b: Date | undefined): boolean => a?.getTime() !== b?.getTime();

/**
 * Moves shelves that were read in this transaction, by product id, so that two transactions meet in the same order: the
 * one way in which anything changes what is on hand, reserved or waited for. What falls below its reorder point is told to
 * operations, and what came free while orders wait is marked for them, with it.
 */
export async function moveShelves(
  connection: Connection,
  moves: readonly ShelfMove[],
  shelves: ReadonlyMap<string, MarkedShelf>,
  now: Date,
  session: ClientSession,
  { counts = false } = {},
): Promise<void> {
  const fallen: ReturnType<typeof lowRow>[] = [];
  const changes = summed(moves)
    .toSorted((a, b) => (a.product < b.product ? -1 : 1))
    .flatMap((move) => {
      const { product, onHand, reserved, waiting } = move;
      const shelf = shelves.get(product);
      if (!shelf) return [];
      const after = { ...shelf, ...shelfAfter(shelf, move), counted: shelf.counted || counts || undefined };
      const marks = marksOf(after, now);
      // What is low when it is first counted did not fall.
      if (marks.lowSince && !shelf.lowSince && shelf.counted) fallen.push(lowRow(product, marks.lowSince));
      const changed = {
        ...(isOther(marks.lowSince, shelf.lowSince) && { lowSince: marks.lowSince }),
        ...(isOther(marks.restockedAt, shelf.restockedAt) && { restockedAt: marks.restockedAt }),
        ...(after.counted && !shelf.counted && { counted: true }),
      };
      if (!onHand && !reserved && !waiting && Object.keys(changed).length === 0) return [];
      const { set, unset } = parted(changed);
      const update = {
        $inc: { onHand, reserved, waiting },
        ...(Object.keys(set).length > 0 && { $set: set }),
        ...(Object.keys(unset).length > 0 && { $unset: unset }),
      };
      return [{ updateOne: { filter: { _id: product }, update } }];
    });
  if (changes.length === 0) return;
  await native(productModel(connection)).bulkWrite(changes as never[], { session });
  await addOutboxRows(connection, fallen, now, session);
}

/** Notes on shelves what follows from what is stored of them: after a change of a product by hand or from a file. */
export async function markShelves(
  connection: Connection,
  products: readonly string[],
  now: Date,
  session: ClientSession,
  options: { counts?: boolean } = {},
): Promise<void> {
  const shelves = await shelvesOf(connection, products, session);
  await moveShelves(
    connection,
    [...shelves.keys()].map((product) => ({ product })),
    shelves,
    now,
    session,
    options,
  );
}
