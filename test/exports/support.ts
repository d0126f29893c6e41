import { parse } from 'csv-parse/sync';
import type { SealedCard } from '../../src/chat/card.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { cellsIn } from '../spreadsheet/support.ts';
import type { TestDesk } from '../support/desk.ts';
import { cardOf, talkAs } from '../support/talk.ts';

/** What somebody was handed: the rows of both files by the names of their columns, and the sums below the workbook's. */
export type Taken = {
  card: SealedCard;
  head: string[];
  rows: Record<string, unknown>[];
  sums: Record<string, unknown>[];
  csv: Record<string, string>[];
};

/** The files of a card, as the one who asked reads them. */
export async function takenFrom(desk: TestDesk, who: Member, card: SealedCard): Promise<Taken> {
  const files = card.blocks.flatMap((block) => (block.kind === 'file' ? [block.file] : []));
  const [xlsx, csv] = await Promise.all(files.map(({ id }) => desk.desk.files.read(id, personOf(who))));
  if (!xlsx || !csv) throw new Error(`two files were expected: ${JSON.stringify(card)}`);
  const [head = [], ...cells] = (await cellsIn(xlsx.bytes)) as [string[], ...unknown[][]];
  const named = cells.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
  const end = cells.findIndex((row) => row.every((cell) => cell === null));
  return {
    card,
    head,
    rows: end < 0 ? named : named.slice(0, end),
    sums: end < 0 ? [] : named.slice(end + 1),
    csv: parse(Buffer.from(csv.bytes), { bom: true, columns: true }),
  };
}

/** What somebody is handed for some words. */
export const exported = async (desk: TestDesk, who: Member, words: string): Promise<Taken> =>
  takenFrom(desk, who, cardOf(await talkAs(desk, who).say(words)));
