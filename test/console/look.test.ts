import { describe, expect, test } from '@jest/globals';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';
import type { SealedCard } from '../../src/chat/card.ts';
import { consoleInBrowser } from './support/browser.ts';
import { say, until } from './support/page.ts';

const at = consoleInBrowser();

const { open } = at;
const phone = (width = 390) => ({ viewport: { width, height: 800 } });

describe('a table that is wider than its card', () => {
  test('shows at its edges on which side there is more', async () => {
    const page = await open('fiona', phone());
    await say(page, '/order blocks');
    const frame = page.locator('.table-frame');
    const more = async () =>
      page.evaluate<number[]>(
        `['::before', '::after'].map((edge) => Number(getComputedStyle(document.querySelector('.table-frame'), edge).opacity))`,
      );
    const shows = (edges: [number, number]) => until(async () => (await more()).join() === edges.join());
    const scrollTo = (left: number) =>
      frame.locator('.table-scroll').evaluate((element, to) => {
        element.scrollLeft = to;
      }, left);
    await shows([0, 1]);
    await scrollTo(20);
    await shows([1, 1]);
    await scrollTo(10_000);
    await shows([1, 0]);
    await scrollTo(0);
    await shows([0, 1]);
  });

  test('is reached and scrolled by the keyboard under a name that says so; one that fits is no stop at all', async () => {
    const narrow = await open('fiona', phone());
    await say(narrow, '/order blocks');
    const region = narrow.getByRole('region', { name: 'Lines (scrolls sideways)' }).last();
    await narrow.locator('.card').last().getByRole('button', { name: 'Show' }).focus();
    await narrow.keyboard.press('Shift+Tab');
    expect(await narrow.evaluate('document.activeElement.ariaLabel')).toBe('Lines (scrolls sideways)');
    await narrow.keyboard.press('ArrowRight');
    await until(async () => (await region.evaluate((element) => element.scrollLeft)) > 0);

    const wide = await open('fiona');
    await wide.locator('.table-scroll').last().waitFor();
    await until(async () => (await wide.locator('.table-scroll[tabindex]').count()) === 0);
    expect(await wide.getByRole('region', { name: 'Lines', exact: true }).count()).toBeGreaterThan(0);
    expect(await wide.locator('.more-before, .more-after').count()).toBe(0);
  });
});

/** The colour in the middle of an element, as red, green and blue. */
async function colourOf(page: Page, selector: string): Promise<number[]> {
  const image = await loadImage(await page.locator(selector).last().screenshot());
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return [...context.getImageData(image.width / 2, image.height / 2, 1, 1).data].slice(0, 3);
}

test('a picture is itself in the light, and a little darker on a softer plate in the dark', async () => {
  const grey = 0xb4;
  const light = await open('otto', { colorScheme: 'light' });
  await say(light, '/order blocks');
  await light.locator('.picture img').last().scrollIntoViewIfNeeded();
  expect(await colourOf(light, '.picture')).toEqual([grey, grey, grey]);
  const dark = await open('otto', { colorScheme: 'dark' });
  await dark.locator('.picture img').last().scrollIntoViewIfNeeded();
  for (const part of await colourOf(dark, '.picture')) {
    expect(part).toBeLessThan(grey * 0.95);
    expect(part).toBeGreaterThan(grey * 0.75);
  }
});

const customer: SealedCard = {
  title: 'Acme Tools Ltd',
  summary: 'Acme',
  blocks: [
    {
      kind: 'fields',
      fields: [
        { label: 'Code', value: 'ACME' },
        { label: 'Tier', value: 'A' },
        { label: 'Contacts', value: 'Paul Reed · +44 113 496 0101 · paul.reed@acme-tools.example' },
        { label: 'Mail', value: 'orders@acme-tools.example' },
        {
          label: 'Usual items',
          value: 'A100 Servo motor 400 W 伺服电机 × 22 (6 times)\nB210 Sensor cable 5 m 传感器线缆 × 40 (4 times)',
        },
        { label: 'Since', value: 'customer since 2024-03-01' },
      ],
    },
    {
      kind: 'text',
      text: 'Write to paul.reed@acme-tools.example before 2026-11-24, or to a-very-long-name@x.example.',
    },
    {
      kind: 'list',
      items: Array.from({ length: 24 }, (_, i) => ({
        text: `SO-0001${10 + i} · Acme`,
        detail: `${'delivered '.repeat(1 + (i % 4))}· CNY ${'1'.repeat(1 + (i % 7))}.00 · promised 2026-11-24`,
        buttons: [{ id: `b-${i}`, label: 'Open' }],
      })),
    },
  ],
};

/** The addresses and dates on the page that stand on more than one line. */
const broken = `(() => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector('.stream'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    for (const match of text.data.matchAll(/[\\w.-]+@[\\w.-]+\\w|\\d{4}-\\d{2}-\\d{2}|SO-\\d{6}/g)) {
      const range = new Range();
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      if (new Set([...range.getClientRects()].map((line) => line.top)).size !== 1) found.push(match[0]);
    }
  }
  return found;
})()`;

describe('the fields of a card', () => {
  test.each([320, 390, 800, 1280])('no e-mail address, date or number breaks in two at %i points', async (width) => {
    await at.house.adapter.post({ conversation: 'console:@ada', card: customer, key: 'whole' });
    const page = await open('ada', phone(width));
    await page.locator('.card').waitFor();
    expect(await page.evaluate(broken)).toEqual([]);
    const beyond = `document.querySelector('.stream').scrollWidth - document.querySelector('.stream').clientWidth`;
    expect(await page.evaluate(beyond)).toBe(0);
  });

  test('a short value has a column, a longer one two, and a list the whole width', async () => {
    await at.house.adapter.post({ conversation: 'console:@anna', card: customer, key: 'room' });
    const page = await open('anna');
    const width = async (label: string) =>
      (await page.locator('.fields > div', { hasText: label }).boundingBox())?.width ?? 0;
    const all = (await page.locator('.fields').boundingBox())?.width ?? 0;
    expect(await width('Code')).toBeLessThan(all / 3);
    expect(await width('Contacts')).toBeGreaterThan(all / 3);
    expect(await width('Contacts')).toBeLessThan(all);
    expect(await width('Usual items')).toBe(all);
  });
});

test.each([
  { id: 'fiona', width: 320 },
  { id: 'fiona', width: 390 },
  { id: 'bo', width: 320 },
  { id: 'bo', width: 390 },
  { id: 'bo', width: 800 },
])('what the composer proposes to type is not cut at $width points, for $id', async ({ id, width }) => {
  const page = await open(id, phone(width));
  const room = await page.evaluate<{ has: number; needs: number }>(`(() => {
    const field = document.querySelector('#composer');
    const context = document.createElement('canvas').getContext('2d');
    context.font = getComputedStyle(field).font;
    return { has: field.clientWidth, needs: context.measureText(field.placeholder).width };
  })()`);
  expect(room.needs).toBeGreaterThan(0);
  expect(room.has).toBeGreaterThanOrEqual(room.needs);
});
