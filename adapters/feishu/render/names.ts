import type { Choice, FormField, LineValue } from '../../../src/chat/form.ts';
import type { CellName, FormState } from '../../../src/chat/form-state.ts';

/** What the desk keeps of a form that a card shows: what was typed, and what a search found for it. */
export type FeishuState = FormState & {
  /** Choices that a search found for what was typed, by field name or by line. */
  found?: Readonly<Record<string, readonly Choice[]>>;
};

export type SearchField = Extract<FormField, { kind: 'search' }>;

/** The name of the input of a line's cell. */
export const cellName = (line: number, cell: CellName | 'pick', version = 0): string =>
  `line~${line}~${cell}~${version}`;

/** The name of the select that offers what a search found. */
export const pickName = (field: string): string => `${field}~pick`;

/** A long text has several inputs, and a long choice several menus. */
export const partName = (field: string, part: number): string => (part === 0 ? field : `${field}~${part + 1}`);

/** The key of what was found for a line; once lines have other numbers, it is another. */
export const foundOfLine = (line: number, version = 0): string => `line ${line} ${version}`;

/** What was found for a field, or for a line; a line that was typed in one text brings what it can mean. */
export const foundFor = (
  { found, version, lines }: FeishuState,
  name: string | number,
  first: readonly LineValue[] = [],
): readonly Choice[] => {
  if (typeof name !== 'number') return found?.[name] ?? [];
  return found?.[foundOfLine(name, version)] ?? (lines ?? first)[name]?.choices ?? [];
};
