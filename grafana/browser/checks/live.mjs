// Holds the dashboards against the metrics of a running monitor: node checks/live.mjs HOST:PORT SECONDS
// A real Prometheus scrapes it for so long; then each dashboard is opened, and each panel must have data
// unless not-reached.json says why the run gives it none. What is listed there and has data all the same is outdated.
import { mkdirSync, readFileSync } from 'node:fs';
import { launch } from './browser.mjs';
import { scraping } from './prometheus.mjs';
import { dashboards, HOME, serve } from './server.mjs';

/** Steps of panels are as much shorter as samples come more often than dashboards expect: minutes are seconds. */
const SCRAPED_EVERY_SECONDS = 2;

const [target, seconds] = process.argv.slice(2);
const notReached = JSON.parse(readFileSync(new URL('not-reached.json', import.meta.url), 'utf8'));

const tell = (name, problems) => {
  console.log(problems.length === 0 ? `${name}: passed` : `${name}: ${problems.length} problems\n${problems.join('\n')}`);
  if (problems.length > 0) process.exitCode = 1;
};

const began = Date.now();
const prometheus = await scraping(target, SCRAPED_EVERY_SECONDS);
const server = await serve(prometheus.url, { timeInterval: `${SCRAPED_EVERY_SECONDS}s` });
const browser = await launch();
try {
  await new Promise((done) => setTimeout(done, Number(seconds) * 1000));
  mkdirSync(`${HOME}target/pictures`, { recursive: true });
  for (const { uid } of dashboards()) {
    const name = uid.replace('exposure-', '');
    const shown = await browser.open(`${server.url}/d/${uid}?from=${began}&to=${Date.now()}`);
    await browser.page.screenshot({ path: `${HOME}target/pictures/live-${name}.png` });
    const empty = shown.panels.filter(({ queried, values, error }) => queried && (error || values === 0));
    const filled = shown.panels.filter(({ queried, values, error }) => queried && !error && values > 0);
    tell(`${name} shows the running monitor`, [
      ...shown.errors,
      ...empty
        .filter(({ id, error }) => error || !(`${name}/${id}` in notReached.panels))
        .map(({ id, title, error }) => `${name}/${id} “${title}”: ${error ?? 'no data'}`),
      ...filled
        .filter(({ id }) => `${name}/${id}` in notReached.panels)
        .map(({ id, title }) => `${name}/${id} “${title}” has data: take it out of not-reached.json`),
    ]);
  }
  const reached = await Promise.all(
    Object.keys(notReached.metrics).map(async (metric) => ((await prometheus.query(`last_over_time({__name__=~"${metric}(_bucket)?"}[1h])`)).length > 0 ? [metric] : [])),
  );
  tell('metrics that are not reached', reached.flat().map((metric) => `${metric} is served: take it out of not-reached.json`));
} finally {
  await browser.close();
  server.close();
  await prometheus.close();
}
