import { isObject, type Json } from '../../../support/render/said.ts';

/** All that blocks say, in their order, without what only machines read. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return textsOf(inner);
    return ['text', 'alt_text'].includes(key) ? [shown(value, inner)] : [];
  });
}

/** What is read: `mrkdwn` shows its entities as signs. */
const shown = ({ type }: Json, text: string): string =>
  type === 'mrkdwn' ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') : text;
