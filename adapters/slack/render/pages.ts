import type { KnownBlock } from '@slack/types';
import { counted } from '../../../src/chat/cut.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import type { Part } from './blocks.ts';
import { fitsNative, headOf, nativeTable, rowCost, type Table, textTable } from './table.ts';
import { quiet } from './text.ts';

export type Surface = 'message' | 'modal' | 'home';

/** What a page may hold besides what every page has. */
export type Room = { blocks: number; text: number };

type Page = { blocks: KnownBlock[]; left: Room; hasTable: boolean };

/** Fewest rows of a table that are worth beginning it at the foot of a page. */
const worthBeginning = 5;

const textKeys = ['text', 'alt_text'];

function textIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (typeof inner === 'string' ? (textKeys.includes(key) ? counted(inner) : 0) : textIn(inner)),
    0,
  );
}

/** What blocks take of a page. */
export const costOf = (blocks: readonly KnownBlock[]): Room => ({
  blocks: blocks.length,
  text: blocks.reduce((sum, block) => sum + textIn(block) + limits.blockCost, 0),
});

export const minus = (a: Room, b: Room): Room => ({ blocks: a.blocks - b.blocks, text: a.text - b.text });

const rowsNote = (from: number, count: number, all: number, locale: Locale): KnownBlock[] =>
  count === all ? [] : quiet(t(locale, 'chat.rows', { from: from + 1, to: from + count, all }));

/** How many rows fit into a table of this size. */
function rowsFor(table: Table, from: number, text: number): number {
  let left = Math.min(limits.tableText, text) - rowCost(headOf(table));
  let count = 0;
  for (const row of table.rows.slice(from, from + limits.tableRows - 1)) {
    left -= rowCost(row);
    if (left < 0) break;
    count += 1;
  }
  return count;
}

/** Lays parts out on pages, in their order. A part that does not fit begins the next page; a table goes on there. */
export function paginate(parts: readonly Part[], room: Room, surface: Surface, locale: Locale): KnownBlock[][] {
  const empty = (): Page => ({ blocks: [], left: room, hasTable: false });
  const pages: Page[] = [empty()];
  let page = pages[0] as Page;
  const turn = () => {
    page = empty();
    pages.push(page);
  };
  const fits = ({ blocks, text }: Room) => page.left.blocks >= blocks && page.left.text >= text;
  const put = (block: KnownBlock) => {
    const cost = costOf([block]);
    if (page.blocks.length > 0 && !fits(cost)) turn();
    page.blocks.push(block);
    page.left = minus(page.left, cost);
  };
  /** Rows that this page takes of a table, with its note below. */
  const roomFor = (table: Table, from: number): number => {
    const rows = page.left.blocks < 2 ? 0 : rowsFor(table, from, page.left.text - 4 * limits.blockCost);
    return page.blocks.length === 0 ? Math.max(1, rows) : rows;
  };
  const putTable = (table: Table) => {
    for (let from = 0; from < table.rows.length; ) {
      const count = roomFor(table, from);
      const rest = table.rows.length - from;
      if (page.blocks.length > 0 && (page.hasTable || count < Math.min(rest, worthBeginning))) {
        turn();
        continue;
      }
      put(nativeTable(table, table.rows.slice(from, from + count)));
      page.hasTable = true;
      for (const note of rowsNote(from, count, table.rows.length, locale)) put(note);
      from += count;
    }
  };
  const putTogether = (blocks: readonly KnownBlock[]) => {
    if (page.blocks.length > 0 && !fits(costOf(blocks))) turn();
    for (const block of blocks) put(block);
  };
  for (const part of parts) {
    if ('together' in part) putTogether(part.together);
    else if (!('table' in part)) put(part);
    else if (surface === 'message' && !page.hasTable && fitsNative(part.table)) putTable(part.table);
    else for (const block of textTable(part.table, limits.monospaced[surface])) put(block);
  }
  return pages.map((one) => one.blocks);
}
