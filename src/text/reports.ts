import type { Words } from './locale.ts';

/** Words of the reports room. */
export const reports = {} as const satisfies Record<string, Words>;
