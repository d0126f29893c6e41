import type { InputBlock, InputBlockElement, KnownBlock, PlainTextInput } from '@slack/types';
import type { FormField } from '../../../src/chat/form.ts';
import { isCalendarDate } from '../../../src/dates.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { clip, limits } from '../limits.ts';
import { chosen, optionsOf, presentOption } from './options.ts';
import type { FormState } from './state.ts';
import { isBlank, label, literal, paragraphs, plain } from './text.ts';

type Of<K extends FormField['kind']> = Extract<FormField, { kind: K }>;

/** An element, and what of the present value it cannot show. */
type Drawn = { element: InputBlockElement; hidden?: string };

/** A text to type. What is longer than Slack takes is shown at its beginning, and that is said. */
export function textInput(value: string, options: { multiline?: boolean; most?: number; hint?: string } = {}): Drawn {
  const text = literal(value);
  const shown = text.length > limits.input ? clip(text, limits.input) : text;
  const most = Math.min(limits.input, Math.max(options.most ?? limits.input, shown.length));
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: options.multiline === true || text.includes('\n'),
    max_length: most,
    ...(shown === '' ? {} : { initial_value: shown }),
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
      placeholder: label(t(locale, 'slack.search'), limits.placeholder),
      ...(present ? { initial_option: present } : {}),
    },
    hidden: present || isBlank(value) ? undefined : value,
  };
}

function select({ name, choices }: Of<'select'>, value: string, locale: Locale): Drawn {
  const [initial] = chosen(choices, [value]);
  const placeholder = label(t(locale, 'slack.choose'), limits.placeholder);
  const first = initial ? { initial_option: initial } : {};
  if (choices.length <= limits.options)
    return {
      element: { type: 'static_select', action_id: 'value', placeholder, options: optionsOf(choices), ...first },
    };
  return {
    element: { type: 'external_select', action_id: `choose:${name}`, min_query_length: 0, placeholder, ...first },
  };
}

function multi({ name, choices }: Of<'multi'>, values: readonly string[], locale: Locale): Drawn {
  const initial = chosen(choices, values);
  const first = initial.length > 0 ? { initial_options: initial } : {};
  const placeholder = label(t(locale, 'slack.choose'), limits.placeholder);
  if (choices.length <= limits.checkboxes)
    return { element: { type: 'checkboxes', action_id: 'value', options: optionsOf(choices), ...first } };
  if (choices.length <= limits.options)
    return {
      element: { type: 'multi_static_select', action_id: 'value', placeholder, options: optionsOf(choices), ...first },
    };
  return {
    element: { type: 'multi_external_select', action_id: `choose:${name}`, min_query_length: 0, placeholder, ...first },
  };
}

/** File extensions as Slack wants them, without dots; what is not one, a media type say, is left to the desk. */
function file({ accept }: Of<'file'>): Drawn {
  const extensions = accept.map((one) => one.replace(/^\./, '').toLowerCase()).filter((one) => /^[a-z0-9]+$/.test(one));
  const all = extensions.length === accept.length && extensions.length > 0;
  return {
    element: { type: 'file_input', action_id: 'value', max_files: 1, ...(all ? { filetypes: extensions } : {}) },
  };
}

function draw(field: FormField, value: string | string[], labels: FormState['labels'], locale: Locale): Drawn {
  const text = typeof value === 'string' ? value : value.join('\n');
  switch (field.kind) {
    case 'text':
      return textInput(text, { multiline: field.multiline, most: field.maxLength });
    case 'number':
      return textInput(text);
    case 'date':
      return date(text);
    case 'select':
      return select(field, text, locale);
    case 'search': {
      const words = labels?.[field.name] ?? (text === field.value ? field.valueLabel : undefined);
      return searchInput(field.source, text, words, locale);
    }
    case 'multi':
      return multi(field, typeof value === 'string' ? [value] : value, locale);
    case 'file':
      return file(field);
    case 'lines':
      throw new Error('lines are drawn as many blocks');
  }
}

/** An input block; what it cannot show of its value stands in its hint. */
export const inputBlock = (
  { element, hidden }: Drawn,
  options: { id: string; label: string; hint?: string; optional: boolean },
  locale: Locale,
): InputBlock => {
  const hints = [
    options.hint ?? '',
    hidden === undefined ? '' : t(locale, 'slack.present', { value: literal(hidden) }),
  ].filter((text) => !isBlank(text));
  return {
    type: 'input',
    block_id: options.id,
    label: label(options.label, limits.label),
    element,
    optional: options.optional,
    ...(hints.length > 0 ? { hint: plain(hints.join('\n'), limits.hint) } : {}),
  };
};

/** A field of a form as blocks; a choice of nothing is a sentence. */
export function fieldBlock(
  field: Exclude<FormField, { kind: 'lines' }>,
  value: string | string[] | undefined,
  labels: FormState['labels'],
  locale: Locale,
): KnownBlock[] {
  if ('choices' in field && field.choices.length === 0)
    return paragraphs([{ text: t(locale, 'slack.no_choices', { label: field.label }) }]);
  const drawn = draw(field, value ?? '', labels, locale);
  const { label: words, hint, required } = field;
  return [inputBlock(drawn, { id: field.name, label: words, hint, optional: !required }, locale)];
}
