import { byType, flag, integer, list, object, oneOf, optional, type Rule, string, typed } from './rule.ts';
import { blockId, url } from './text.ts';

/*
 * docs.slack.dev/reference/block-kit/blocks/rich-text-block: the four sub-elements and what they hold. An empty list of
 * elements is taken (reported by users of Block Kit Builder); an empty list of list items is not.
 */

const style = optional(
  object({
    bold: optional(flag),
    italic: optional(flag),
    strike: optional(flag),
    underline: optional(flag),
    code: optional(flag),
  }),
);
const id = string({ min: 1 });

const text = typed('text', { text: string({ min: 1 }), style });
const link = typed('link', { url, text: optional(string({ min: 1 })), unsafe: optional(flag), style });

const inline = byType({
  text,
  link,
  user: typed('user', { user_id: id, style }),
  usergroup: typed('usergroup', { usergroup_id: id, style }),
  team: typed('team', { team_id: id, style }),
  channel: typed('channel', { channel_id: id, style }),
  emoji: typed('emoji', { name: id, unicode: optional(id), style }),
  broadcast: typed('broadcast', { range: oneOf('here', 'channel', 'everyone'), style }),
  color: typed('color', { value: string({ form: [/^#[0-9a-fA-F]{6}$/, 'must be a hex color'] }), style }),
  date: typed('date', {
    timestamp: integer(0, 9_999_999_999),
    format: string({ min: 1 }),
    url: optional(url),
    fallback: optional(string({ min: 1 })),
    style,
  }),
});
const border = optional(oneOf(0, 1));

const section = typed('rich_text_section', { elements: list(inline, { min: 0 }) });

/** Same page: `indent` is 0 to 8 by @slack/types, `offset` moves the first number. */
const parts: Rule = byType({
  rich_text_section: section,
  rich_text_list: typed('rich_text_list', {
    style: oneOf('bullet', 'ordered'),
    elements: list(byType({ rich_text_section: section })),
    indent: optional(integer(0, 8)),
    offset: optional(integer(0, 1_000_000)),
    border,
  }),
  rich_text_preformatted: typed('rich_text_preformatted', {
    elements: list(byType({ text, link }), { min: 0 }),
    border,
    language: optional(string({ min: 1 })),
  }),
  rich_text_quote: typed('rich_text_quote', { elements: list(inline, { min: 0 }), border }),
});

export const richText = typed('rich_text', { elements: list(parts, { min: 0 }), block_id: blockId });
