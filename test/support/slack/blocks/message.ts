import { blocksRule } from './blocks-rule.ts';
import { metadataRule } from './metadata.ts';
import { inWords, isObject, type Json, lengthOf, type Report, type Rule, string } from './rule.ts';

/** How a message reaches Slack: an update takes less text than a post. */
export type Way = 'post' | 'update' | 'ephemeral' | 'response_url';

/**
 * docs.slack.dev/reference/methods/chat.update: msg_too_long above 4,000 characters; users measured that bytes of UTF-8
 * are counted, which is stricter for Chinese. docs.slack.dev/reference/methods/chat.postMessage: above 40,000 characters
 * Slack cuts the text; here it is refused, since nothing may be cut silently.
 */
export const textLimit = { updateBytes: 4_000, characters: 40_000, markdown: 12_000 };

function textFits(text: string, way: Way, report: Report): void {
  const tooLong =
    way === 'update' ? Buffer.byteLength(text) > textLimit.updateBytes : lengthOf(text) > textLimit.characters;
  if (tooLong) report('message text is too long', '/text', 'msg_too_long');
}

function texts({ text, markdown_text: markdown, blocks }: Json, way: Way, report: Report): void {
  if (text !== undefined) {
    string()(text, '/text', (says, at) => report(says, at, 'invalid_arguments'));
    if (typeof text === 'string') textFits(text, way, report);
  }
  if (markdown === undefined) return;
  if (text !== undefined || blocks !== undefined)
    report('markdown_text_conflict', '/markdown_text', 'markdown_text_conflict');
  if (lengthOf(inWords(markdown)) > textLimit.markdown)
    report('message text is too long', '/markdown_text', 'msg_too_long');
}

/** docs.slack.dev/reference/methods/chat.postMessage: 100 attachments; of each, only its blocks are looked at. */
function attachments(list: unknown, report: Report): unknown[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    report('must be an array', '/attachments', 'invalid_attachments');
    return [];
  }
  if (list.length > 100) report('too_many_attachments', '/attachments', 'too_many_attachments');
  return list.flatMap((a) => (isObject(a) && Array.isArray(a.blocks) ? a.blocks : []));
}

const filled = (value: unknown) => (Array.isArray(value) || typeof value === 'string') && value.length > 0;
const silent = (message: Json) =>
  !['text', 'markdown_text', 'blocks', 'attachments'].some((key) => filled(message[key]));

/** What a message needs: something to show, within the limits. */
export function messageRule(way: Way): Rule {
  return (message, _at, report) => {
    if (!isObject(message)) return report('must be an object', '', 'invalid_arguments');
    texts(message, way, report);
    const attached = attachments(message.attachments, report);
    if (message.blocks !== undefined && !Array.isArray(message.blocks))
      report('must be an array', '/blocks', 'invalid_blocks_format');
    const blocks = Array.isArray(message.blocks) ? message.blocks : [];
    blocksRule('message')([...blocks, ...attached], '/blocks', report);
    if (message.metadata !== undefined) metadataRule(message.metadata, '/metadata', report);
    if (way !== 'update' && silent(message)) report('no_text', '', 'no_text');
  };
}
