import { expect, test } from '@jest/globals';
import { drawnPart } from '../../support/documents.ts';
import type { Row } from './rows.ts';
import { chapters } from './table.ts';

const code = (text: string): string => `\`\` ${text.replaceAll('|', '\\|').replaceAll('\n', ' ⏎ ')} \`\``;

function shown([, customer, lines, rest = {}]: Row): string {
  const { due, po, terms, notes, unknown = [] } = rest;
  const said = [
    customer && `**${customer.replaceAll('|', ' \\| ')}**`,
    ...lines.map(code),
    due && `due ${due}`,
    po && `PO ${po}`,
    terms && `${terms} days`,
    notes && `notes “${notes}”`,
    ...unknown.map((words) => `not understood: ${code(words)}`),
  ];
  return said.filter(Boolean).join(' · ') || '–';
}

const drawn = chapters
  .map(({ en, zh, rows }) => {
    const table = rows.filter(([text]) => text !== '').map((row) => `| ${code(row[0])} | ${shown(row)} |`);
    return [`### ${en} · ${zh}`, '', '| typed 输入 | shown 显示 |', '| --- | --- |', ...table].join('\n');
  })
  .join('\n\n');

test('docs/entry.md has every line of the table and what the form shows (UPDATE_DOCS=1 draws it anew)', () => {
  expect(drawnPart('docs/entry.md', 'lines', drawn)).toBe(drawn);
});
