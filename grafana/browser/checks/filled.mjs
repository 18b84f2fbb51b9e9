// Whether each panel of a dashboard has data, or not-reached.json says why it has none.
import { mkdirSync, readFileSync } from 'node:fs';
import { HOME } from './server.mjs';

/** A panel draws points at the end of its steps, the longest of which is some minutes here. */
const AGAIN_AFTER_MS = 5_000;

export const NOT_REACHED = JSON.parse(readFileSync(new URL('not-reached.json', import.meta.url), 'utf8'));

/**
 * What is wrong with a dashboard. Opens it again until every panel has data, takes a picture of it, and gives up then.
 *
 * @param browser of browser.mjs
 * @param address gives the dashboard's address at the present moment
 * @param name of the dashboard, without the prefix of its uid
 * @param picture name of the picture
 * @param until when to give up, in milliseconds since 1970
 */
export const missing = async (browser, address, name, picture, until) => {
  for (;;) {
    const shown = await browser.open(address());
    const problems = shown.panels
      .filter(({ id, queried, values, error }) => queried && (error || (values === 0 && !(`${name}/${id}` in NOT_REACHED.panels))))
      .map(({ id, title, error }) => `${name}/${id} “${title}”: ${error ?? 'no data'}`);
    if (problems.length === 0 || shown.errors.length > 0 || Date.now() > until) {
      mkdirSync(`${HOME}target/pictures`, { recursive: true });
      await browser.page.screenshot({ path: `${HOME}target/pictures/${picture}.png` });
      return { shown, problems: [...shown.errors, ...problems] };
    }
    await new Promise((done) => setTimeout(done, AGAIN_AFTER_MS));
  }
};
