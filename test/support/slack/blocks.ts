import { blocksRule } from './blocks/blocks-rule.ts';
import { messageRule, type Way } from './blocks/message.ts';
import { menuOption, optionGroups, options } from './blocks/options.ts';
import { isObject, object, optional, type Problem, problemsOf } from './blocks/rule.ts';
import type { Surface } from './blocks/surfaces.ts';
import { viewRule } from './blocks/view.ts';

/*
 * What Slack would say of blocks, views and messages, by its pages. Where a page is silent or two of them differ, the
 * stricter reading is taken; what could not be verified is listed in UNVERIFIED.md. Files are not looked at here: only a
 * running Slack knows them.
 */
export type { Way } from './blocks/message.ts';
export { textLimit } from './blocks/message.ts';
export { lengthOf, type Problem } from './blocks/rule.ts';
export type { Surface } from './blocks/surfaces.ts';
export { messageBudget } from './blocks/whole.ts';

/** What is wrong with these blocks on this surface; nothing is an empty list. */
export const checkBlocks = (blocks: unknown, surface: Surface): Problem[] =>
  problemsOf(blocksRule(surface), blocks, '/blocks');

/** What is wrong with a modal or a Home tab. */
export const checkView = (view: unknown): Problem[] => problemsOf(viewRule, view, '/view');

/** What is wrong with a message: its text, blocks, attachments and metadata. */
export const checkMessage = (message: unknown, way: Way = 'post'): Problem[] =>
  problemsOf(messageRule(way), message, '');

const suggested = object({ options: optional(options(menuOption, 100)), option_groups: optional(optionGroups) });
/** No option at all is an answer too: nothing was found. */
const nothingFound = (answer: unknown) =>
  isObject(answer) && Array.isArray(answer.options) && answer.options.length === 0;

/** docs.slack.dev/reference/interaction-payloads/block_suggestion-payload: at most 100 options or groups of options. */
export const checkSuggestions = (answer: unknown): Problem[] =>
  nothingFound(answer) ? [] : problemsOf(suggested, answer, '');

/** A problem as Slack writes it in an answer's `errors`. */
export const sentence = ({ says, at }: Problem): string => `${says} [json-pointer:${at}]`;

/** The problems as Slack writes them in `response_metadata.messages`. */
export const sentences = (problems: readonly Problem[]): string[] => problems.map((p) => `[ERROR] ${sentence(p)}`);
