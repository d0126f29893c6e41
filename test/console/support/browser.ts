import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type House, openHouse } from './house.ts';
import { openAs } from './page.ts';

/** A browser on a console of its own, for all tests of a file; what a test opened is closed after it. */
export function consoleInBrowser() {
  let browser: Browser;
  let house: House;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    [browser, house] = await Promise.all([openBrowser(), openHouse({ personas: true })]);
  }, 60_000);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  return {
    get house(): House {
      return house;
    },
    /** A browser of its own, in which nobody is signed in. */
    async context(options?: BrowserContextOptions): Promise<BrowserContext> {
      const context = await browser.newContext(options);
      contexts.push(context);
      return context;
    },
    /** The console as a person sees it, in a browser of its own. */
    async open(id: string, options?: BrowserContextOptions): Promise<Page> {
      const page = await openAs({ browser, house }, id, options);
      contexts.push(page.context());
      return page;
    },
  };
}
