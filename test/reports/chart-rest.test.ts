import { describe, expect, test } from '@jest/globals';
import { restWhileBusy } from '../../src/reports/chart/rest.ts';

/** What a desk did since it began: `works` milliseconds of work, `waits` of waiting. */
function deskThat() {
  const did = { active: 0, idle: 0, utilization: 0 };
  return {
    used: () => ({ ...did }),
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
    desk.did(60, 40);
    expect(rest(40)).toBe(120);
    desk.did(20, 80);
    expect(rest(10)).toBe(30);
  });

  test('goes on at once while nobody asks, whatever was asked before', () => {
    const desk = deskThat();
    desk.did(5_000, 0);
    const rest = restWhileBusy(2, desk.used);
    desk.did(5, 95);
    expect(rest(40)).toBe(0);
    desk.did(100, 0);
    expect(rest(40)).toBe(120);
    desk.did(0, 100);
    expect(rest(40)).toBe(0);
    expect(rest(40)).toBe(0);
  });

  test('never rests where there are processors to spare', () => {
    const desk = deskThat();
    const rest = restWhileBusy(4, desk.used);
    desk.did(100, 0);
    expect(rest(40)).toBe(0);
  });
});
