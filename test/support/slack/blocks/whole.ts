import { elementsOf, everyBlock, shownText } from './measure.ts';
import { inWords, type Json, type Report } from './rule.ts';
import type { Surface } from './surfaces.ts';

/*
 * Rules about all blocks of a payload together.
 */

type Place = { block: Json; at: string };

/** docs.slack.dev/reference/block-kit/blocks: a block_id is unique in its message or view. */
function uniqueBlockIds(places: readonly Place[], report: Report): void {
  const seen = new Set<unknown>();
  for (const { block, at } of places) {
    if (block.block_id !== undefined && seen.has(block.block_id))
      report('`block_id` already exists for another block', `${at}/block_id`);
    seen.add(block.block_id);
  }
}

/** docs.slack.dev/reference/block-kit/block-elements: an action_id is unique in its block. */
function uniqueActionIds(places: readonly Place[], report: Report): void {
  for (const { block, at } of places) {
    const ids = elementsOf(block)
      .map((e) => e.action_id)
      .filter((id) => id !== undefined);
    if (new Set(ids).size !== ids.length) report('`action_id` already exists for another element', at);
  }
}

/** docs.slack.dev/reference/block-kit/block-elements: one element of a view has the focus. */
function oneFocus(places: readonly Place[], report: Report): void {
  const focused = places.filter(({ block }) => elementsOf(block).some((e) => e.focus_on_load === true));
  for (const { at } of focused.slice(1)) report('`focus_on_load` can only be set once', at);
}

const most = {
  /** docs.slack.dev/reference/block-kit/blocks/table-block; the characters are those of its own limits. */
  tables: 1,
  tableText: 10_000,
  /** Reported by users; docs.slack.dev/reference/block-kit/blocks/data-visualization-block does not say. */
  charts: 2,
  /** docs.slack.dev/reference/block-kit/blocks/markdown-block: in all such blocks together. */
  markdown: 12_000,
  /**
   * Slack refuses a message whose blocks are too long in all (docs.slack.dev/reference/methods/chat.postMessage, error
   * msg_blocks_too_long) and does not say when. Users measured about 13,200 characters, less 125 to 133 for each block
   * (slackapi/bolt-js issues 2509 and 2867): the lower of each is taken.
   */
  message: 13_000,
  perBlock: 130,
};

const ofType = (places: readonly Place[], ...types: string[]) =>
  places.filter(({ block }) => types.includes(inWords(block.type)));

function tables(places: readonly Place[], report: Report): void {
  const found = ofType(places, 'table', 'data_table');
  for (const { at } of found.slice(most.tables)) report('only_one_table_allowed', at, 'invalid_attachments');
  for (const { block, at } of found)
    if (shownText(block.rows) > most.tableText)
      report(`table text must be less than ${most.tableText + 1} characters`, at);
}

function messageLimits(places: readonly Place[], blocks: readonly unknown[], at: string, report: Report): void {
  tables(places, report);
  for (const place of ofType(places, 'data_visualization').slice(most.charts)) report('too many charts', place.at);
  const markdown = ofType(places, 'markdown').reduce((sum, { block }) => sum + inWords(block.text ?? '').length, 0);
  if (markdown > most.markdown) report(`markdown text must be less than ${most.markdown + 1} characters`, at);
  if (shownText(blocks) + places.length * most.perBlock > most.message)
    report('msg_blocks_too_long', at, 'msg_blocks_too_long');
}

/** What is wrong with the blocks taken together. */
export function wholeLimits(blocks: readonly unknown[], surface: Surface, at: string, report: Report): void {
  const places = everyBlock(blocks, at);
  uniqueBlockIds(places, report);
  uniqueActionIds(places, report);
  if (surface === 'message') messageLimits(places, blocks, at, report);
  else oneFocus(places, report);
}

/** How many characters of text a message of this many blocks may have. */
export const messageBudget = (blocks: number): number => most.message - blocks * most.perBlock;
