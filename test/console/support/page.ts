import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { House } from './house.ts';

/**
 * The console as a person sees it, in a browser of its own, with what was said before; closing the browser closes it. The
 * person is signed in already, as by the call of the sign-in page.
 */
export async function openAs(
  { browser, house }: { browser: Browser; house: Pick<House, 'origin'> },
  id: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    reducedMotion: 'reduce',
    ...options,
  });
  const { origin } = house;
  await context.request.post(`${origin}/console/api/session`, { data: { persona: `m-${id}` }, headers: { origin } });
  const page = await context.newPage();
  await page.goto(`${origin}/console`);
  await page.locator('#composer').waitFor();
  await page.locator('.stream[aria-busy=false]').waitFor();
  return page;
}

/** Says something and waits until the desk has answered. */
export async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator('.message.desk').count();
  await page.locator('#composer').fill(text);
  await page.locator('#composer').press('Enter');
  await page.locator('.message.desk').nth(before).waitFor();
}

/** Asks the page again and again; the test's own time limit ends it. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition()));
}
