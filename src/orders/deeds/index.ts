import type { Action } from '../moves.ts';
import { backToDraft } from './back-to-draft.ts';
import { closeShort } from './close-short.ts';
import { complete } from './complete.ts';
import { approve, reject, returnToOwner } from './decide.ts';
import type { Deed } from './deed.ts';
import { deliver } from './deliver.ts';
import { hold, resume } from './hold.ts';
import { cancel, ready, start } from './progress.ts';
import { ship } from './ship.ts';
import { submit } from './submit.ts';

/** The deed behind each action of the table of moves. */
export const deeds: Readonly<Record<Action, Deed>> = {
  submit,
  withdraw: backToDraft,
  approve,
  reject,
  return: returnToOwner,
  revise: backToDraft,
  start,
  ready,
  ship,
  deliver,
  close_short: closeShort,
  complete,
  hold,
  resume,
  cancel,
  reopen: backToDraft,
};
