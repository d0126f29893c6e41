import { type Action, moveOf } from '../../../orders/moves.ts';
import { approving, approvingOnce } from './approving.ts';
import { completing } from './completing.ts';
import { contingency } from './contingency.ts';
import type { Details } from './details.ts';
import { member } from './member.ts';
import { milestone } from './milestone.ts';
import { missingGoods } from './missing-goods.ts';
import { neededReason, optionalReason } from './reason.ts';
import { receiving } from './receiving.ts';
import { shipping } from './shipping.ts';
import { tracking } from './tracking.ts';
import { answer, question } from './words.ts';

/** What is asked for besides a click, by move; the others take a reason, which some need. */
const special: Partial<Record<Action, Details>> = {
  approve: approving,
  approve_once: approvingOnce,
  contingency,
  ship: shipping,
  deliver: receiving,
  track: tracking,
  milestone,
  complete: completing,
  shortage: missingGoods,
  ask: question,
  answer,
  transfer: member,
  add_approver: member,
};

/** What a person adds to a move. */
export const detailsOf = (action: Action): Details =>
  special[action] ?? (moveOf(action).reason ? neededReason : optionalReason);
