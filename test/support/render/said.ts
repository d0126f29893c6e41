import type { SealedButton, SealedCard } from '../../../src/chat/card.ts';

export type Json = Record<string, unknown>;
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every object inside a value, itself too. */
export function everyObject(value: unknown): Json[] {
  if (!isObject(value)) return [];
  const inside = Object.values(value).flatMap(everyObject);
  return Array.isArray(value) ? inside : [value, ...inside];
}

/** Without what no text keeps on its way: blanks, which lines and cells may lose, and signs that nobody can type. */
export const letters = (text: string): string => text.replace(/\p{Cs}/gu, '\uFFFD').replace(/[\s\p{Cc}]/gu, '');

const buttonTexts = ({ label, confirm }: SealedButton): string[] => [label, confirm ?? ''];

function blockTexts(block: SealedCard['blocks'][number]): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text];
    case 'fields':
      return block.fields.flatMap((f) => [f.label, f.value]);
    case 'table': {
      const caption = [block.caption ?? ''];
      return block.rows.length === 0
        ? caption
        : [...caption, ...block.columns.map((c) => c.label), ...block.rows.flat()];
    }
    case 'list':
      if (block.items.length === 0) return [block.empty ?? ''];
      return block.items.flatMap((i) => [i.text, i.detail ?? '', ...(i.buttons ?? []).flatMap(buttonTexts)]);
    case 'progress':
      return block.steps.map((s) => s.label);
    case 'checks':
      return [
        block.label,
        ...block.choices.flatMap((c) => [c.label, c.detail ?? '']),
        ...block.buttons.flatMap(buttonTexts),
      ];
    case 'image':
      return [block.alt];
    case 'file':
      return [block.label, block.file.name];
    case 'buttons':
      return block.buttons.flatMap(buttonTexts);
    case 'divider':
      return [];
  }
}

/** Every text of a card. */
export const cardTexts = ({ title, badge, blocks }: SealedCard): string[] => [
  title,
  badge?.label ?? '',
  ...blocks.flatMap(blockTexts),
];

/** The ids of every button of a card. */
export const buttonIds = (card: SealedCard): string[] =>
  card.blocks.flatMap((b) => {
    if (b.kind === 'buttons' || b.kind === 'checks') return b.buttons.map((one) => one.id);
    return b.kind === 'list' ? b.items.flatMap((i) => (i.buttons ?? []).map((one) => one.id)) : [];
  });
