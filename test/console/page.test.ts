import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { consoleInBrowser } from './support/browser.ts';
import { canary, decided, everyBlock } from './support/cards.ts';
import { say, until } from './support/page.ts';

const at = consoleInBrowser();

const orders = 'console:#orders';

/** The console as a person sees it, in a browser of its own. */
const open = (id: string, viewport = { width: 1280, height: 800 }): Promise<Page> => at.open(id, { viewport });

const choose = async (page: Page, address: string) => {
  await page.locator(`[data-address="${address}"]`).click();
  await page.locator('.header h1').getByText(address.slice('console:#'.length)).waitFor();
  await page.locator('.stream[aria-busy=false]').waitFor();
};
const focused = (page: Page) =>
  page.evaluate<string>(`document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id`);
const widths = (page: Page) =>
  page.evaluate<number[]>('[document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]');

describe('what people typed', () => {
  test('is shown as text in every place of a card, a form and a message', async () => {
    const page = await open('anna');
    await say(page, canary);
    await say(page, '/order canary');
    const card = page.locator('.card').last();
    expect(await card.locator('img').count()).toBe(1);
    expect(await card.locator('script, b').count()).toBe(0);
    for (const place of [
      'h3',
      '.badge',
      '.text >> nth=0',
      'dt >> nth=0',
      'dd >> nth=0',
      'caption',
      'th >> nth=0',
      'td >> nth=0',
      '.item-text span',
      '.item-text small',
      '.item-buttons button',
      '.file-words',
      '.buttons button',
    ])
      expect([place, await card.locator(place).first().textContent()]).toEqual([
        place,
        expect.stringContaining(canary),
      ]);
    expect(await card.locator('.step-label').first().textContent()).toContain('<b>x</b>');
    expect(await card.locator('.picture img').getAttribute('alt')).toContain(canary);
    expect(await page.locator('.mine .bubble').first().textContent()).toBe(canary);
    await card.getByRole('button', { name: 'Reject' }).click();
    expect(await page.locator('dialog p').textContent()).toContain(canary);
    await page.keyboard.press('Escape');
    await say(page, '/order canary form');
    const form = page.locator('dialog[open]');
    expect(await form.locator('h2').textContent()).toContain(canary);
    expect(await form.locator('img, script').count()).toBe(0);
    expect(await form.locator('.field.text input').first().inputValue()).toContain('<img');
    await page.keyboard.press('Escape');
    const waiting = page.locator('.card.waiting');
    expect(await waiting.locator('strong').textContent()).toContain(canary);
    expect(await waiting.locator('.waiting-about').textContent()).toContain(canary);
    expect(await page.evaluate(`'hacked' in window`)).toBe(false);
  });
});

describe('with the keyboard alone', () => {
  test('an order is filed: choose who you are, complete a command, fill in the form, correct it, submit', async () => {
    const context = await at.context({ locale: 'en' });
    const page = await context.newPage();
    await page.goto(`${at.house.origin}/console`);
    await page.locator('.persona:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#composer:focus').waitFor();
    await page.keyboard.type('/order n');
    await page.keyboard.press('Tab');
    await until(async () => (await page.locator('#composer').inputValue()) === '/order new ');
    await page.keyboard.press('Enter');
    const form = page.locator('dialog[open]');
    await form.waitFor();
    expect(await form.locator('.lines-total b').textContent()).toBe('CNY 244.00');
    await form.getByRole('combobox', { name: 'Customer' }).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('hua');
    await page.getByRole('option', { name: '华信', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    expect(await form.getByRole('combobox', { name: 'Customer' }).inputValue()).toBe('华信贸易');
    await form.getByRole('textbox', { name: 'Quantity' }).nth(1).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+Enter');
    await form.locator('.line .error:not(:empty)').waitFor();
    expect(await focused(page)).toBe('Quantity');
    await page.keyboard.type('7');
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    await page.locator('.card h3').getByText('SO-000125').waitFor();
    const filed = at.house.desk.heard.filter((one) => one.kind === 'submit').at(-1);
    expect(filed).toMatchObject({
      values: {
        customer: 'C-HUA',
        requested: '2026-12-01',
        flags: ['fragile'],
        lines: [
          { sku: 'A100', quantity: '20', price: '9.5' },
          { sku: 'B200', quantity: '7', price: '12', discount: '10' },
        ],
      },
    });
    await page.locator('#composer:focus').waitFor();
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('#composer').inputValue()).toBe('/order new');
  });

  test('conversations are switched, shortcuts shown, and a form is not lost by a slip of Esc', async () => {
    const page = await open('anna');
    await page.keyboard.press('Alt+ArrowUp');
    await page.locator('.header h1').getByText('orders').waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.locator('.header h1').getByText('OrderDesk').waitFor();
    await page.keyboard.press('?');
    await page.locator('dialog .shortcuts').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.locator('.stream').focus();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement?.id')).toBe('composer');
    await say(page, '/order new');
    await page.locator('dialog[open] textarea').fill('typed so far');
    await page.keyboard.press('Escape');
    await page.locator('dialog').first().waitFor({ state: 'detached' });
    await page.locator('.at-hand').getByRole('button', { name: 'Continue · New order' }).press('Enter');
    expect(await page.locator('dialog[open] textarea').inputValue()).toBe('typed so far');
  });
});

describe('live', () => {
  test('a decision shows on another page at once; what is being typed there stays', async () => {
    const ref = await at.house.adapter.post({
      conversation: orders,
      card: { ...everyBlock(), title: 'SO-000777' },
      key: 'live',
    });
    const [anna, bo] = await Promise.all([open('anna'), open('bo')]);
    await Promise.all([choose(anna, orders), choose(bo, orders)]);
    await anna.locator('#composer').fill('half a sent');
    await bo.locator(`[data-id="${ref.message}"]`).getByRole('button', { name: 'Approve' }).click();
    await anna.locator(`[data-id="${ref.message}"]`).getByText('Approved by console:bo').waitFor();
    expect(await anna.locator('#composer').inputValue()).toBe('half a sent');
    expect(await anna.evaluate('document.activeElement?.id')).toBe('composer');
    await anna.locator('#composer').press('End');
    await anna.keyboard.type('ence');
    expect(await anna.locator('#composer').inputValue()).toBe('half a sentence');
  });

  test('an open form and the focus in a card survive what arrives meanwhile', async () => {
    const ref = await at.house.adapter.post({ conversation: 'console:@otto', card: everyBlock(), key: 'focus' });
    const page = await open('otto');
    await page.locator(`[data-id="${ref.message}"]`).getByRole('button', { name: 'Edit' }).focus();
    await at.house.adapter.update(ref, decided('SO-000123 changed', 'Bo'));
    await page.locator('h3').getByText('SO-000123 changed').waitFor();
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Edit');
    await say(page, '/order new');
    await page.locator('dialog[open] textarea').fill('my note');
    await at.house.adapter.update(ref, decided('SO-000123 again', 'Bo'));
    await page.locator('h3').getByText('SO-000123 again').waitFor({ state: 'attached' });
    expect(await page.locator('dialog[open] textarea').inputValue()).toBe('my note');
  });

  test('boxes are ticked by the keyboard, stay ticked when the card comes anew, and a button sends what is ticked', async () => {
    const ref = await at.house.adapter.post({ conversation: 'console:@fiona', card: everyBlock(), key: 'boxes' });
    const page = await open('fiona', { width: 390, height: 800 });
    const card = page.locator(`[data-id="${ref.message}"]`);
    const group = card.getByRole('group', { name: 'Small ones' });
    await group.getByRole('checkbox', { name: /SO-000201/ }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await group.getByRole('checkbox', { checked: true }).count()).toBe(1);
    await at.house.adapter.update(ref, { ...everyBlock(), title: 'SO-000123 again' });
    await page.locator('h3').getByText('SO-000123 again').waitFor();
    expect(await group.getByRole('checkbox', { name: /SO-000201/ }).isChecked()).toBe(true);
    expect(await group.getByRole('checkbox', { name: /SO-000202/ }).isChecked()).toBe(false);
    await group.getByText('SO-000203').click();
    await group.getByRole('button', { name: 'Decide together' }).press('Enter');
    await page.locator('h3').getByText('Clicked b-together').waitFor();
    expect(at.house.desk.heard.at(-1)).toMatchObject({ kind: 'click', button: 'b-together', checked: ['0', '2'] });
    await card.getByRole('button', { name: 'Recalculate' }).click();
    await page.locator('h3').getByText('Clicked b-slow').waitFor();
    expect(at.house.desk.heard.at(-1)).not.toHaveProperty('checked');
  });

  test('what arrives elsewhere is marked as unread, in the list and in the window’s title', async () => {
    const page = await open('ada');
    await at.house.adapter.post({ conversation: 'console:#approvals', card: everyBlock(), key: 'unread' });
    const entry = page.locator('[data-address="console:#approvals"]');
    await entry.locator('.count').waitFor();
    expect(await page.title()).toMatch(/^\(\d+\) OrderDesk$/);
    await entry.click();
    await entry.locator('.count').waitFor({ state: 'detached' });
  });

  test('a button works until the desk has answered, and cannot be pressed twice', async () => {
    const page = await open('fiona');
    await say(page, '/order blocks');
    const release = at.house.desk.holdAnswers();
    const before = at.house.desk.heard.length;
    // What other tests had answered is in the stream too: the answer is one more than there were.
    const clicked = page.locator('h3').getByText('Clicked b-slow');
    const clickedBefore = await clicked.count();
    const button = page.locator('.card').last().getByRole('button', { name: 'Recalculate' });
    await button.click();
    await page.locator('button[aria-busy=true]').waitFor();
    expect(await button.isDisabled()).toBe(true);
    release();
    await clicked.nth(clickedBefore).waitFor();
    const since = at.house.desk.heard.slice(before);
    expect(since.filter((one) => one.kind === 'click' && one.button === 'b-slow')).toHaveLength(1);
  });

  test('what could not be sent is sent again by itself, once', async () => {
    const page = await open('fiona');
    let lost = 0;
    await page.route('**/api/say', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    // A post whose answer is lost has no response: the first response is that of the second post.
    const sentAgain = page.waitForResponse('**/api/say');
    await say(page, '/order once');
    expect((await sentAgain).ok()).toBe(true);
    await page.unrouteAll({ behavior: 'wait' });
    expect(lost).toBe(1);
    expect(await page.locator('.mine .bubble').getByText('/order once').count()).toBe(1);
    expect(await page.locator('h3').getByText('once').count()).toBe(1);
  });

  test('switching the person in one window switches the other windows of the browser', async () => {
    const page = await open('anna');
    const second = await page.context().newPage();
    await second.goto(`${at.house.origin}/console`);
    await second.locator('.person').click();
    await second.getByRole('menuitemradio', { name: 'Bo Chen' }).click();
    await page.getByRole('button', { name: '您是 Bo Chen 陈博（主管）' }).waitFor();
  });
});

describe('on a phone', () => {
  test.each([320, 390])('nothing is wider than %i points; only tables scroll by themselves', async (width) => {
    const page = await open('fiona', { width, height: 700 });
    await say(page, '/order blocks');
    await say(page, `/order ${'x'.repeat(300)}`);
    expect(await widths(page)).toEqual([width, width, width]);
    const beyond = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(await beyond('.stream')).toBe(0);
    expect(await beyond('.table-scroll')).toBeGreaterThan(0);
    await say(page, '/order new');
    const form = page.locator('dialog[open]');
    expect(await form.boundingBox()).toEqual({ x: 0, y: 0, width, height: 700 });
    expect(await beyond('.form-body')).toBe(0);
    expect(await widths(page)).toEqual([width, width, width]);
  });

  test('the conversations are in a drawer', async () => {
    const page = await open('anna', { width: 390, height: 700 });
    expect(await page.locator('.sidebar').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Open the list of conversations' }).click();
    await page.locator('[data-address="console:#orders"]').click();
    await page.locator('.header h1').getByText('orders').waitFor();
    await page.locator('.sidebar').waitFor({ state: 'hidden' });
  });
});

test('the whole page speaks the person’s language, and changes it on request', async () => {
  const page = await open('bo');
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect(await page.locator('.group h2').allTextContents()).toEqual(['频道', '私信', '常用']);
  const letters = await page
    .locator('.sidebar .groups, .suggestions b, .empty h2, .empty p, .composer-keys')
    .allInnerTexts();
  expect(
    letters
      .join(' ')
      .match(/[A-Za-z]{4,}/g)
      ?.filter((word) => !['orders', 'approvals', 'Enter', 'Shift'].includes(word)) ?? [],
  ).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('.group h2').getByText('Channels').waitFor();
  expect(at.house.company.member('bo').locale).toBe('en');
});

test('a sign-in link asks for one click, then opens the desk', async () => {
  const context = await at.context({ locale: 'zh-CN' });
  const page = await context.newPage();
  const token = at.house.company.issue('ada');
  await page.goto(`${at.house.origin}/console/link/${token}`);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: /Ada Zhou/ }).waitFor();
  await page.goto(`${at.house.origin}/console/link/${token}`);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('.sign-error:not(:empty)').waitFor();
});

describe('the language', () => {
  test('chosen before signing in is kept, whoever one becomes', async () => {
    const context = await at.context({ locale: 'en' });
    const page = await context.newPage();
    await page.goto(`${at.house.origin}/console`);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '您想以谁的身份体验？' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '您想以谁的身份体验？' }).waitFor();
    await page.getByRole('button', { name: 'Otto Braun' }).click();
    await page.locator('.group h2').getByText('私信').waitFor();
    expect(at.house.company.member('otto').locale).toBe('zh');
  });

  test('chosen on the page of a sign-in link is kept; a browser’s own language is no choice', async () => {
    const context = await at.context({ locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${at.house.origin}/console/link/${at.house.company.issue('fiona')}`);
    await page.getByRole('button', { name: '登录' }).click();
    await page.locator('.group h2').getByText('Direct messages').waitFor();
    expect(at.house.company.member('fiona').locale).toBe('en');
    await page.goto(`${at.house.origin}/console/link/${at.house.company.issue('anna')}`);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Sign in to OrderDesk' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '登录' }).click();
    await page.locator('.group h2').getByText('频道').waitFor();
    expect(at.house.company.member('anna').locale).toBe('zh');
    at.house.company.member('anna').locale = 'en';
  });
});

test('a first visit, from the bare address to the desk, leaves no red line in the browser’s log', async () => {
  const context = await at.context({ locale: 'en' });
  const page = await context.newPage();
  const red: string[] = [];
  page.on('console', (line) => void (line.type() === 'error' && red.push(line.text())));
  page.on('pageerror', (error) => void red.push(error.message));
  page.on('response', (answer) => void (answer.status() >= 400 && red.push(`${answer.status()} ${answer.url()}`)));
  // What a page leaves behind when it is loaded anew is called off, not failed: a browser logs nothing of it.
  const calledOff = 'net::ERR_ABORTED';
  page.on('requestfailed', (r) => void (r.failure()?.errorText !== calledOff && red.push(r.url())));
  await page.goto(`${at.house.origin}/`);
  await page.getByRole('button', { name: 'Ada Zhou' }).waitFor();
  expect(red).toEqual([]);
  expect(await page.evaluate(`fetch('/favicon.ico').then((answer) => answer.status)`)).toBe(200);
  await page.getByRole('button', { name: 'Ada Zhou' }).click();
  await page.locator('#composer').waitFor();
  await page.locator('.empty').waitFor();
  expect(red).toEqual([]);
});
