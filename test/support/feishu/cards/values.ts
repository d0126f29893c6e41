import { either, type Fields, inWords, oneOf, optional, type Rule, string } from './rule.ts';

/*
 * Values that many elements share. Pages are under open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/.
 */

/** A length of `least` to `most` px, e.g. `120px`. */
export function px(least: number, most: number): Rule {
  return (value, at, report) => {
    const read = typeof value === 'string' ? /^(-?\d+)px$/.exec(value) : null;
    const length = Number(read?.[1]);
    if (!read || length < least || length > most) report(`invalid value: ${inWords(value)}`, at);
  };
}

/** One, two or four lengths; a bare `0` is one (card-json-v2-structure, margin and padding). */
function sides(least: number, most: number): Rule {
  return (value, at, report) => {
    const parts = typeof value === 'string' ? value.split(' ') : [];
    if (![1, 2, 4].includes(parts.length)) return report(`invalid value: ${inWords(value)}`, at);
    for (const part of parts) if (part !== '0') px(least, most)(part, at, report);
  };
}

export const margin = optional(sides(-99, 99));
export const padding = optional(sides(0, 99));
/** containers/form-container, interactive-container, collapsible-panel (header): from −99 too. */
export const loosePadding = optional(sides(-99, 99));
export const spacing = optional(either(oneOf('small', 'medium', 'large', 'extra_large'), px(0, 99)));
export const width = optional(either(oneOf('default', 'fill'), px(100, 10_000)));
export const horizontal = optional(oneOf('left', 'center', 'right'));
export const vertical = optional(oneOf('top', 'center', 'bottom'));
export const radius = optional(string({ form: /^\d+px$|^(\d|[1-9]\d|100)%$/ }));

/** How components stand in a container: card-json-v2-structure (body), and the pages under containers/. */
export const arrangement: Fields = {
  direction: optional(oneOf('vertical', 'horizontal')),
  horizontal_spacing: spacing,
  horizontal_align: horizontal,
  vertical_spacing: spacing,
  vertical_align: vertical,
};

/** card-json-v2-structure, element_id: that it is unique is looked at in whole.ts. */
export const elementId = optional(string({ form: /^[A-Za-z]\w{0,19}$/ }));

/** What every component has. */
export const common: Fields = { element_id: elementId, margin };

const hues = 'blue|wathet|turquoise|green|lime|yellow|sunflower|orange|red|carmine|violet|purple|indigo|grey'.split(
  '|',
);
const shade = '(?:-(?:00|50|100|200|300|350|400|500|600|650|700|800|900|1000))?';
/**
 * enumerations-for-fields-related-to-color: names with a shade, and rgba(). Hexadecimal colours are refused (reported by
 * users); names of config.style.color are accepted here by their form.
 */
export const color: Rule = string({
  form: new RegExp(
    `^(?:default|white|light_grey|bg-white|neutral|(?:${hues.join('|')})${shade}|rgba\\([\\d., ]+\\)|cus-[\\w-]+)$`,
  ),
});

/** content-components/title: colours of suffix tags, and of the header. */
export const tagColor: Rule = oneOf(
  ...['neutral', 'blue', 'turquoise', 'lime', 'orange', 'violet', 'indigo', 'wathet', 'green', 'yellow', 'red'],
  ...['purple', 'carmine'],
);
export const template: Rule = oneOf(
  ...['blue', 'wathet', 'turquoise', 'green', 'yellow', 'orange', 'red', 'carmine', 'violet', 'purple', 'indigo'],
  ...['grey', 'default'],
);

const sizes = [
  ...['heading-0', 'heading-1', 'heading-2', 'heading-3', 'heading-4', 'heading', 'normal', 'notation'],
  ...['xxxx-large', 'xxx-large', 'xx-large', 'x-large', 'large', 'medium', 'small', 'x-small'],
];
export const fixedSize: Rule = oneOf(...sizes);
/** content-components/rich-text: a known size or a name of config.style.text_size (looked at in whole.ts). */
export const textSize = optional(string({ min: 1 }));
export const isKnownSize = (size: string): boolean => sizes.includes(size);

/** An address: content-components/rich-text says HTTP and HTTPS; lark:// stands for none (button, open_url). */
export const url: Rule = string({ form: /^(?:https?:\/\/\S+|lark:\/\/\S+|)$/ });

/** Languages: configure-multi-language-content. */
export const languages = [
  ...['zh_cn', 'en_us', 'ja_jp', 'zh_hk', 'zh_tw', 'id_id', 'vi_vn', 'th_th', 'pt_br', 'es_es', 'ko_kr', 'de_de'],
  ...['fr_fr', 'it_it', 'ru_ru', 'ms_my'],
];
