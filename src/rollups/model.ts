import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { Counted } from './counted.ts';
import type { Packed } from './packed.ts';
import type { Sheet } from './part.ts';

/** Sums of a sheet on a day, or in a month. */
export type RollupRow = { _id: string; sheet: Sheet; date: string } & Packed;

/** What an order was before a change (−1) and is after it (+1), in figures, until a job folds it into the sums of its day. */
export type DeltaRow = { _id: string; date: string; changes: { sign: 1 | -1; of: Counted }[] };

/** How far roll-ups are. */
export type RollupState = {
  _id: 'rollups';
  /** How often sums were written. */
  written: number;
  /** Since when every order is in the sums or in a change that is not folded yet. */
  readyAt?: Date;
  /** The last day that the pass which runs now has looked at. */
  passed?: string;
  /** The day on which all sums were last compared with their orders. */
  verifiedOn?: string;
};

const mixed = Schema.Types.Mixed;

const rollup = new Schema<RollupRow>(
  { _id: String, sheet: String, date: String, words: [String], sums: String, money: String },
  { collection: 'rollups', versionKey: false },
);
rollup.index({ sheet: 1, date: 1 });

const delta = new Schema<DeltaRow>(
  { _id: String, date: String, changes: [mixed] },
  { collection: 'rollup_deltas', versionKey: false },
);
delta.index({ date: 1, _id: 1 });

const state = new Schema<RollupState>(
  { _id: String, written: Number, readyAt: Date, passed: String, verifiedOn: String },
  { collection: 'rollup_state', versionKey: false },
);

/** Sums by day and month. */
export const rollupModel = modelOf('Rollup', rollup);
/** Changes that are not in the sums yet. */
export const deltaModel = modelOf('RollupDelta', delta);
/** How far the sums are. */
export const rollupStateModel = modelOf('RollupState', state);
