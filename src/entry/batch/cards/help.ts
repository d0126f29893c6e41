import type { Block, Card } from '../../../chat/card.ts';
import { type Locale, type TextKey, t } from '../../../text/index.ts';
import { columnKey } from '../../table/columns.ts';
import { batchColumns } from '../columns.ts';

/** How orders are filed from a table: the ways to send one, and its columns. */
export function helpCard(locale: Locale): Card {
  const other: Locale = locale === 'zh' ? 'en' : 'zh';
  const text = (key: TextKey, style?: 'quiet'): Block => ({ kind: 'text', text: t(locale, key), style });
  const rows = batchColumns.map((column) => {
    const key = columnKey(column);
    const label = `field.${key}` as TextKey;
    return [t(locale, label), t(other, label), t(locale, `batch.column.${key}` as TextKey)];
  });
  const heads = ['batch.help.column', 'batch.help.other', 'batch.help.meaning'] as const;
  return {
    title: t(locale, 'batch.help.title'),
    blocks: [
      text('batch.help.file'),
      text('batch.help.paste'),
      text('batch.help.excel'),
      { kind: 'table', columns: heads.map((key) => ({ label: t(locale, key) })), rows },
      text('batch.help.together', 'quiet'),
    ],
    summary: t(locale, 'batch.help.file'),
  };
}
