/**
 * The one home of rights: everything that asks "may this person?" asks here. The rules are worked out in `rules.ts`
 * from the table of moves and the table of deeds, and the fields are classed in `fields.ts`.
 */
export { type Approvers, approversOf } from './approvers.ts';
export type { DeedName } from './deeds.ts';
export { fieldClassOf } from './fields.ts';
export type { Fallback, FieldClass, Judged, Kind } from './kinds.ts';
export { isMasked } from './mask.ts';
export { type Redacted, redact } from './redact.ts';
export * from './rights.ts';
export { type Ability, mayOwn } from './rules.ts';
