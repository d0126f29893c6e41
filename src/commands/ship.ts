import type { Command } from './command.ts';
import { moveCommand } from './move.ts';

const move = moveCommand('ship');

/** Sends goods out; what is sent beyond what is there for the order is asked about. */
export const ship: Command = {
  ...move,
  /** The same answer about the same parcel is one deed, however often its button is pressed. */
  async pressed(input, context) {
    const { order, parcel, issue = 'within' } = input;
    if (parcel === undefined) return move.pressed!(input, context);
    const actor = { ...context.actor, key: `ship:${order}:${parcel}:${issue}` };
    return move.pressed!(input, { ...context, actor });
  },
};
