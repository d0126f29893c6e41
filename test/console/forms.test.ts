import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { consoleInBrowser } from './support/browser.ts';
import { say, until } from './support/page.ts';

const at = consoleInBrowser();

const { open } = at;
const form = (page: Page) => page.locator('dialog[open] form');
const note = (page: Page) => form(page).getByRole('textbox', { name: 'Note' });
const waiting = (page: Page) => page.locator('.card.waiting');

/** Opens a form, types a note into it and puts it aside. */
async function begin(page: Page, text: string): Promise<void> {
  await say(page, '/order new');
  await note(page).fill(text);
  await putAside(page);
}

async function putAside(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await form(page).waitFor({ state: 'detached' });
}

/** Which of the forms that wait stand out, by place. */
const atHand = async (page: Page) =>
  (await waiting(page).all()).length === 0
    ? []
    : page.evaluate<number[]>(
        `[...document.querySelectorAll('.card.waiting')].flatMap((card, i) => card.ariaCurrent === 'true' ? [i] : [])`,
      );

describe('forms that are not submitted yet', () => {
  test('the one opened last stands out, and the others are a line each to continue from', async () => {
    const page = await open('anna');
    await begin(page, 'first');
    await begin(page, 'second');
    await begin(page, 'third');
    expect(await atHand(page)).toEqual([2]);
    const heights = await Promise.all(
      (await waiting(page).all()).map(async (card) => (await card.boundingBox())?.height ?? 0),
    );
    expect(heights[0]).toBe(heights[1]);
    expect(heights[2]).toBeGreaterThan((heights[0] ?? 0) * 1.5);
    expect(await waiting(page).locator('.waiting-state').nth(0).isVisible()).toBe(false);
    expect(await waiting(page).locator('.waiting-state').nth(2).textContent()).toContain('what you typed is kept');
    expect(await waiting(page).nth(0).locator('.waiting-about').textContent()).toBe(
      'Acme Trading · A100 × 20 · B200 × 5',
    );

    await waiting(page).nth(0).getByRole('button', { name: 'Continue · New order' }).click();
    expect(await note(page).inputValue()).toBe('first');
    expect(await atHand(page)).toEqual([0]);
    await putAside(page);
    expect(await page.evaluate(`document.activeElement.closest('.waiting')?.ariaCurrent`)).toBe('true');

    await waiting(page).nth(1).getByRole('button').click();
    expect(await note(page).inputValue()).toBe('second');
    await page.keyboard.press('Control+Enter');
    await form(page).waitFor({ state: 'detached' });
    await page.locator('.card h3').getByText('SO-000125').waitFor();
    expect(await waiting(page).count()).toBe(2);
    expect(await atHand(page)).toEqual([1]);
  });

  test('every kind of field comes back as it was left, also after the page was loaded anew', async () => {
    const page = await open('fiona');
    await say(page, '/order new');
    const customer = form(page).getByRole('combobox', { name: 'Customer' });
    await customer.fill('hua');
    await page.getByRole('option', { name: '华信' }).click();
    await form(page).getByRole('textbox', { name: 'Quantity' }).first().fill('33');
    await form(page).getByRole('button', { name: 'Add line' }).click();
    await form(page).getByRole('combobox', { name: 'Product' }).nth(2).fill('something blue');
    await page.keyboard.press('Tab');
    await form(page).getByLabel('Delivery date').fill('2026-12-24');
    await form(page).getByRole('combobox', { name: 'Payment terms' }).selectOption('60');
    await form(page).getByLabel('Freight').fill('12.50');
    await form(page).getByRole('checkbox', { name: 'Keep cold' }).check();
    const sent = page.waitForResponse((response) => response.url().includes('/api/files'));
    await form(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'po.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    const { id: file } = await (await sent).json();
    await until(async () => ((await page.evaluate<string>('JSON.stringify(sessionStorage)')) ?? '').includes(file));
    await note(page).fill('half a note');

    await page.reload();
    await waiting(page).getByRole('button', { name: 'Continue' }).click();
    expect(await customer.inputValue()).toBe('华信贸易');
    expect(await form(page).locator('.file-state').textContent()).toBe('po.pdf');
    await page.keyboard.press('Control+Enter');
    await form(page).locator('.error:not(:empty)').first().waitFor();
    await form(page).getByRole('textbox', { name: 'Quantity' }).nth(2).fill('1');
    await page.keyboard.press('Control+Enter');
    await form(page).waitFor({ state: 'detached' });
    expect(at.house.desk.heard.filter((one) => one.kind === 'submit').at(-1)).toMatchObject({
      values: {
        customer: 'C-HUA',
        lines: [
          { sku: 'A100', quantity: '33', price: '9.5' },
          { sku: 'B200', quantity: '5', price: '12', discount: '10' },
          { sku: 'something blue', quantity: '1' },
        ],
        requested: '2026-12-24',
        terms: '60',
        freight: '12.50',
        flags: ['fragile', 'cold'],
        po_file: file,
        note: 'half a note',
      },
    });
    expect(await page.evaluate(`JSON.stringify(sessionStorage).includes('half a note')`)).toBe(false);
  });

  test('starting over asks first, and gives the form as it came', async () => {
    const page = await open('otto');
    await say(page, '/order new');
    const anew = form(page).getByRole('button', { name: 'Start over' });
    expect(await anew.isVisible()).toBe(false);
    await note(page).fill('not this');
    await anew.click();
    await page.getByRole('button', { name: 'Keep editing' }).click();
    expect(await note(page).inputValue()).toBe('not this');
    await anew.click();
    await page.locator('dialog.small').getByRole('button', { name: 'Start over' }).click();
    await until(async () => (await note(page).inputValue()) === 'Deliver at gate 3');
    expect(await anew.isVisible()).toBe(false);
    await putAside(page);
    expect(await waiting(page).getByRole('button').textContent()).toBe('Fill in');
  });
});
