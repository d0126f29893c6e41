import { describe, expect, test } from '@jest/globals';
import { restWhileBusy } from '../../src/reports/chart/rest.ts';

/** What a desk did since it began: `works` milliseconds of work, `waits` of waiting. */
function deskThat() {
  const did = { active: 0, idle: 0 };
  return {
    used(since = { active: 0, idle: 0 }) {
      const [active, idle] = [did.active - since.active, did.idle - since.idle];
      return { active, idle, utilization: active / Math.max(1, active + idle) };
    },
    did(works: number, waits: number) {
      did.active += works;
      did.idle += waits;
    },
  };
}

describe('chat comes before charts', () => {
  test('after a chart the drawing thread rests three times as long while people are asking', () => {
    const desk = deskThat();
    const rest = restWhileBusy(2, desk.used);
    const first = rest();
    desk.did(60, 40);
    expect(first(40)).toBe(120);
    const second = rest();
    desk.did(20, 80);
    expect(second(10)).toBe(30);
  });

  test('what was asked before a chart is drawn, or not asked for hours, counts for nothing', () => {
    const desk = deskThat();
    desk.did(5_000, 0);
    const rest = restWhileBusy(2, desk.used);
    const quiet = rest();
    desk.did(5, 95);
    expect(quiet(40)).toBe(0);
    desk.did(0, 3_600_000);
    const busy = rest();
    desk.did(50, 50);
    expect(busy(40)).toBe(120);
  });

  test('half a second is the longest rest: the first chart loads canvas and fonts', () => {
    const desk = deskThat();
    const after = restWhileBusy(2, desk.used)();
    desk.did(1_000, 0);
    expect(after(1_200)).toBe(500);
  });

  test('never rests where there are processors to spare', () => {
    const desk = deskThat();
    const after = restWhileBusy(4, desk.used)();
    desk.did(100, 0);
    expect(after(40)).toBe(0);
  });
});
