import type { Choice, FormField } from '../../../src/chat/form.ts';
import { presentValue } from '../../../src/chat/form-state.ts';
import { isBlank, literal, oneLine } from '../../../src/chat/literal.ts';
import { isCalendarDate } from '../../../src/dates.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { type Element, label, paragraphs, plain, quiet } from './element.ts';
import { type FeishuState, partName } from './names.ts';
import { inputTexts, menusOf, type Option, searchText } from './shown.ts';

/** An input by its name. */
export type Input = { name: string; draw(locale: Locale): Element[] };

type Looks = { multiline?: boolean; hint?: string; label?: string; most?: number };

/** An input of one or several lines. Nothing in it is required: a look-up must work before all is filled in. */
export function input(name: string, value: string, looks: Looks = {}): Element {
  const { multiline = false, hint, label: words, most = limits.input } = looks;
  const isMultiline = multiline || value.includes('\n');
  const length = Math.min(limits.input, Math.max(most, value.length));
  return {
    tag: 'input',
    name,
    required: false,
    width: 'fill',
    ...(length < limits.input && { max_length: length }),
    ...(isMultiline && { input_type: 'multiline_text', rows: 3, auto_resize: true, max_rows: 8 }),
    ...(value !== '' && { default_value: value }),
    ...(!isBlank(hint ?? '') && { placeholder: label(hint ?? '', limits.placeholder) }),
    ...(words && { label: label(words, limits.placeholder), label_position: 'top' }),
  };
}

const drawn = ({ key, words }: Option) => ({ text: plain(words, 200), value: key });

/** A select of some options. */
export function select(name: string, options: readonly Option[], value: string | undefined, locale: Locale): Element {
  const present = options.find((o) => o.value === value);
  return {
    tag: 'select_static',
    name,
    required: false,
    width: 'fill',
    placeholder: plain(t(locale, 'chat.choose')),
    ...(present && { initial_option: present.key }),
    options: options.map(drawn),
  };
}

/** A select of several of the options. It is required unless it says otherwise. */
const multiSelect = (name: string, options: readonly Option[], values: readonly string[], locale: Locale): Element => ({
  tag: 'multi_select_static',
  name,
  required: false,
  width: 'fill',
  placeholder: plain(t(locale, 'chat.choose')),
  selected_values: options.filter((o) => values.includes(o.value)).map((o) => o.key),
  options: options.map(drawn),
});

/** The name of a field, and what is hinted. */
export const heading = ({ label: words, required, hint }: FormField): Element[] => [
  ...paragraphs(`${oneLine(words)}${required ? ' *' : ''}`),
  ...quiet(hint ?? ''),
];

/** Texts longer than an input takes stand in several, one below the other. */
function textInputs(field: Extract<FormField, { kind: 'text' | 'number' }>, state: FeishuState): Input[] {
  const texts = inputTexts(field, state);
  const multiline = texts.length > 1 || (field.kind === 'text' && field.multiline === true);
  const most = field.kind === 'text' && texts.length === 1 ? (field.maxLength ?? limits.input) : limits.input;
  return texts.map((text, i) => {
    const name = partName(field.name, i);
    return { name, draw: () => [input(name, text, { multiline, most })] };
  });
}

const dateInput = (name: string, value: string): Input => ({
  name,
  draw: (locale) => [
    ...(isBlank(value) || isCalendarDate(value) ? [] : quiet(t(locale, 'chat.present', { value: literal(value) }))),
    {
      tag: 'date_picker',
      name,
      required: false,
      width: 'fill',
      placeholder: plain(t(locale, 'chat.choose')),
      ...(isCalendarDate(value) && { initial_date: value }),
    },
  ],
});

/** The menus of a choice: of a single one, only that which holds the present one shows it. */
function menuInputs(
  name: string,
  choices: readonly Choice[],
  draw: (name: string, options: Option[], locale: Locale) => Element,
): Input[] {
  return menusOf(choices).map((options, i) => {
    const part = partName(name, i);
    return { name: part, draw: (locale) => [draw(part, options, locale)] };
  });
}

const words = (draw: (locale: Locale) => Element[]): Input[] => [{ name: '', draw }];

/** The inputs of a field, in their order; one without a name is a sentence. */
export function inputsOf(field: FormField, state: FeishuState): Input[] {
  const value = presentValue(field, state);
  const one = typeof value === 'string' ? value : '';
  if ('choices' in field && field.choices.length === 0)
    return words((locale) => quiet(t(locale, 'chat.no_choices', { label: field.label })));
  switch (field.kind) {
    case 'text':
    case 'number':
      return textInputs(field, state);
    case 'date':
      return [dateInput(field.name, one)];
    case 'select':
      return menuInputs(field.name, field.choices, (name, options, locale) => select(name, options, one, locale));
    case 'multi': {
      const all = Array.isArray(value) ? value.map(String) : [];
      return menuInputs(field.name, field.choices, (name, options, locale) => multiSelect(name, options, all, locale));
    }
    case 'search': {
      const { name } = field;
      return [
        { name, draw: (locale) => [input(name, searchText(field, state), { hint: t(locale, 'feishu.search') })] },
      ];
    }
    case 'file':
      return words((locale) => quiet(t(locale, 'feishu.file_by_chat')));
    case 'lines':
      return [];
  }
}
