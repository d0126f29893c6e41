import type { InputBlock, InputBlockElement, KnownBlock, PlainTextInput } from '@slack/types';
import { byNumber, clip } from '../../../src/chat/cut.ts';
import type { FormField } from '../../../src/chat/form.ts';
import type { FormState } from '../../../src/chat/form-state.ts';
import { isBlank, literal } from '../../../src/chat/literal.ts';
import { isCalendarDate } from '../../../src/dates.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { chosen, multiId, optionsOf, presentOption } from './options.ts';
import { label, paragraphs, plain } from './text.ts';

type Of<K extends FormField['kind']> = Extract<FormField, { kind: K }>;

/** An element, and what of the present value it cannot show. */
type Drawn = { element: InputBlockElement; hidden?: string };

/** A text to type. What is longer than Slack takes is shown at its beginning, and that is said. */
export function textInput(
  value: string,
  options: {
    multiline?: boolean;
    most?: number;
    hint?: string;
    /** Slack tells what is typed when Enter is pressed. */
    isAsking?: boolean;
  } = {},
): Drawn {
  const text = literal(value);
  const shown = text.length > limits.input ? clip(text, limits.input) : text;
  const most = Math.min(limits.input, Math.max(options.most ?? limits.input, shown.length));
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: options.multiline === true || text.includes('\n'),
    max_length: most,
    ...(shown === '' ? {} : { initial_value: shown }),
    ...(options.isAsking ? { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } } : {}),
    ...(options.hint ? { placeholder: label(options.hint, limits.placeholder) } : {}),
  };
  return { element, hidden: shown === text ? undefined : text.slice(shown.length - 1) };
}

function date(value: string): Drawn {
  const isReal = isCalendarDate(value);
  return {
    element: { type: 'datepicker', action_id: 'value', ...(isReal ? { initial_date: value } : {}) },
    hidden: isReal || isBlank(value) ? undefined : value,
  };
}

/** Something that the desk searches: a product, a customer, a member. */
export function searchInput(source: string, value: string, words: string | undefined, locale: Locale): Drawn {
  const present = presentOption(value, words);
  return {
    element: {
      type: 'external_select',
      action_id: `search:${source}`,
      min_query_length: 0,
      placeholder: label(t(locale, 'chat.search'), limits.placeholder),
      ...(present ? { initial_option: present } : {}),
    },
    hidden: present || isBlank(value) ? undefined : value,
  };
}

function select({ name, choices }: Of<'select'>, value: string, locale: Locale): Drawn {
  const [initial] = chosen(choices, [value]);
  const placeholder = label(t(locale, 'chat.choose'), limits.placeholder);
  const first = initial ? { initial_option: initial } : {};
  if (choices.length <= limits.options)
    return {
      element: { type: 'static_select', action_id: 'value', placeholder, options: optionsOf(choices), ...first },
    };
  return {
    element: { type: 'external_select', action_id: `choose:${name}`, min_query_length: 0, placeholder, ...first },
  };
}

/** Choices to tick: as boxes where they are few, else as menus of as many as Slack takes. */
function multi({ choices }: Of<'multi'>, values: readonly string[], places: readonly number[], locale: Locale): Drawn {
  const here = places.flatMap((i) => choices[i] ?? []);
  const initial = chosen(
    choices,
    values.filter((value) => here.some((c) => c.value === value)),
  );
  const first = initial.length > 0 ? { initial_options: initial } : {};
  const options = optionsOf(choices, places);
  if (choices.length <= limits.checkboxes)
    return { element: { type: 'checkboxes', action_id: 'value', options, ...first } };
  const placeholder = label(t(locale, 'chat.choose'), limits.placeholder);
  return { element: { type: 'multi_static_select', action_id: 'value', placeholder, options, ...first } };
}

/** File extensions as Slack wants them, without dots; what is not one, a media type say, is left to the desk. */
function file({ accept }: Of<'file'>): Drawn {
  const extensions = accept.map((one) => one.replace(/^\./, '').toLowerCase()).filter((one) => /^[a-z0-9]+$/.test(one));
  const all = extensions.length === accept.length && extensions.length > 0;
  return {
    element: { type: 'file_input', action_id: 'value', max_files: 1, ...(all ? { filetypes: extensions } : {}) },
  };
}

type Single = Exclude<FormField, { kind: 'lines' | 'multi' }>;

function draw(field: Single, value: string, labels: FormState['labels'], locale: Locale): Drawn {
  switch (field.kind) {
    case 'text':
      return textInput(value, { multiline: field.multiline, most: field.maxLength });
    case 'number':
      return textInput(value);
    case 'date':
      return date(value);
    case 'select':
      return select(field, value, locale);
    case 'search': {
      const words = labels?.[field.name] ?? (value === field.value ? field.valueLabel : undefined);
      return searchInput(field.source, value, words, locale);
    }
    case 'file':
      return file(field);
  }
}

/** An input block; what it cannot show of its value stands in its hint. */
export const inputBlock = (
  { element, hidden }: Drawn,
  options: {
    id: string;
    label: string;
    hint?: string;
    optional: boolean /** Slack tells at once what is chosen. */;
    tells?: boolean;
  },
  locale: Locale,
): InputBlock => {
  const hints = [
    options.hint ?? '',
    hidden === undefined ? '' : t(locale, 'chat.present', { value: literal(hidden) }),
  ].filter((text) => !isBlank(text));
  return {
    type: 'input',
    block_id: options.id,
    label: label(options.label, limits.label),
    element,
    optional: options.optional,
    ...(options.tells ? { dispatch_action: true } : {}),
    ...(hints.length > 0 ? { hint: plain(hints.join('\n'), limits.hint) } : {}),
  };
};

/** The blocks of a field to tick: one for each menu. */
function multiBlocks(field: Of<'multi'>, values: readonly string[], locale: Locale): KnownBlock[] {
  const { choices, name, label: words, hint, required } = field;
  const menus = byNumber([...choices.keys()], limits.options);
  return menus.map((places, n) => {
    const part = menus.length === 1 ? words : `${words} (${n + 1}/${menus.length})`;
    const options = { id: multiId(name, n), label: part, hint, optional: !required || menus.length > 1 };
    return inputBlock(multi(field, values, places, locale), options, locale);
  });
}

/** A field of a form as blocks; a choice of nothing is a sentence. */
export function fieldBlocks(
  field: Exclude<FormField, { kind: 'lines' }>,
  value: string | string[] | undefined,
  labels: FormState['labels'],
  locale: Locale,
  tells = false,
): KnownBlock[] {
  if ('choices' in field && field.choices.length === 0)
    return paragraphs([{ text: t(locale, 'chat.no_choices', { label: field.label }) }]);
  if (field.kind === 'multi') return multiBlocks(field, [value ?? []].flat(), locale);
  const drawn = draw(field, [value ?? ''].flat().join('\n'), labels, locale);
  const { label: words, hint, required } = field;
  return [inputBlock(drawn, { id: field.name, label: words, hint, optional: !required, tells }, locale)];
}
