import { createHash } from 'node:crypto';
import type { KnownBlock } from '@slack/types';

/** A short mark of a content: another content has another one. */
export const markOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 8);

/** Gives each block an id from its place and the content of all: an updated message must not reuse a changed block's id. */
export function withIds(blocks: readonly KnownBlock[], prefix: string): KnownBlock[] {
  const mark = markOf(blocks);
  return blocks.map((block, i) => ({ ...block, block_id: `${prefix}.${i}.${mark}` }));
}
