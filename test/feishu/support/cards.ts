import { expect } from '@jest/globals';
import { checkCard } from '../../support/feishu/cards/card.ts';
import { card } from './samples.ts';

type Json = Record<string, unknown>;

/** What the checker says of a card of these elements: inner code and words. */
export const saysOf = (...elements: Json[]): string[] => checkCard(card(...elements)).map((p) => `${p.code} ${p.says}`);

/** Elements that are valid, each by itself. */
export function expectValid(...elements: Json[]): void {
  for (const element of elements) expect({ element, says: saysOf(element) }).toEqual({ element, says: [] });
}

/** An element that is refused for one reason. */
export function expectRefused(element: Json, ...reasons: (string | RegExp)[]): void {
  const says = saysOf(element);
  for (const reason of reasons) expect(says).toContainEqual(expect.stringMatching(reason));
  expect(says.length).toBeGreaterThan(0);
}
