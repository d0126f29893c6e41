import type { Action } from '../moves.ts';
import { backToDraft, withdraw } from './back-to-draft.ts';
import { propose } from './change/propose.ts';
import { closeShort } from './close-short.ts';
import { complete } from './complete.ts';
import { contingency } from './contingency.ts';
import { approveOnce } from './credit/approve-once.ts';
import type { Deed } from './deed.ts';
import { deliver } from './deliver.ts';
import { milestone } from './goods/milestone.ts';
import { track } from './goods/track.ts';
import { hold, resume } from './hold.ts';
import { cancel, ready, start } from './progress.ts';
import { answer, ask } from './review/ask.ts';
import { approve, reject, returnToOwner } from './review/decide.ts';
import { addApprover, transfer, urge } from './review/people.ts';
import { ship } from './ship.ts';
import { shortage } from './shortage.ts';
import { submit } from './submit.ts';

/** The deed behind each action of the table of moves. */
export const deeds: Readonly<Record<Action, Deed>> = {
  submit,
  withdraw,
  approve,
  reject,
  return: returnToOwner,
  revise: backToDraft,
  start,
  ready,
  ship,
  deliver,
  track,
  milestone,
  close_short: closeShort,
  complete,
  hold,
  resume,
  approve_once: approveOnce,
  contingency,
  cancel,
  reopen: backToDraft,
  change: propose,
  shortage,
  ask,
  answer,
  transfer,
  add_approver: addApprover,
  urge,
};
