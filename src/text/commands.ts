import type { Words } from './locale.ts';

/** Words of the commands room. */
export const commands = {} as const satisfies Record<string, Words>;
