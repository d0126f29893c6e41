import {
  type Fields,
  integer,
  type Json,
  list,
  object,
  oneOf,
  optional,
  type Report,
  type Rule,
  string,
  tagged,
} from './rule.ts';
import { color, horizontal, languages, textSize, url } from './values.ts';

const inLanguages = (rule: Rule): Rule =>
  optional(object(Object.fromEntries(languages.map((l) => [l, optional(rule)]))));

const content = (max?: number): Fields => ({
  content: string({ max }),
  /** configure-multi-language-content. */
  i18n_content: inLanguages(string({ max })),
});

/** A text without markup: the `plain_text` of every page. */
export const plainText = (max?: number): Rule => tagged('plain_text', content(max));

/** content-components/title: title and subtitle. */
export const titleText: Rule = object({ tag: oneOf('plain_text', 'lark_md'), ...content() });

/** containers/collapsible-panel: its title; the page says plain_text or markdown. */
export const panelTitle: Rule = object({
  tag: oneOf('plain_text', 'markdown', 'lark_md'),
  ...content(),
  text_size: textSize,
  text_color: optional(color),
});

/** content-components/plain-text (div) and interactive-components/checker: a text with its looks. */
export const styledText: Rule = object({
  tag: oneOf('plain_text', 'lark_md'),
  ...content(),
  text_size: textSize,
  text_color: optional(color),
  text_align: horizontal,
  lines: optional(integer(1, 10_000)),
});

/** content-components/title: prefix icon; the same on every page. `size` is the panel's. */
export const icon = (more: Fields = {}): Rule =>
  optional(
    object(
      {
        tag: oneOf('standard_icon', 'custom_icon'),
        token: optional(string({ min: 1 })),
        color: optional(color),
        img_key: optional(string({ min: 1 })),
        ...more,
      },
      (value: Json, at: string, report: Report) => {
        if (value.tag === 'custom_icon' && !value.img_key) report('a custom_icon needs an img_key', at);
        if (value.tag === 'standard_icon' && !value.token) report('a standard_icon needs a token', at);
      },
    ),
  );

/** interactive-components/button: both parts; without a title old clients do nothing. */
export const confirm = optional(object({ title: plainText(), text: plainText() }));
export const tips = optional(plainText());
/** interactive-components/input, select, date-picker: 100 characters. */
export const placeholder = optional(plainText(100));

const addresses: Fields = { pc_url: optional(url), ios_url: optional(url), android_url: optional(url) };
/** containers/column-set: the address of a click. */
export const multiUrl = object({ url: optional(url), ...addresses });

/** configuring-card-interactions: what a click does. */
const behavior: Rule = (value, at, report) => {
  const rules: Record<string, Rule> = {
    callback: object({ type: oneOf('callback'), value: callbackValue }),
    open_url: object({ type: oneOf('open_url'), default_url: url, ...addresses }),
  };
  const type = (value as Json | null)?.type;
  const rule = typeof type === 'string' ? rules[type] : undefined;
  if (rule) rule(value, at, report);
  else report('invalid behavior: the type is callback or open_url', at);
};

/** card-callback-communication, action.value: an object or a text. */
export const callbackValue: Rule = (value, at, report) => {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null || Array.isArray(value)))
    report('the value of a callback is an object or a string', at);
};

export const behaviors = list(behavior, { min: 1 });
