import type { ExportedList } from '../../audit/export-entry.ts';
import type { Card, Intent } from '../../chat/card.ts';
import { sheetFiles } from '../../files/sheet-files.ts';
import { withoutOthers } from '../../members/ability.ts';
import { type Column, sheetFormats } from '../../spreadsheet/index.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { exportAnswer } from './answer.ts';
import type { Reader } from './columns.ts';

/**
 * A list as files have it: its columns, as far as the reader may read them, and its rows, read by the same query as the
 * list's pages. `what` says more of what was asked for.
 */
export type ListExport<R> = {
  list: ExportedList;
  what?: string;
  columns(reader: Reader): readonly Column<R>[];
  rows(reader: Reader): AsyncIterable<R>;
};

/** Who reads the files: by the own rights alone, as reports are. */
async function readerOf({ desk, person, viewer, locale }: CommandContext): Promise<Reader> {
  const [members, teams, settings] = await Promise.all([desk.members.all(), desk.members.teams(), desk.settings.get()]);
  const names = new Map([...members, ...teams].map(({ _id, name }) => [_id, name]));
  const nameOf = (id: string | undefined) => (id === undefined ? undefined : names.get(id));
  return {
    person: withoutOthers(person),
    locale,
    zone: viewer.member?.timezone ?? settings.timezone,
    currency: settings.currency,
    memberName: nameOf,
    teamName: nameOf,
  };
}

/** All rows of a list as a workbook and a CSV that only who asked may read. Throws `error.export_rows` where there are too many. */
export async function exportList<R>(asked: ListExport<R>, context: CommandContext): Promise<Reply> {
  const { locale, today } = context;
  const reader = await readerOf(context);
  const name = t(locale, `export.list.${asked.list}`);
  const sheet = {
    name,
    columns: asked.columns(reader),
    totalLabel: (currency?: string) =>
      currency ? t(locale, 'export.total_all', { currency }) : t(locale, 'export.total'),
  };
  const stem = `${name.toLowerCase().replace(/\s+/g, '-')}-${today}`;
  const made = await sheetFiles(stem, sheet, asked.rows(reader), sheetFormats);
  const title = asked.what ? `${name} · ${asked.what}` : name;
  return exportAnswer({ id: asked.list, title }, made, context);
}

/** Whether a card has a list with something in it. */
const hasRows = ({ blocks }: Card): boolean =>
  blocks.some(
    (block) =>
      (block.kind === 'list' && block.items.length > 0) ||
      (block.kind === 'checks' && block.choices.length > 0) ||
      (block.kind === 'table' && block.rows.length > 0),
  );

/** The answer with a button below its list that exports all of it; an empty list has none. */
export function exportable(reply: Reply, intent: Intent, { locale }: CommandContext): Reply {
  if (!('card' in reply) || !hasRows(reply.card)) return reply;
  const button = { label: t(locale, 'export.button'), intent };
  const { blocks } = reply.card;
  const at = blocks.findLastIndex(({ kind }) => kind === 'buttons');
  const last = blocks[at];
  const below =
    last?.kind === 'buttons'
      ? blocks.with(at, { ...last, buttons: [...last.buttons, button] })
      : [...blocks, { kind: 'buttons' as const, buttons: [button] }];
  return { ...reply, card: { ...reply.card, blocks: below } };
}
