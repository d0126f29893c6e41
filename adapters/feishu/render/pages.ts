import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import type { Part } from './blocks.ts';
import { costOf, minus, type Room } from './cost.ts';
import { type Element, quiet } from './element.ts';
import { nativeTable, type Table } from './table.ts';

type Page = { elements: Element[]; left: Room; tables: number };

/** Lays parts out on pages, in their order. A part that does not fit begins the next page; a table goes on there. */
export function paginate(parts: readonly Part[], room: Room, locale: Locale): Element[][] {
  const empty = (): Page => ({ elements: [], left: room, tables: 0 });
  const pages: Page[] = [empty()];
  let page = pages[0] as Page;
  const turn = () => {
    page = empty();
    pages.push(page);
  };
  const fits = ({ bytes, elements }: Room) => page.left.bytes >= bytes && page.left.elements >= elements;
  const put = (element: Element) => {
    const cost = costOf(element);
    if (page.elements.length > 0 && !fits(cost)) turn();
    page.elements.push(element);
    page.left = minus(page.left, cost);
  };
  /** How many rows from there on this page takes. */
  const rowsFor = (table: Table, from: number): number => {
    let left = page.left.bytes - costOf(nativeTable(table, [])).bytes - 200;
    let count = 0;
    for (const one of table.rows.slice(from)) {
      left -= costOf(one).bytes + 8 * one.length;
      if (left < 0) break;
      count += 1;
    }
    return count;
  };
  const putTable = (table: Table) => {
    for (let from = 0; from < table.rows.length; ) {
      const count = rowsFor(table, from);
      if (page.elements.length > 0 && (count === 0 || page.tables === limits.tables)) {
        turn();
        continue;
      }
      const to = from + Math.max(1, count);
      put(nativeTable(table, table.rows.slice(from, to)));
      page.tables += 1;
      const all = table.rows.length;
      if (from > 0 || to < all)
        for (const note of quiet(t(locale, 'chat.rows', { from: from + 1, to: Math.min(to, all), all }))) put(note);
      from = to;
    }
  };
  for (const part of parts) {
    if ('table' in part && !('tag' in part)) putTable((part as { table: Table }).table);
    else put(part as Element);
  }
  return pages.map((one) => one.elements);
}
