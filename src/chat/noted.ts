import type { Card } from './card.ts';
import type { Form } from './form.ts';

type Shown = { card: Card; replace?: boolean } | { form: Form };

/** An answer with a quiet sentence more. */
export function noted(shown: Shown, note: string): Shown {
  if ('form' in shown) return { form: { ...shown.form, note: [shown.form.note, note].filter(Boolean).join(' ') } };
  const { blocks } = shown.card;
  return { ...shown, card: { ...shown.card, blocks: [...blocks, { kind: 'text', text: note, style: 'quiet' }] } };
}
