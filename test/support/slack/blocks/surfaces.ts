import { inWords, isObject, type Report } from './rule.ts';

export type Surface = 'message' | 'modal' | 'home';

/** docs.slack.dev/block-kit: 50 blocks in a message, 100 in a modal or a Home tab. */
export const blockCount: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/**
 * Where a block may not stand: the column “Surfaces” of docs.slack.dev/reference/block-kit/blocks, as users of its JSON
 * report it. A modal shows no card although the page allows it (reported); that a container or a data_table may only
 * stand in a message is not verified.
 */
const messagesOnly = ['table', 'data_table', 'data_visualization', 'markdown', 'context_actions', 'container'];
const forbidden: Readonly<Record<Surface, readonly string[]>> = {
  message: ['alert', 'file'],
  modal: [...messagesOnly, 'card', 'carousel', 'file'],
  home: [...messagesOnly, 'alert', 'file'],
};

/** file-input-element: in an input block of a modal, and nowhere else. */
export function standsWell(block: unknown, surface: Surface, at: string, report: Report): void {
  if (!isObject(block)) return;
  if (forbidden[surface].includes(inWords(block.type)))
    report(`unsupported type: ${inWords(block.type)}`, `${at}/type`);
  if (surface !== 'modal' && isObject(block.element) && block.element.type === 'file_input')
    report('unsupported type: file_input', `${at}/element/type`);
}
