import { button } from './elements.ts';
import { image } from './image.ts';
import { richText } from './rich-text.ts';
import {
  byType,
  flag,
  type Json,
  type Kinds,
  list,
  object,
  oneOf,
  optional,
  type Report,
  type Rule,
  string,
  typed,
} from './rule.ts';
import { actionId, anyText, blockId, confirm, mrkdwnText, plainText } from './text.ts';

/*
 * Blocks that came with @slack/types 3.2. Each page is docs.slack.dev/reference/block-kit/blocks/<name>-block; the limits
 * here are those of the types, and some that users of the pages report (UNVERIFIED.md).
 */

/** alert-block: 200 characters as reported. */
const alert = typed('alert', {
  text: anyText(200),
  level: optional(oneOf('default', 'info', 'warning', 'error', 'success')),
  block_id: blockId,
});

function cardShowsSomething(card: Json, at: string, report: Report): void {
  if (['hero_image', 'title', 'actions', 'body'].every((key) => card[key] === undefined))
    report('must define at least one of `hero_image`, `title`, `actions`, `body`', at);
}

/** card-block: title and subtitle 150, body 200; 3 buttons as reported. */
const card = typed(
  'card',
  {
    hero_image: optional(image),
    icon: optional(image),
    title: optional(mrkdwnText(150)),
    subtitle: optional(mrkdwnText(150)),
    body: optional(mrkdwnText(200)),
    actions: optional(list(byType({ button }), { max: 3 })),
    block_id: blockId,
  },
  cardShowsSomething,
);

/** carousel-block: 1 to 10 cards. */
const carousel = typed('carousel', { elements: list(byType({ card }), { max: 10 }), block_id: blockId });

const feedback = object({
  text: plainText(75),
  value: string({ min: 1, max: 2000 }),
  accessibility_label: optional(string({ min: 1, max: 75 })),
});
const feedbackButtons = typed('feedback_buttons', {
  action_id: actionId,
  positive_button: feedback,
  negative_button: feedback,
});
const iconButton = typed('icon_button', {
  action_id: actionId,
  confirm,
  icon: string({ min: 1 }),
  text: plainText(75),
  value: optional(string({ min: 1, max: 2000 })),
  accessibility_label: optional(string({ min: 1, max: 75 })),
  visible_to_user_ids: optional(list(string({ min: 1 }))),
});

/** context-actions-block: 5 elements. */
const contextActions = typed('context_actions', {
  elements: list(byType({ feedback_buttons: feedbackButtons, icon_button: iconButton }), { max: 5 }),
  block_id: blockId,
});

/** container-block: 1 to 10 children, title and subtitle 150, one of two titles. */
const container = (children: Rule): Rule =>
  typed(
    'container',
    {
      title: optional(plainText(150)),
      rich_text_title: optional(richText),
      subtitle: optional(anyText(150)),
      child_blocks: list(children, { max: 10 }),
      width: optional(oneOf('narrow', 'standard', 'wide', 'full')),
      icon: optional(image),
      is_collapsible: optional(flag),
      default_collapsed: optional(flag),
      has_header_divider: optional(flag),
      block_id: blockId,
    },
    (block, at, report) => {
      if (block.title === undefined && block.rich_text_title === undefined)
        report('must define either `title` or `rich_text_title`', at);
      if (block.default_collapsed === true && block.is_collapsible !== true)
        report('`default_collapsed` requires `is_collapsible`', at);
    },
  );

/** The newer blocks, given the older ones that a container may hold. */
export const newer = (older: Kinds): Kinds => ({
  alert,
  card,
  carousel,
  context_actions: contextActions,
  container: container(byType({ ...older, divider: typed('divider', { block_id: blockId }) })),
});
