import type { Ticked } from '../commands/command.ts';
import { DeskError } from '../errors.ts';

const isValue = (value: string | undefined): value is string => value !== undefined;

/**
 * What was ticked beside a button, of what its card offered. Throws `error.ticks_missing` where the chat did not say, and
 * `error.tick_unknown` for what the card did not offer: nothing is done by halves.
 */
export function tickedOf(offered: ReadonlyMap<unknown, string | undefined>, checked: unknown): Ticked {
  if (!Array.isArray(checked)) throw new DeskError('error.ticks_missing');
  const codes = [...new Set<unknown>(checked)];
  if (codes.some((code) => !offered.has(code))) throw new DeskError('error.tick_unknown');
  return {
    offered: [...offered.values()].filter(isValue),
    checked: codes.map((code) => offered.get(code)).filter(isValue),
  };
}
