import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Message } from '../../support/feishu/types.ts';
import { wordsOf } from '../../support/feishu/words.ts';
import { type FeishuDesk, type FeishuUser, openFeishuDesk } from '../../support/feishu-desk.ts';
import { until } from '../../support/until.ts';

/** One desk for all tests of a file, of which Feishu has nothing to complain at the end; there once they run. */
export function useFeishuDesk(options: Parameters<typeof openFeishuDesk>[0] = {}): FeishuDesk {
  const house = {} as FeishuDesk;
  beforeAll(async () => {
    Object.assign(house, await openFeishuDesk(options));
  });
  afterAll(async () => {
    expect(house.feishu.complaints).toEqual([]);
    await house.close();
  });
  return house;
}

/** What the desk wrote to somebody directly, oldest first. */
export const answersTo = (user: FeishuUser): Message[] =>
  user.shown().direct.filter((m) => m.sender.sender_type === 'app');

/** Waits for something in these words that the desk wrote to somebody, after so many answers before. */
export const told = (user: FeishuUser, words: string, after = 0): Promise<Message> =>
  until(`an answer with “${words}”`, 8_000, () =>
    answersTo(user)
      .slice(after)
      .findLast((m) => wordsOf(m).includes(words)),
  );
