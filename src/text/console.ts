import type { Words } from './locale.ts';

/** Words of the console room. */
export const console = {} as const satisfies Record<string, Words>;
