import type { Words } from './locale.ts';

/** Words of the entry room. */
export const entry = {} as const satisfies Record<string, Words>;
