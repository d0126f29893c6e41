import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/commands/index.ts';
import { deeds } from '../../src/orders/deeds/index.ts';
import { actions, moveOf } from '../../src/orders/moves.ts';
import { type State, states } from '../../src/orders/order.ts';
import { texts } from '../../src/text/index.ts';

/** States that an order can be held in, by the table itself. */
const holdable = Object.keys(moveOf('hold').from) as State[];
const targets = (action: (typeof actions)[number]): State[] =>
  moveOf(action).to.flatMap((to) => (to === 'back' ? holdable : [to]));

describe('the table of moves is sound', () => {
  test('an order can get from draft into every state', () => {
    const reached = new Set<State>(['draft']);
    for (let grown = 0; grown !== reached.size; ) {
      grown = reached.size;
      for (const action of actions)
        if (Object.keys(moveOf(action).from).some((from) => reached.has(from as State)))
          for (const to of targets(action)) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });

  test('an order gets out of every state but completed', () => {
    const stuck = states.filter((s) => !actions.some((a) => moveOf(a).from[s]));
    expect(stuck).toEqual(['completed']);
  });

  test('an order that is not completed can still come to completion or cancellation', () => {
    const ending = new Set<State>(['completed', 'cancelled']);
    for (let grown = 0; grown !== ending.size; ) {
      grown = ending.size;
      for (const action of actions)
        if (targets(action).some((to) => ending.has(to)))
          for (const from of Object.keys(moveOf(action).from)) ending.add(from as State);
    }
    expect([...ending].sort()).toEqual([...states].sort());
  });

  test.each(actions)('%s starts and ends in states that exist, and somebody may do it', (action) => {
    const from = Object.entries(moveOf(action).from);
    expect(from.length).toBeGreaterThan(0);
    for (const [state, who] of from) {
      expect(states).toContain(state);
      expect(who?.length).toBeGreaterThan(0);
    }
    for (const to of moveOf(action).to) if (to !== 'back') expect(states).toContain(to);
    expect(moveOf(action).to.length).toBeGreaterThan(0);
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
