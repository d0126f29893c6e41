import { type Exported, exportEntry } from '../../audit/export-entry.ts';
import type { Block } from '../../chat/card.ts';
import { onlyFor } from '../../files/file.ts';
import type { MadeSheet } from '../../files/sheet-files.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';

/** Keeps the files of an export for who asked alone, writes on the trail who took how many rows of what, and hands them over. */
export async function exportAnswer(
  { id, title }: Exported,
  made: MadeSheet,
  { desk, actor, person, locale }: CommandContext,
): Promise<Reply> {
  const name = t(locale, 'card.export.title');
  const quiet = (text: string): Block => ({ kind: 'text', text, style: 'quiet' });
  const ownRights = person.standsInFor?.length ? [quiet(t(locale, 'export.own_rights'))] : [];
  if (made.rows === 0) {
    const nothing = t(locale, 'export.nothing', { list: title });
    return { card: { title: name, blocks: [{ kind: 'text', text: nothing }, ...ownRights], summary: nothing } };
  }
  const files: Block[] = [];
  for (const file of made.files) {
    const kept = await desk.files.save({ ...file, access: onlyFor(person) });
    files.push({ kind: 'file', file: kept, label: file.name });
  }
  await desk.audit.record(exportEntry(actor, { id, title }, made.rows));
  const said = t(locale, made.rows === 1 ? 'export.done.one' : 'export.done', { list: title, rows: made.rows });
  const left = made.left.length > 0 ? [quiet(t(locale, 'export.left', { names: made.left.join(', ') }))] : [];
  return {
    card: {
      title: name,
      blocks: [{ kind: 'text', text: said }, ...files, ...left, ...ownRights],
      summary: `${name}: ${made.files.map((file) => file.name).join(', ')}`,
    },
  };
}
