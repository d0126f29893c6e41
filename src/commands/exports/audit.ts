import type { AuditEntry } from '../../audit/entry.ts';
import type { AuditReader } from '../../audit/reader.ts';
import { refusalWords } from '../../audit/refusal.ts';
import { actionWords, changeWords, fromWords, subjectWords, whoWords } from '../../audit/words.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor, type Reader } from './columns.ts';
import type { ListExport } from './list.ts';

/** Lines whose subjects are looked up at once. */
const atOnce = 200;

type Row = { entry: AuditEntry; reader: AuditReader };

/** Lines with the names of what they are about. */
async function* named(
  entries: AsyncIterable<AuditEntry>,
  { locale }: Reader,
  known: Omit<AuditReader, 'locale' | 'subjects'>,
  { desk }: CommandContext,
): AsyncGenerator<Row> {
  let some: AuditEntry[] = [];
  const told = async (): Promise<Row[]> => {
    const reader = { ...known, locale, subjects: await desk.audit.subjects(some) };
    return some.map((entry) => ({ entry, reader }));
  };
  for await (const entry of entries) {
    some.push(entry);
    if (some.length < atOnce) continue;
    yield* await told();
    some = [];
  }
  yield* await told();
}

/** The whole audit trail, newest first, in the words that it has in chat. */
export const auditExport = (
  known: Omit<AuditReader, 'locale' | 'subjects'>,
  context: CommandContext,
): ListExport<Row> => ({
  list: 'audit',
  columns(reader) {
    const { text, minute } = columnsFor<Row>(reader);
    const why = ({ refused }: AuditEntry) => refused && refusalWords(reader.locale, refused);
    return [
      minute('export.at', ({ entry }) => entry.at),
      text('export.by', ({ entry, reader: to }) => whoWords(entry, to)),
      text('label.what', ({ entry }) => actionWords(reader.locale, entry)),
      text('export.about', ({ entry, reader: to }) => subjectWords(entry, to)),
      text('export.change', ({ entry, reader: to }) =>
        entry.refused ? undefined : changeWords(entry, to).join(' · '),
      ),
      text('export.refused', ({ entry }) => why(entry)),
      text('export.from', ({ entry }) => fromWords(reader.locale, entry)),
    ];
  },
  rows: (reader) => named(context.desk.audit.each(reader.person), reader, known, context),
});
