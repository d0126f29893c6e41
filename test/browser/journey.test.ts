import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { loadSampleOnce } from '../../src/sample/load.ts';
import { openBrowser } from '../support/browser.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

/** Set to a folder to keep the screenshots, e.g. for the README. */
const album = process.env.SCREENSHOTS;
const patience = 15_000;

let desk: TestDesk;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  desk = await openTestDesk({ env: { SAMPLE_DATA: 'on' } });
  await loadSampleOnce(desk.desk);
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser.close();
  await desk.close();
});

/** A browser of its own for a person of the sample company. */
async function be(name: string, size = { width: 1280, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport: size });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(`${desk.url}/console`);
  await page.getByRole('button', { name }).click();
  await page.locator('textarea').waitFor();
  return page;
}

const pages = new Map<string, Page>();

/** Everybody's page, opened once; it is loaded anew where somebody's language has changed. */
async function open(names: [string, string, string, string]): Promise<[Page, Page, Page, Page]> {
  for (const name of names) {
    const known = pages.get(name);
    if (known) await known.reload();
    else pages.set(name, await be(name));
    await pages.get(name)?.locator('textarea').waitFor();
  }
  return names.map((name) => pages.get(name)) as [Page, Page, Page, Page];
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator('textarea').fill(text);
  await page.keyboard.press('Escape');
  await page.locator('textarea').press('Enter');
}

/** The last card on the page with these words in it. */
const card = (page: Page, words: string | RegExp): Locator => page.locator('.card').filter({ hasText: words }).last();

/** A button on the newest card about something that offers it: a notice may come in below at any moment. */
const offered = (page: Page, words: string | RegExp, name: string): Locator => {
  const button = page.getByRole('button', { name, exact: true });
  return page.locator('.card').filter({ hasText: words }).filter({ has: button }).last().locator(button);
};

async function picture(page: Page, name: string): Promise<void> {
  if (!album) return;
  mkdirSync(album, { recursive: true });
  await page.screenshot({ path: `${album}/${name}.png` });
}

describe.each([
  {
    language: 'English',
    locale: 'en' as const,
    words: {
      file: 'File the order',
      approve: 'Approve',
      ship: 'Ship',
      carrier: 'Carrier',
      tracking: 'Tracking number',
      pay: 'Record payment',
      deliver: 'Deliver',
      complete: 'Complete',
      pending: 'pending approval',
      approved: 'approved',
      shipped: 'shipped',
      completed: 'completed',
      paid: 'Paid',
      newOrder: '/order new Acme A100x20 B200x5@9.50 due +10d po 4711',
      report: '/order report this month',
      show: '/order show',
      total: 'Total',
    },
  },
  {
    language: 'Chinese',
    locale: 'zh' as const,
    words: {
      file: '提交订单',
      approve: '批准',
      ship: '发货',
      carrier: '承运商',
      tracking: '运单号',
      pay: '收款',
      deliver: '签收',
      complete: '完成',
      pending: '待审批',
      approved: '已批准',
      shipped: '已发货',
      completed: '已完成',
      paid: '已收',
      newOrder: '订单 新建 华信 A100x30 交期 下周五 采购单 4712',
      report: '/order 报表 本月',
      show: '/order 查看',
      total: '总额',
    },
  },
])('the desk in a browser, in $language', ({ locale, words }) => {
  test('an order goes from one line to a chart, and every open page follows without a reload', async () => {
    const people = (await desk.desk.members.all()).filter((m) => m.sample);
    for (const m of people)
      await desk.desk.members.setOwn(
        { member: m, from: 'cli:test', key: `${m._id}${locale}`, now: desk.clock() },
        { locale },
      );
    const [anna, manager, operations, finance] = await open(['Anna Wang', 'Bo Chen', 'Owen Zhao', 'Fiona Li']);

    await say(anna, words.newOrder);
    await anna.getByRole('dialog').waitFor();
    await picture(anna, `form-${locale}`);
    await anna.getByRole('button', { name: words.file }).click();
    const filed = card(anna, words.pending);
    await filed.waitFor();
    const number = /SO-\d{6}/.exec((await filed.textContent()) ?? '')?.[0] ?? '';
    expect(number).not.toBe('');

    const decision = card(manager, number);
    await decision.waitFor();
    await picture(manager, `decision-${locale}`);
    await decision.getByRole('button', { name: words.approve, exact: true }).click();
    await card(anna, number)
      .and(anna.locator('.card', { hasText: words.approved }))
      .last()
      .waitFor();

    await say(operations, `${words.show} ${number}`);
    const toShip = card(operations, number);
    await toShip.waitFor();
    expect(await toShip.textContent()).not.toContain(words.total);
    await toShip.getByRole('button', { name: words.ship, exact: true }).click();
    await operations.getByLabel(words.carrier).fill('SF Express');
    await operations.getByLabel(words.tracking).fill('SF-1234567');
    await picture(operations, `ship-${locale}`);
    await operations.getByRole('dialog').getByRole('button', { name: words.ship, exact: true }).click();
    await anna.locator('.card', { hasText: number }).filter({ hasText: 'SF-1234567' }).first().waitFor();

    await say(finance, `${words.show} ${number}`);
    await offered(finance, number, words.pay).click();
    await finance.getByRole('dialog').getByRole('button', { name: words.pay, exact: true }).click();
    await finance.locator('.card', { hasText: number }).filter({ hasText: words.paid }).last().waitFor();

    await say(anna, `${words.show} ${number}`);
    await offered(anna, number, words.deliver).click();
    await offered(anna, number, words.complete).click();
    await anna.locator('.card', { hasText: number }).filter({ hasText: words.completed }).last().waitFor();
    await picture(anna, `order-${locale}`);

    const images = anna.locator('.card img');
    const before = await images.count();
    await say(anna, words.report);
    const image = images.nth(before);
    await image.waitFor();
    expect(
      await image.evaluate((e: { complete: boolean; naturalWidth: number }) => e.complete && e.naturalWidth),
    ).toBeGreaterThan(500);
    expect((await image.getAttribute('alt')) ?? '').toMatch(/\d/);
    await picture(anna, `report-${locale}`);
  }, 120_000);
});

test('on a phone nothing is wider than the screen', async () => {
  const phone = await be('Bo Chen', { width: 390, height: 844 });
  await say(phone, '/order');
  await card(phone, /My day|的今天/).waitFor();
  const widths = await phone.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
  expect((widths as number[])[0]).toBeLessThanOrEqual((widths as number[])[1] ?? 0);
  await picture(phone, 'phone');
}, 60_000);
