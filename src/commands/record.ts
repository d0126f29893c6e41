import type { FormField } from '../chat/form.ts';
import type { Finder } from '../entry/find/finder.ts';
import { DeskError } from '../errors.ts';
import type { Person } from '../members/member.ts';
import { type TextKey, t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { chooseCard, isWord } from './parts/choose.ts';
import { nearestText } from './parts/nearest.ts';
import { rowOf } from './parts/values.ts';

const makeWords = ['new', 'create', '新建', '新增'];

/** What differs between the commands that show a record by name and make a new one by form. */
export type RecordKind<T> = Pick<Command, 'name' | 'words' | 'does' | 'usage'> & {
  finder(context: CommandContext): Finder<T>;
  /** The code that buttons carry. */
  codeOf(record: T): string;
  byCode(code: string, context: CommandContext): Promise<T>;
  show(record: T, context: CommandContext): Promise<Reply>;
  notFound: 'error.customer_not_found' | 'error.product_not_found';
  mayMake(person: Person): boolean;
  /** Whom to ask who may not make one. */
  makers: TextKey;
  title: TextKey;
  /** The columns of the form, by the names that files have; those in `required` must be filled in. */
  columns: readonly string[];
  required: readonly string[];
  numbers?: readonly string[];
  make(row: Record<string, string | undefined>, context: CommandContext): Promise<T>;
  example: string;
};

function formOf<T>(kind: RecordKind<T>, { locale, person }: CommandContext, name?: string): Reply {
  if (!kind.mayMake(person))
    throw new DeskError('error.not_allowed', { who: { text: kind.makers } }, { loudness: 'warn' });
  const fields = kind.columns.map(
    (column): FormField => ({
      kind: kind.numbers?.includes(column) ? 'number' : 'text',
      name: column,
      label: t(locale, `field.${column}` as TextKey),
      required: kind.required.includes(column),
      ...(column === 'name' && name ? { value: name } : {}),
    }),
  );
  const intent = { command: kind.name, input: {} };
  return { form: { title: t(locale, kind.title), submit: t(locale, 'form.save'), intent, fields } };
}

async function find<T extends { name: string }>(
  kind: RecordKind<T>,
  text: string,
  context: CommandContext,
): Promise<Reply> {
  const found = await kind.finder(context).find(context.person, text);
  if (found.exact) return kind.show(found.exact, context);
  if (found.several.length === 0) throw new DeskError(kind.notFound, { text, nearest: nearestText(found, context) });
  const entries = found.several.map((record) => {
    const code = kind.codeOf(record);
    return { text: record.name, detail: code, input: { code } };
  });
  return { card: chooseCard(text, kind.name, entries, context) };
}

/** A command that shows a record by its code or name, offers a choice where several match, and makes one by form. */
export function recordCommand<T extends { name: string }>(kind: RecordKind<T>): Command {
  const { name, words, does, usage } = kind;
  return {
    name,
    words,
    does,
    usage,
    may: (person) => person.roles.length > 0,
    async typed(typed, context) {
      const text = typed.trim();
      const [first = '', ...rest] = text.split(/\s+/);
      if (isWord(first, makeWords)) return formOf(kind, context, rest.join(' '));
      if (text !== '') return find(kind, text, context);
      const hint = t(context.locale, 'usage.hint', { example: kind.example });
      throw new DeskError('error.words_missing', { usage: hint });
    },
    async pressed(input, context) {
      if (!input.code) return formOf(kind, context);
      return kind.show(await kind.byCode(String(input.code), context), context);
    },
    async filled(_input, values, context) {
      return kind.show(await kind.make(rowOf(values), context), context);
    },
  };
}
