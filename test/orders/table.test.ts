import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/commands/index.ts';
import { deeds } from '../../src/orders/deeds/index.ts';
import { actions, moveOf, moves } from '../../src/orders/moves.ts';
import { states } from '../../src/orders/order.ts';
import { faultsOfMoves, proveMoves } from '../../src/orders/proof.ts';
import { texts } from '../../src/text/index.ts';

describe('the table of moves is sound', () => {
  test('it is proved at start: every state is reached and left, and every order can come to an end', () => {
    expect(faultsOfMoves()).toEqual([]);
    expect(() => proveMoves()).not.toThrow();
  });

  test('the proof finds a state that nothing leads to', () => {
    const { to } = moves.hold;
    try {
      Object.assign(moves.hold, { to: ['approved'] });
      expect(faultsOfMoves()).toEqual(['on_hold is never reached']);
      expect(() => proveMoves()).toThrow('on_hold is never reached');
    } finally {
      Object.assign(moves.hold, { to });
    }
  });

  test.each(actions)('%s has words in both languages, a deed, a command and a line of help', (action) => {
    for (const key of [`action.${action}`, `does.${action}`] as const)
      for (const locale of ['en', 'zh'] as const) expect(texts[key][locale].trim()).not.toBe('');
    expect(texts[`action.${action}`].zh).toMatch(/\p{Script=Han}/u);
    expect(typeof deeds[action]).toBe('function');
    const command = commands.find((c) => c.name === action);
    expect(command?.words.en[0]).toBe(action);
    expect(command?.words.zh[0]).toMatch(/\p{Script=Han}/u);
    expect(command?.does).toBe(`does.${action}`);
  });

  test.each(states)('the state %s has a word in both languages', (state) => {
    expect(texts[`state.${state}`].en).toMatch(/\w/);
    expect(texts[`state.${state}`].zh).toMatch(/\p{Script=Han}/u);
  });

  test('no deed is there without its row in the table', () => {
    expect(Object.keys(deeds).sort()).toEqual([...actions].sort());
  });

  test('whoever must give a reason is named by the contract', () => {
    expect(actions.filter((a) => moveOf(a).reason)).toEqual(['reject', 'close_short', 'hold', 'cancel']);
  });
});
