import { createHash } from 'node:crypto';
import type { KnownBlock } from '@slack/types';

/** A short mark of a content: another content has another one. */
export const markOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 8);

/** Gives each block an id from its place and content: an updated message must not reuse the id of a changed block. */
export const withIds = (blocks: readonly KnownBlock[], prefix: string): KnownBlock[] =>
  blocks.map((block, i) => ({ ...block, block_id: `${prefix}.${i}.${markOf(block)}` }));
