import type { Words } from './locale.ts';

/** Words of the members room. */
export const members = {} as const satisfies Record<string, Words>;
