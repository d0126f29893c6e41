import { createHash } from 'node:crypto';

/** A PO number without what people write in different ways: case, spaces, full-width signs. It finds the order, too. */
export const poKey = (po: string): string => po.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

type Lines = readonly { sku: string; quantity: number }[];

/** Products and quantities of some lines as one text, in whatever order they stand. */
export const linesText = (lines: Lines): string =>
  lines
    .map((l) => `${l.sku} ${l.quantity}`)
    .sort()
    .join('\n');

/** A word by which orders of the same lines are found; nobody types it. */
export const linesKey = (lines: Lines): string =>
  `=${createHash('sha256').update(linesText(lines)).digest('base64url').slice(0, 22)}`;
