import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { personOf } from '../../src/members/member.ts';
import { t } from '../../src/text/index.ts';
import { seedOrder, tenPieces } from '../orders/support/seed.ts';
import { openBrowser } from '../support/browser.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

/** Set to a folder to keep the screenshots. */
const album = process.env.SCREENSHOTS;
const patience = 15_000;

let desk: TestDesk;
let company: Company;
let browser: Browser;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  for (const quantity of [20_000, 30_000, 40_000])
    await seedOrder(desk, company, 'completed', {
      lines: [tenPieces({ quantity, unitPrice: 95_5000 }), tenPieces({ sku: 'B200', name: 'Gadget' })],
    });
  await desk.desk.products.update(desk.actor(company.otto), 'A100', { onHand: 12_000 });
  const actor = () => desk.actor(company.anna);
  const zeta = await desk.desk.customers.create(actor(), { code: 'ZETA', name: 'Zeta Works', address: '2 Zeta Road' });
  const lines = [{ sku: 'B200', quantity: 7_000 }];
  const draft = await desk.desk.drafts.create(actor(), { customer: zeta._id, lines });
  await desk.desk.move(actor(), draft._id, 'submit');
  const product = (await desk.desk.products.get(personOf(company.bob), 'B200'))._id;
  await desk.desk.prices.set(desk.actor(company.bob), { product, customer: company.acme._id, from: 0, price: 9_2000 });
  await atBreaks();
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
});

/** A customer who pays less for A100 from 10 on, and for B200, as all of their tier, from 500 on. */
async function atBreaks(): Promise<void> {
  const [a100, b200] = await Promise.all(
    ['A100', 'B200'].map((sku) => desk.desk.products.get(personOf(company.bob), sku)),
  );
  const tau = await desk.desk.customers.create(desk.actor(company.anna), {
    code: 'TAU',
    name: 'Tau Works',
    tier: 'A',
    address: '1 Tau Road',
  });
  const bob = () => desk.actor(company.bob);
  const mine = { product: a100!._id, customer: tau._id };
  await desk.desk.prices.set(bob(), { ...mine, from: 0, price: 300_0000 });
  await desk.desk.prices.set(bob(), { ...mine, from: 10_000, price: 100_0000 });
  await desk.desk.prices.set(bob(), { product: b200!._id, tier: 'A', from: 500_000, price: 9_6600 });
}

/** Anna's page in a browser of its own, in a language and a size. */
async function anna(locale: 'en' | 'zh', width: number): Promise<Page> {
  await desk.desk.members.update(desk.actor(company.ada), company.anna._id, { locale });
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const session = await desk.desk.signIn.open(company.anna._id, desk.clock());
  await context.addCookies([{ name: 'orderdesk_session', value: session, url: desk.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(`${desk.url}/console`);
  await page.locator('textarea').waitFor();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator('textarea').fill(text);
  await page.keyboard.press('Escape');
  await page.locator('textarea').press('Enter');
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!album) return;
  mkdirSync(album, { recursive: true });
  await page.screenshot({ path: `${album}/${name}.png` });
}

const cases = [
  { locale: 'en', width: 1280 },
  { locale: 'zh', width: 1280 },
  { locale: 'en', width: 390 },
  { locale: 'zh', width: 390 },
] as const;

describe.each(cases)('the form of an order in a browser, in $locale at $width', ({ locale, width }) => {
  const words = (key: Parameters<typeof t>[1], values = {}) => t(locale, key, values);

  test('offers usual items of whoever is chosen, takes one with a click, and says what is short as one types', async () => {
    const page = await anna(locale, width);
    await say(page, '/order new');
    const form = page.locator('dialog[open] form');
    await form.waitFor();
    expect(await form.locator('.chip').count()).toBe(0);
    await form.getByRole('combobox').first().fill('acm');
    await page.getByRole('option', { name: 'Acme Ltd' }).click();
    const chip = form.locator('.chip').filter({ hasText: 'A100' });
    await chip.waitFor();
    expect(await chip.textContent()).toContain(words('console.line_last', { price: '95.5' }));
    await shoot(page, `${locale}-${width}-offered`);
    await chip.click();
    expect(await form.locator('.line').count()).toBe(1);
    expect(await form.locator('.chip').count()).toBe(1);
    const facts = form.locator('.line-facts');
    expect(await facts.textContent()).toContain(words('console.line_short', { n: '12' }));
    expect(await form.locator('.lines-total').textContent()).toContain('CNY 3,600.00');
    await shoot(page, `${locale}-${width}-short`);
    await form.locator('.cell.quantity input').fill('12');
    expect(await facts.textContent()).toContain(words('console.line_available', { n: '12' }));
    expect(await form.locator('.lines-total').textContent()).toContain('CNY 1,440.00');
    await form.getByRole('combobox').first().fill('somebody else');
    expect(await form.locator('.chip').count()).toBe(0);
    const width1 = await page.evaluate('document.documentElement.scrollWidth');
    expect(Number(width1)).toBeLessThanOrEqual(width);
    await page.context().close();
  });

  test('shows what the customer pays, and what another one pays once another is chosen', async () => {
    const page = await anna(locale, width);
    await say(page, '/order new ACME');
    const form = page.locator('dialog[open] form');
    const chip = form.locator('.chip').filter({ hasText: 'B200' });
    await chip.click();
    const facts = form.locator('.line-facts');
    const total = form.locator('.lines-total');
    expect(await facts.textContent()).toContain(words('price.source.customer'));
    expect(await total.textContent()).toContain('CNY 92.00');
    await form.getByRole('combobox').first().fill('zet');
    await page.getByRole('option', { name: 'Zeta Works' }).click();
    await total.filter({ hasText: 'CNY 100.00' }).waitFor();
    expect(await facts.textContent()).not.toContain(words('price.source.customer'));
    await page.context().close();
  });

  test('an order again opens filled, and one that is there already is asked about', async () => {
    const page = await anna(locale, width);
    await say(page, '/order again zeta');
    const form = page.locator('dialog[open] form');
    await form.waitFor();
    expect(await form.locator('.line').count()).toBe(1);
    await shoot(page, `${locale}-${width}-again`);
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    const card = page
      .locator('.card')
      .filter({ hasText: words('double.lines') })
      .last();
    await card.waitFor();
    await shoot(page, `${locale}-${width}-double`);
    await card.getByRole('button', { name: words('double.keep') }).click();
    await page
      .locator('.card')
      .filter({ hasText: words('state.draft') })
      .last()
      .waitFor();
    await page.context().close();
  });
});

/** Waits until a place says what it is to say. */
const says = (place: Locator, text: string): Promise<void> => place.filter({ hasText: text }).waitFor();

describe.each(['en', 'zh'] as const)('prices that count from a quantity on, in %s', (locale) => {
  const source = (from: string) =>
    [t(locale, 'price.source.tier', { tier: 'A' }), t(locale, 'price.from', { quantity: from })].join(
      t(locale, 'price.separator'),
    );
  let page: Page;
  beforeAll(async () => {
    page = await anna(locale, 1280);
  });
  afterAll(() => page.context().close());

  test('are shown as the quantity of a line crosses their break, there and back, also once the form was put aside', async () => {
    await say(page, '/order new TAU A100x9 B200x499');
    const form = page.locator('dialog[open] form');
    const [first, second] = [form.locator('.line').nth(0), form.locator('.line').nth(1)];
    const total = form.locator('.lines-total b');
    await says(total, 'CNY 7,690.00');
    await first.locator('.cell.quantity input').fill('10');
    await page.keyboard.press('Tab');
    await second.locator('.cell.quantity input').fill('500');
    await page.keyboard.press('Tab');
    await says(total, 'CNY 5,830.00');
    expect(await first.locator('.cell.price input').getAttribute('placeholder')).toBe('100');
    expect(await second.locator('.line-facts').textContent()).toContain(source('500'));
    await second.locator('.cell.quantity input').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('499');
    await says(total, 'CNY 5,990.00');
    expect(await second.locator('.line-facts').textContent()).not.toContain(source('500'));
    await second.locator('.cell.quantity input').fill('500');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await page.locator('.card.waiting').last().getByRole('button').click();
    await says(total, 'CNY 5,830.00');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  test('leave a price that was typed, which is said to be typed beside what the list says', async () => {
    await say(page, '/order new TAU B200x600@9.50');
    const form = page.locator('dialog[open] form');
    const line = form.locator('.line');
    const facts = line.locator('.line-facts');
    const typed = (price: string) => t(locale, 'console.line_typed_source', { price, source: source('500') });
    await says(facts, typed('9.66'));
    await shoot(page, `${locale}-typed`);
    await line.locator('.cell.quantity input').fill('499');
    await says(facts, t(locale, 'console.line_typed_list', { price: '10' }));
    expect(await line.locator('.cell.price input').inputValue()).toBe('9.5');
    expect(await form.locator('.lines-total b').textContent()).toBe('CNY 4,740.50');
    await line.locator('.cell.quantity input').fill('500');
    await says(facts, typed('9.66'));
    await line.locator('.cell.price input').fill('');
    expect(await facts.textContent()).toContain(source('500'));
    expect(await facts.textContent()).not.toContain(t(locale, 'console.line_typed'));
    expect(await form.locator('.lines-total b').textContent()).toBe('CNY 4,830.00');
  });
});
