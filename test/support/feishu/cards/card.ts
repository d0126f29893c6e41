import { element } from './containers.ts';
import {
  flag,
  isObject,
  list,
  object,
  oneOf,
  optional,
  type Problem,
  problemsOf,
  type Rule,
  record,
  string,
  tagged,
} from './rule.ts';
import { icon, multiUrl, plainText, titleText } from './text.ts';
import { arrangement, elementId, fixedSize, languages, padding, tagColor, template } from './values.ts';
import { wholeFits } from './whole.ts';

/*
 * A card of JSON 2.0: …/feishu-cards/card-json-v2-structure and content-components/title.
 */

const each = (rule: Rule): Rule => object(Object.fromEntries(languages.map((l) => [l, optional(rule)])));

const config = object({
  streaming_mode: optional(flag),
  streaming_config: optional(record(() => {})),
  summary: optional(object({ content: optional(string()), i18n_content: optional(each(string())) })),
  locales: optional(list(oneOf(...languages))),
  enable_forward: optional(flag),
  /** card-json-v2-breaking-changes-release-notes: only true. */
  update_multi: optional(oneOf(true)),
  width_mode: optional(oneOf('compact', 'default', 'fill')),
  use_custom_translation: optional(flag),
  enable_forward_interaction: optional(flag),
  style: optional(
    object({
      text_size: optional(
        record(object({ default: optional(fixedSize), pc: optional(fixedSize), mobile: optional(fixedSize) })),
      ),
      color: optional(record(object({ light_mode: string({ min: 1 }), dark_mode: string({ min: 1 }) }))),
    }),
  ),
});

const textTags = list(
  tagged('text_tag', { element_id: elementId, text: optional(plainText()), color: optional(tagColor) }),
  { max: 3 },
);

const header = object({
  title: titleText,
  subtitle: optional(titleText),
  text_tag_list: optional(textTags),
  i18n_text_tag_list: optional(each(textTags)),
  template: optional(template),
  icon: icon(),
  padding,
});

const body = object({ ...arrangement, padding, elements: list(element) });

const cardRule = object(
  {
    schema: oneOf('2.0'),
    config: optional(config),
    card_link: optional(multiUrl),
    header: optional(header),
    body: optional(body),
  },
  (card, _at, report) => wholeFits(card, report),
);

/** What Feishu would say against a card; nothing, if it is valid. Images, people and size are looked at elsewhere. */
export function checkCard(card: unknown): Problem[] {
  if (isObject(card) && card.schema !== '2.0')
    return [{ code: 200621, says: 'the local Feishu takes cards of schema 2.0 only', at: 'ROOT' }];
  return problemsOf(cardRule, card, 'ROOT');
}

/** A problem in words, as Feishu writes them. */
export const sentence = ({ code, says, at }: Problem): string => `ErrCode: ${code}; ErrPath: ${at}; ErrMsg: ${says}; `;
