import { nested } from './args.ts';
import type { FileRef } from './blocks/image.ts';
import { elementsOf, everyBlock } from './blocks/measure.ts';
import { isObject, type Problem } from './blocks/rule.ts';
import { checkMessage, checkView, type Way } from './blocks.ts';
import { refuseProblems } from './refusal.ts';
import type { Content, Json } from './types.ts';

/** Whether an image may show a file. */
export type CanShow = (ref: FileRef) => boolean;

/**
 * Images whose file Slack does not know or has not processed yet. The words are those of users' reports
 * (slackapi/bolt-js issue 2115).
 */
function fileProblems(blocks: unknown, at: string, canShow: CanShow): Problem[] {
  if (!Array.isArray(blocks)) return [];
  const images = everyBlock(blocks, at).flatMap(({ block, at: where }) => [
    ...(block.type === 'image' ? [{ image: block, at: where }] : []),
    ...elementsOf(block)
      .filter((e) => e.type === 'image')
      .map((image) => ({ image, at: where })),
  ]);
  return images
    .filter(({ image }) => isObject(image.slack_file) && !canShow(image.slack_file as FileRef))
    .map(({ at: where }) => ({ says: 'invalid slack file', at: `${where}/slack_file` }));
}

/** What a call wants to post, or a refusal. */
export function contentOf(args: Json, way: Way, canShow: CanShow): Content {
  const message = {
    text: args.text ?? undefined,
    markdown_text: args.markdown_text ?? undefined,
    blocks: nested(args, 'blocks', 'invalid_blocks_format'),
    attachments: nested(args, 'attachments', 'invalid_attachments'),
    metadata: nested(args, 'metadata', 'invalid_metadata_format'),
  };
  refuseProblems(
    [...checkMessage(message, way), ...fileProblems(message.blocks, '/blocks', canShow)],
    'invalid_blocks',
  );
  const { text, markdown_text: markdown, ...more } = message as Content & { markdown_text?: string };
  return { ...more, text: text ?? markdown };
}

/** A view of this type, or a refusal. docs.slack.dev/reference/methods/views.open: invalid_arguments. */
export function viewOf(value: unknown, type: 'modal' | 'home', canShow: CanShow): Json {
  refuseProblems(viewProblems(value, type, canShow), 'invalid_arguments');
  return value as Json;
}

/** What is wrong with a view of this type. */
export function viewProblems(value: unknown, type: 'modal' | 'home', canShow: CanShow): Problem[] {
  if (value === undefined) return [{ says: 'missing required field: view', at: '' }];
  const view = isObject(value) ? value : {};
  const mistaken = isObject(value) && value.type !== type ? [{ says: `must be a ${type} view`, at: '/view/type' }] : [];
  return [...checkView(value), ...mistaken, ...fileProblems(view.blocks, '/view/blocks', canShow)];
}
