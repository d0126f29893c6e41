import { describe, expect, test } from '@jest/globals';
import { mainColour, otherColour, palette, shadesOf } from '../../src/chat/chart.ts';
import { colours } from '../../src/reports/chart/theme.ts';

type Three = readonly [number, number, number];
const rows = (matrix: readonly Three[], v: Three): Three =>
  matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Three;

/** Light of a colour `#RRGGBB`, 0 to 1 each (IEC 61966-2-1). */
function lightOf(colour: string): Three {
  const parts = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255);
  return parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as unknown as Three;
}

/** CIELAB of light, white point D65. */
function labOf(light: Three): Three {
  const toXyz: Three[] = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
  ];
  const [x, y, z] = rows(toXyz, light).map((v, i) => {
    const t = Math.max(0, v) / ([0.9505, 1, 1.089][i] ?? 1);
    return t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116;
  }) as unknown as Three;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How colours are seen without one kind of cones: Machado, Oliveira, Fernandes 2009, severity 1. */
const eyes: Record<string, readonly Three[]> = {
  'with all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'without red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'without green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'without blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const lightness = (colour: string): number => labOf(lightOf(colour))[0];
const neighbours = palette.slice(1).map((colour, i) => [palette[i] ?? '', colour] as const);

describe('colours of charts', () => {
  test.each(Object.entries(eyes))('neighbours in a stack are told apart %s', (_, eye) => {
    for (const pair of neighbours) {
      const [a, b] = pair.map((colour) => labOf(rows(eye, lightOf(colour)))) as [Three, Three];
      expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(15);
    }
  });

  test('neighbours in a stack differ in grey, the first two most, and the sixth class least', () => {
    const steps = neighbours.map(([a, b]) => Math.abs(lightness(a) - lightness(b)));
    expect(steps[0]).toBeGreaterThan(20);
    expect(Math.min(...steps.slice(0, -1))).toBeGreaterThan(10);
    expect(Math.min(...steps)).toBeGreaterThan(6);
  });

  test.each([2, 5, 12])('%d bars that grow worse are each darker than the one before, and none is paper', (count) => {
    const shades = shadesOf(count).map(lightness);
    expect(shades).toHaveLength(count);
    for (const [i, shade] of shades.entries()) expect(shade).toBeLessThan(i === 0 ? 85 : (shades[i - 1] ?? 0) - 3);
  });

  test('one bar alone has the colour of all bars', () => {
    expect(shadesOf(1)).toEqual([mainColour]);
  });

  test('what is put together, and what is below zero, is no colour of a class beside it', () => {
    expect(palette).not.toContain(otherColour);
    expect(colours.negative).not.toBe(colours.main);
  });

  test('texts stand out from the paper (4.5 : 1 and more, WCAG 2.2, 1.4.3)', () => {
    const luminance = (colour: string) => {
      const [r, g, b] = lightOf(colour);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    for (const text of [colours.ink, colours.quiet])
      expect((luminance(colours.paper) + 0.05) / (luminance(text) + 0.05)).toBeGreaterThan(4.5);
  });
});
