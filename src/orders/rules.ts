import type { Member } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';

/** The rules in force and the people, by which an order is moved and of which its notices are written. */
export type Rules = { settings: Settings; members: readonly Member[] };
