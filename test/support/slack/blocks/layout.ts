import { chart } from './charts.ts';
import { actionElements, sectionAccessories } from './elements.ts';
import { image, imageFields, oneSource } from './image.ts';
import { inputElements } from './inputs.ts';
import { newer } from './newer.ts';
import { richText } from './rich-text.ts';
import { byType, flag, isObject, type Kinds, list, optional, type Rule, string, typed } from './rule.ts';
import { dataTable, table } from './tables.ts';
import { anyText, blockId, plainText, url } from './text.ts';

/*
 * The blocks. Each page is docs.slack.dev/reference/block-kit/blocks/<name>-block. Where they may stand: surfaces.ts.
 */

/** section-block: text 3000, 10 fields of 2000, at least one of the two. */
const section = typed(
  'section',
  {
    text: optional(anyText(3000)),
    fields: optional(list(anyText(2000), { max: 10 })),
    accessory: optional(byType(sectionAccessories)),
    expand: optional(flag),
    block_id: blockId,
  },
  (block, at, report) => {
    if (block.text === undefined && block.fields === undefined)
      report('must define either `text` or `fields`', `${at}/type`);
  },
);

/** actions-block: 25 elements. */
const actions = typed('actions', { elements: list(byType(actionElements), { max: 25 }), block_id: blockId });

const contextText = anyText(3000);
/** context-block: 10 elements, images or texts. */
const contextElement: Rule = (value, at, report) =>
  isObject(value) && value.type === 'image' ? image(value, at, report) : contextText(value, at, report);
const context = typed('context', { elements: list(contextElement, { max: 10 }), block_id: blockId });

/** header-block: plain_text of 150. */
const header = typed('header', { text: plainText(150), block_id: blockId });

/** image-block: title 2000, plain_text. */
const imageBlock = typed('image', { ...imageFields, title: optional(plainText(2000)), block_id: blockId }, oneSource);

/** input-block: label and hint 2000, plain_text; dispatch_action does not go with file_input. */
const input = typed(
  'input',
  {
    label: plainText(2000),
    element: byType(inputElements),
    hint: optional(plainText(2000)),
    optional: optional(flag),
    dispatch_action: optional(flag),
    block_id: blockId,
  },
  (block, at, report) => {
    if (block.dispatch_action === true && isObject(block.element) && block.element.type === 'file_input')
      report('unsupported type: file_input', `${at}/element/type`);
  },
);

/** markdown-block: 12,000 characters in all markdown blocks of a payload (whole.ts). */
const markdown = typed('markdown', { text: string({ min: 1, max: 12_000 }), block_id: blockId });

/** video-block: title below 200, author below 50; needs the scope links.embed:write. */
const video = typed('video', {
  video_url: url,
  thumbnail_url: url,
  alt_text: string({ min: 1, max: 2000 }),
  title: plainText(199),
  title_url: optional(url),
  author_name: optional(string({ min: 1, max: 49 })),
  provider_name: optional(string({ min: 1 })),
  provider_icon_url: optional(url),
  description: optional(plainText(200)),
  block_id: blockId,
});

/** divider-block. The file-block is made by Slack only: it is refused everywhere. */
export const blockKinds: Kinds = {
  section,
  actions,
  context,
  header,
  image: imageBlock,
  input,
  markdown,
  video,
  table,
  data_table: dataTable,
  data_visualization: chart,
  rich_text: richText,
  divider: typed('divider', { block_id: blockId }),
  ...newer({ actions, context, header, image: imageBlock, input, section, table, rich_text: richText, video }),
};

export const anyBlock = byType(blockKinds);
