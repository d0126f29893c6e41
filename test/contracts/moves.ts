import type { FormValues } from '../../src/chat/form.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { State } from '../../src/orders/order.ts';
import type { Name } from '../support/company.ts';

/** One move as a person makes it: from where, who, what is typed after the order, what a form is filled with, and the end. */
export type Scenario = {
  action: Action;
  from: State;
  by: Name;
  rest?: string;
  form?: FormValues;
  to: State;
};

/** Every move of the contract. */
export const scenarios: readonly Scenario[] = [
  { action: 'submit', from: 'draft', by: 'anna', to: 'approved' },
  { action: 'withdraw', from: 'pending', by: 'anna', to: 'draft' },
  { action: 'approve', from: 'pending', by: 'bob', to: 'approved' },
  { action: 'reject', from: 'pending', by: 'bob', rest: 'too dear', to: 'rejected' },
  { action: 'return', from: 'pending', by: 'bob', rest: 'please mend', to: 'draft' },
  { action: 'revise', from: 'rejected', by: 'anna', to: 'draft' },
  { action: 'start', from: 'approved', by: 'otto', to: 'in_production' },
  { action: 'ready', from: 'in_production', by: 'otto', to: 'ready' },
  { action: 'ship', from: 'ready', by: 'otto', rest: 'SF 77 A100x4', to: 'part_shipped' },
  { action: 'track', from: 'part_shipped', by: 'otto', rest: 'P1 in transit Shanghai', to: 'part_shipped' },
  { action: 'deliver', from: 'shipped', by: 'anna', rest: 'P1', to: 'delivered' },
  { action: 'milestone', from: 'approved', by: 'otto', rest: 'cutting 12/5', to: 'approved' },
  { action: 'close_short', from: 'part_shipped', by: 'bob', rest: 'no more', to: 'shipped' },
  { action: 'complete', from: 'delivered', by: 'anna', to: 'completed' },
  { action: 'hold', from: 'ready', by: 'fiona', rest: 'not paid', to: 'on_hold' },
  { action: 'resume', from: 'on_hold', by: 'fiona', to: 'approved' },
  { action: 'cancel', from: 'approved', by: 'bob', rest: 'called off', to: 'cancelled' },
  { action: 'reopen', from: 'cancelled', by: 'anna', to: 'draft' },
  { action: 'change', from: 'approved', by: 'anna', form: { paymentDays: '20', reason: 'sooner' }, to: 'approved' },
  { action: 'ask', from: 'pending', by: 'bob', rest: 'can it be Friday?', to: 'pending' },
  { action: 'urge', from: 'pending', by: 'anna', to: 'pending' },
];
