import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Switches that this Chromium brings for other places, and that would make it unlike the browser of a person. */
const unlike = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content'];

/** Graphics by a made-up graphics card, which costs half of the time of a page. */
const graphics = /^--(?:use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist|in-process-gpu)/;

/** A headless Chromium from the packages, with nothing to install. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  const args = chromium.args.filter(
    (arg) => !unlike.includes(arg) && !graphics.test(arg) && !arg.startsWith('--headless'),
  );
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, '--disable-gpu', '--no-sandbox', '--disable-dev-shm-usage'],
    headless: true,
  });
}
