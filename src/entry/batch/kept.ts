import type { FileRef } from '../../chat/card.ts';
import type { Files } from '../../files/store.ts';
import type { Person } from '../../members/member.ts';
import type { Locale } from '../../text/index.ts';
import { rejectedCsv, rejectedName } from '../import/rejected.ts';
import type { LongCard } from './cards/pages.ts';
import { type Plan, wrongRows } from './plan.ts';
import type { Verdict } from './verdict.ts';

/**
 * A card as it is kept between two clicks, the number of the reader's rights when it was drawn, and what each right order
 * came to then, by its first row, in minor units of the base currency.
 */
export type KeptCard = LongCard & { rights: number; totals?: Readonly<Record<string, number>> };

/** What batch entry keeps as files that only one person may read. */
export function createKept(files: Files) {
  const only = (member: string) => ({ members: [member] });
  return {
    table: (member: string, name: string, bytes: Uint8Array, mime = 'text/csv'): Promise<FileRef> =>
      files.save({ name, mime, bytes, access: only(member) }),
    /** The rows to correct, with their reasons; undefined where there are none. */
    async rejected(
      plan: Plan,
      verdicts: readonly Verdict[],
      { member, locale }: { member: string; locale: Locale },
    ): Promise<FileRef | undefined> {
      const rows = wrongRows(verdicts);
      if (rows.length === 0) return undefined;
      const name = rejectedName(plan.name);
      const bytes = Buffer.from(rejectedCsv(plan.file, rows, locale));
      return files.save({ name, mime: 'text/csv', bytes, access: only(member) });
    },
    async card(member: string, card: KeptCard): Promise<string> {
      const bytes = Buffer.from(JSON.stringify(card));
      return (await files.save({ name: 'card.json', mime: 'application/json', bytes, access: only(member) })).id;
    },
    async cardOf(id: string, person: Person): Promise<KeptCard> {
      const { bytes } = await files.read(id, person);
      return JSON.parse(Buffer.from(bytes).toString()) as KeptCard;
    },
  };
}
export type Kept = ReturnType<typeof createKept>;
