import type { Words } from './locale.ts';

/** Words of the cards room. */
export const cards = {} as const satisfies Record<string, Words>;
