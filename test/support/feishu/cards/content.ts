import { chart } from './chart.ts';
import { type Fields, flag, integer, list, object, oneOf, optional, type Rule, string, tagged } from './rule.ts';
import { table } from './table.ts';
import { icon, plainText, styledText } from './text.ts';
import { common, horizontal, px, radius, textSize } from './values.ts';

/*
 * Components that show something. Each page is under …/feishu-cards/card-json-v2-components/content-components/.
 */

/** content-components/plain-text. `fields` is in an example of the page, not in its table. */
const div = tagged('div', {
  ...common,
  text: optional(styledText),
  icon: icon(),
  width: optional((value, at, report) => {
    if (value !== 'fill' && value !== 'auto') px(16, 999)(value, at, report);
  }),
  fields: optional(list(object({ is_short: optional(flag), text: styledText }))),
});

/** content-components/rich-text. */
const markdown = tagged('markdown', {
  ...common,
  content: string(),
  text_align: horizontal,
  text_size: textSize,
  icon: icon(),
});

/** content-components/image: img_key and alt are required; 2.0 has no stretch_without_padding. */
const img = tagged('img', {
  ...common,
  img_key: string({ min: 1 }),
  alt: plainText(),
  title: optional(plainText()),
  corner_radius: radius,
  scale_type: optional(oneOf('crop_center', 'crop_top', 'fit_horizontal')),
  size: optional(string({ form: /^(?:large|medium|small|tiny|stretch|\d{1,4}px \d{1,4}px)$/ })),
  transparent: optional(flag),
  preview: optional(flag),
  mode: optional(oneOf('crop_center', 'fit_horizontal', 'stretch', 'large', 'medium', 'small', 'tiny')),
  custom_width: optional(integer(278, 580)),
  compact_width: optional(flag),
});

/** content-components/multi-image-layout. */
const imgCombination = tagged('img_combination', {
  ...common,
  combination_mode: oneOf('double', 'triple', 'bisect', 'trisect'),
  combination_transparent: optional(flag),
  corner_radius: radius,
  img_list: list(object({ img_key: string({ min: 1 }) }), { min: 1, max: 9 }),
});

const faces: Fields = {
  size: optional(oneOf('extra_small', 'small', 'medium', 'large')),
  show_avatar: optional(flag),
  show_name: optional(flag),
};

/** content-components/user-profile. */
const person = tagged('person', {
  ...common,
  ...faces,
  user_id: string({ min: 1 }),
  style: optional(oneOf('normal', 'capsule')),
});

/** content-components/user-list. */
const personList = tagged('person_list', {
  ...common,
  ...faces,
  drop_invalid_user_id: optional(flag),
  lines: optional(integer(1, 1000)),
  persons: list(object({ id: string({ min: 1 }) })),
  icon: icon(),
});

/** content-components/divider. */
const hr = tagged('hr', common);

export const contentElements: Readonly<Record<string, Rule>> = {
  div,
  markdown,
  img,
  img_combination: imgCombination,
  person,
  person_list: personList,
  hr,
  chart,
  table,
};
