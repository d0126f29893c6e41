import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { ViewValue, ViewValues } from '../../../../adapters/slack/render/index.ts';
import { everyObject } from '../../../support/render/said.ts';

export const inputsOf = (view: Pick<ModalView, 'blocks'>): InputBlock[] =>
  (view.blocks as KnownBlock[]).filter((b): b is InputBlock => b.type === 'input');

/** What an element holds before anybody touches it. */
export function initialOf(element: InputBlock['element']): ViewValue {
  switch (element.type) {
    case 'plain_text_input':
      return { type: element.type, value: element.initial_value ?? null };
    case 'datepicker':
      return { type: element.type, selected_date: element.initial_date ?? null };
    case 'static_select':
    case 'external_select':
      return { type: element.type, selected_option: element.initial_option ?? null };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { type: element.type, selected_options: (element.initial_options ?? []) as PlainTextOption[] };
    case 'file_input':
      return { type: element.type, files: [] };
    default:
      throw new Error(`no such element: ${element.type}`);
  }
}

/** `view.state.values` of a view, where `typed` says what a person did to an input. */
export function stateOf(
  view: Pick<ModalView, 'blocks'>,
  typed: (block: InputBlock) => ViewValue | undefined = () => undefined,
): ViewValues {
  const entries = inputsOf(view).map((block) => {
    const { element } = block;
    return [block.block_id ?? '', { [element.action_id ?? '']: typed(block) ?? initialOf(element) }] as const;
  });
  return Object.fromEntries(entries);
}

/** The input of a block. */
export function inputAt(view: Pick<ModalView, 'blocks'>, blockId: string): InputBlock {
  const found = inputsOf(view).find((b) => b.block_id === blockId);
  if (!found) throw new Error(`no input ${blockId} among ${inputsOf(view).map((b) => b.block_id)}`);
  return found;
}

/** Action ids of every button of a view. */
export const buttonsOf = (view: Pick<ModalView, 'blocks'>): string[] =>
  everyObject(view.blocks).flatMap((o) => (o.type === 'button' ? [String(o.action_id)] : []));
