import { parts } from '../../../src/chat/cut.ts';
import type { Choice, FormField } from '../../../src/chat/form.ts';
import { presentValue } from '../../../src/chat/form-state.ts';
import { isBlank, literal, oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { type Element, label, paragraphs, plain, quiet } from './element.ts';
import { type FeishuState, foundFor, partName, partsOfText, pickName, searchText } from './form-state.ts';

const option = ({ value, label: words, detail }: Choice) => ({
  text: label([oneLine(words), oneLine(detail ?? '')].filter(Boolean).join(' · '), 200),
  value,
});

/** Choices as options; the value of each stands there once. */
const options = (choices: readonly Choice[]) =>
  choices.filter((c, i) => !isBlank(c.value) && choices.findIndex((o) => o.value === c.value) === i).map(option);

/** An input of one or several lines. Nothing in it is required: a look-up must work before all is filled in. */
export const input = (
  name: string,
  value: string,
  { multiline = false, hint, label: words }: { multiline?: boolean; hint?: string; label?: string } = {},
): Element => ({
  tag: 'input',
  name,
  required: false,
  width: 'fill',
  max_length: limits.input,
  ...(multiline ? { input_type: 'multiline_text', rows: 3, auto_resize: true, max_rows: 8 } : { input_type: 'text' }),
  ...(value !== '' && { default_value: literal(value).slice(0, limits.input) }),
  ...(hint && !isBlank(hint) && { placeholder: label(hint, limits.placeholder) }),
  ...(words && { label: label(words, 100), label_position: 'top' }),
});

/** A select of some of the choices. */
export const select = (
  name: string,
  choices: readonly Choice[],
  value: string | undefined,
  locale: Locale,
): Element => ({
  tag: 'select_static',
  name,
  required: false,
  width: 'fill',
  placeholder: plain(t(locale, 'chat.choose')),
  ...(choices.some((c) => c.value === value) && { initial_option: value }),
  options: options(choices),
});

const heading = ({ label: words, required, hint }: FormField): Element[] => [
  ...paragraphs(`${oneLine(words)}${required ? ' *' : ''}`),
  ...quiet(hint ?? ''),
];

/** Texts longer than an input takes stand in several, one below the other. */
function textInputs(field: Extract<FormField, { kind: 'text' | 'number' }>, value: string): Element[] {
  const isMultiline = field.kind === 'text' && field.multiline === true;
  return Array.from({ length: partsOfText(value) }, (_, i) =>
    input(partName(field.name, i), value.slice(i * limits.input, (i + 1) * limits.input), { multiline: isMultiline }),
  );
}

/** The choices of a select: one with very many shows the present one and the first ones. */
function offered(choices: readonly Choice[], value: string | string[] | undefined): readonly Choice[] {
  const present = new Set(Array.isArray(value) ? value : [value]);
  const first = choices.filter((c) => present.has(c.value));
  return [...first, ...choices.filter((c) => !present.has(c.value))].slice(0, Math.max(limits.options, first.length));
}

function inputsOf(field: FormField, state: FeishuState, locale: Locale): Element[] {
  const value = presentValue(field, state);
  const one = typeof value === 'string' ? value : undefined;
  switch (field.kind) {
    case 'text':
    case 'number':
      return textInputs(field, one ?? '');
    case 'date':
      return [
        {
          tag: 'date_picker',
          name: field.name,
          required: false,
          width: 'fill',
          placeholder: plain(t(locale, 'chat.choose')),
          ...(one && /^\d{4}-\d{2}-\d{2}$/.test(one) && { initial_date: one }),
        },
      ];
    case 'select':
      if (field.choices.length === 0) return quiet(t(locale, 'chat.no_choices', { label: field.label }));
      return [select(field.name, offered(field.choices, one), one, locale)];
    case 'multi':
      if (field.choices.length === 0) return quiet(t(locale, 'chat.no_choices', { label: field.label }));
      return [
        {
          tag: 'multi_select_static',
          name: field.name,
          required: false,
          width: 'fill',
          placeholder: plain(t(locale, 'chat.choose')),
          selected_values: Array.isArray(value) ? [...value] : [],
          options: options(offered(field.choices, value)),
        },
      ];
    case 'search': {
      const found = foundFor(state, field.name);
      return [
        input(field.name, searchText(field, state), { hint: t(locale, 'feishu.search') }),
        ...(found.length > 0 ? [select(pickName(field.name), found, undefined, locale)] : []),
      ];
    }
    case 'file':
      return quiet(t(locale, 'feishu.file_by_chat'));
    case 'lines':
      return [];
  }
}

/** What is wrong, in red behind a sign. */
export const wrong = (sentence: string | undefined): Element[] =>
  isBlank(sentence ?? '')
    ? []
    : parts(literal(`🔴 ${sentence}`), limits.text).flatMap((part) => paragraphs(part, { colour: 'red' }));

/** A field of a form: its name, what was wrong with it, and its inputs. */
export const fieldElements = (
  field: FormField,
  error: string | undefined,
  state: FeishuState,
  locale: Locale,
): Element[] => [...heading(field), ...wrong(error), ...inputsOf(field, state, locale)];
