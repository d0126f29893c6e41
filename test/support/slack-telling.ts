import { type SlackDesk, wordsIn } from './slack-desk.ts';
import { ordersThatTell } from './telling.ts';

/** Orders that tell many, and how often they are told: for tests of a Slack in trouble. */
export const tellingIn = (on: () => SlackDesk) => ({
  ...ordersThatTell(on),

  /** A channel where decisions are asked for, too. */
  approvals: (name: string): Promise<string> => on().channel('approvals', name),

  /** How often each of these orders is shown in a conversation. */
  shownIn: (channel: string, numbers: readonly string[]): number[] =>
    numbers.map(
      (n) =>
        on()
          .slack.messages(channel)
          .filter((m) => wordsIn(m.blocks).includes(n)).length,
    ),
});
