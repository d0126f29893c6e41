import { isObject, lengthOf } from './rule.ts';

/** Parts of a block that are not shown in the message itself. */
const hidden = new Set(['options', 'option_groups', 'initial_option', 'initial_options', 'confirm', 'placeholder']);

/** A text as Slack stores it: `&`, `<` and `>` of plain text become entities. */
const stored = (text: string): number =>
  lengthOf(text) + (text.match(/&/g)?.length ?? 0) * 4 + (text.match(/[<>]/g)?.length ?? 0) * 3;

function ownText(value: Record<string, unknown>): number {
  const count = value.type === 'mrkdwn' ? lengthOf : stored;
  return ['text', 'alt_text', 'title', 'caption', 'label', 'name']
    .map((key) => value[key])
    .reduce((sum: number, text) => sum + (typeof text === 'string' ? count(text) : 0), 0);
}

/** The characters that blocks show: every text in them but that of menus and dialogs. */
export function shownText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + shownText(item), 0);
  if (!isObject(value)) return 0;
  const inside = Object.entries(value).filter(([key]) => !hidden.has(key));
  return ownText(value) + inside.reduce((sum, [, part]) => sum + shownText(part), 0);
}

/** All blocks, those in containers too, with where they are. */
export function everyBlock(blocks: readonly unknown[], at: string): { block: Record<string, unknown>; at: string }[] {
  return blocks.flatMap((block, i) => {
    if (!isObject(block)) return [];
    const here = { block, at: `${at}/${i}` };
    const children = Array.isArray(block.child_blocks) ? everyBlock(block.child_blocks, `${here.at}/child_blocks`) : [];
    return [here, ...children];
  });
}

/** The elements of a block that can be acted upon. */
export function elementsOf(block: Record<string, unknown>): Record<string, unknown>[] {
  const many = [block.elements, block.actions].flatMap((list) => (Array.isArray(list) ? list : []));
  return [block.accessory, block.element, ...many].filter(isObject);
}
