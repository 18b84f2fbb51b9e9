// Chromium on a dashboard, and what it shows once everything was loaded.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const launch = async () => {
  if (!PROGRAM) throw new Error('there is no Chromium');
  const browser = await chromium.launch({
    executablePath: PROGRAM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--force-color-profile=srgb', '--font-render-hinting=none'],
  });
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (e) => errors.push(String(e.stack ?? e).slice(0, 600)));

  /** Opens a dashboard and waits until each panel has its answer; the height follows what is shown. */
  const open = async (url, { width = 1600 } = {}) => {
    errors.length = 0;
    await page.setViewportSize({ width, height: 1000 });
    await page.goto(url);
    const settled = () =>
      page.waitForFunction(
        () => window.shown?.quiet() && window.shown.report().every(({ queried, state }) => !queried || state === 'Done' || state === 'Error'),
        null,
        { timeout: 60_000 },
      );
    await settled();
    const height = await page.evaluate(() => document.querySelector('#root').scrollHeight);
    await page.setViewportSize({ width, height: Math.min(6000, height + 16) });
    await page.waitForTimeout(300);
    await settled();
    return {
      panels: await page.evaluate(() => window.shown.report()),
      variables: await page.evaluate(() => window.shown.variables()),
      asked: await page.evaluate(() => window.shown.asked()),
      errors: [...errors],
    };
  };
  return { page, open, close: () => browser.close() };
};
