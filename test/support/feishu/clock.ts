import { createSlackClock, type SlackClock } from '../slack/clock.ts';

/** Feishu's own clock: tokens, re-sends and rates are counted by it. The same as the local Slack's. */
export type FeishuClock = SlackClock;
export const createFeishuClock = createSlackClock;
