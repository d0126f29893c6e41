import type { Words } from './locale.ts';

/** Words of the actions room. */
export const actions = {} as const satisfies Record<string, Words>;
