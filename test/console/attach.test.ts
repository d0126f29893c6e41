import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { consoleInBrowser } from './support/browser.ts';

const at = consoleInBrowser();

const { open } = at;
const csv = (name: string, words = 'customer,sku\nACME,A100\n') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(words),
});
const chosen = (page: Page): Locator => page.locator('.attachments .attachment');
const answer = (page: Page, name: string): Locator => page.locator('h3').getByText(`File ${name}`);
const heard = () => at.house.desk.heard.filter((one) => one.kind === 'file');

/** What a browser hands over when files, and words with them, are dropped or pasted: as a piece of script. */
const handedOver = (files: [name: string, content: string][], words?: string) => `(() => {
    const data = new DataTransfer();
    for (const [name, words] of ${JSON.stringify(files)}) data.items.add(new File([words], name, { type: 'text/csv' }));
    ${words === undefined ? '' : `data.setData('text/plain', ${JSON.stringify(words)});`}
    return data;
  })()`;

test('a table is chosen, sent with words beside it, and stands in the conversation as a file to open', async () => {
  const page = await open('anna');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach a table (CSV or Excel)' }).click();
  await (await choosing).setFiles(csv('week 订单.csv'));
  expect(await chosen(page).textContent()).toBe('week 订单.csv');
  await page.keyboard.type('please file these');
  await page.keyboard.press('Enter');
  await answer(page, 'week 订单.csv').waitFor();
  expect(await chosen(page).count()).toBe(0);
  const bubble = page.locator('.mine .bubble').last();
  expect(await bubble.textContent()).toBe('week 订单.csvplease file these');
  const download = page.waitForEvent('download');
  await bubble.getByRole('link').click();
  expect((await download).suggestedFilename()).toBe('week 订单.csv');
  expect(heard().at(-1)).toMatchObject({ name: 'week 订单.csv', words: 'please file these' });
});

test('files that are dropped onto the page are taken, the first is sent, and the others are named', async () => {
  const page = await open('bo');
  const sign = page.locator('.drop-here');
  const files = await page.evaluateHandle(
    handedOver([
      ['one.csv', 'a'],
      ['two.csv', 'b'],
    ]),
  );
  await page.locator('.stream').dispatchEvent('dragenter', { dataTransfer: files });
  await sign.waitFor();
  await page.locator('.stream').dispatchEvent('dragleave', { dataTransfer: files });
  await sign.waitFor({ state: 'hidden' });
  await page.locator('.stream').dispatchEvent('dragenter', { dataTransfer: files });
  await page.locator('.stream').dispatchEvent('drop', { dataTransfer: files });
  await sign.waitFor({ state: 'hidden' });
  expect(await chosen(page).allTextContents()).toEqual(['one.csv', 'two.csv']);
  await page.locator('#composer').press('Enter');
  await answer(page, 'one.csv').waitFor();
  expect(heard().at(-1)).toMatchObject({ name: 'one.csv', others: ['two.csv'] });
});

test('a file that is pasted is taken; cells that are copied stay words', async () => {
  const page = await open('otto');
  const paste = (data: string) =>
    page.evaluate(`document.getElementById('composer').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: ${data}, bubbles: true, cancelable: true }),
    )`);
  await paste(handedOver([['image.png', 'x']], 'ACME'));
  expect(await chosen(page).count()).toBe(0);
  await paste(handedOver([['pasted.csv', 'a']]));
  expect(await chosen(page).textContent()).toBe('pasted.csv');
  await page.getByRole('button', { name: 'Remove pasted.csv' }).click();
  expect(await chosen(page).count()).toBe(0);
  const before = heard().length;
  await page.locator('#composer').press('Enter');
  expect(heard()).toHaveLength(before);
});

test('a file waits in the conversation it was chosen for, and one that is too large is not taken', async () => {
  const page = await open('anna');
  const input = page.locator('.composer input[type=file]');
  await input.setInputFiles(csv('waits.csv'));
  await page.locator('[data-address="console:#orders"]').click();
  await page.locator('.header h1').getByText('orders').waitFor();
  expect(await chosen(page).count()).toBe(0);
  const huge = join(mkdtempSync(join(tmpdir(), 'orderdesk-')), 'huge.csv');
  writeFileSync(huge, '');
  truncateSync(huge, 20 * 1024 * 1024 + 1);
  await input.setInputFiles(huge);
  await page.getByText('This file is larger than 20 MB.').waitFor();
  expect(await chosen(page).count()).toBe(0);
  await page.locator('[data-address="console:@anna"]').click();
  await chosen(page).getByText('waits.csv').waitFor();
  rmSync(dirname(huge), { recursive: true });
});

test('a file that could not be uploaded is sent again at a click, once', async () => {
  const page = await open('fiona');
  const sentence = 'Too many calls.';
  await page.route('**/api/files*', (route) =>
    route.fulfill({ status: 429, json: { error: { code: 'error.console_too_fast', sentence } } }),
  );
  await page.locator('.composer input[type=file]').setInputFiles(csv('again.csv'));
  await page.locator('#composer').press('Enter');
  await page.locator('.pending.failed').getByText(sentence).waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await answer(page, 'again.csv').waitFor();
  expect(await page.locator('.mine .bubble').getByText('again.csv').count()).toBe(1);
  expect(heard().filter((one) => one.kind === 'file' && one.name === 'again.csv')).toHaveLength(1);
});
