// Holds the dashboards against the metrics of a running monitor: node checks/live.mjs HOST:PORT SECONDS
// A real Prometheus scrapes it, and within so long each panel of each dashboard must have data
// unless not-reached.json says why the run gives it none. What is listed there and has data all the same is outdated.
import { launch } from './browser.mjs';
import { missing, NOT_REACHED } from './filled.mjs';
import { scraping } from './prometheus.mjs';
import { dashboards, serve } from './server.mjs';
import { report } from './report.mjs';

/** Steps of panels are as much shorter as samples come more often than dashboards expect. */
const SCRAPED_EVERY_SECONDS = 2;

const [target, seconds] = process.argv.slice(2);
const began = Date.now();
const prometheus = await scraping(target, SCRAPED_EVERY_SECONDS);
const server = await serve(prometheus.url, { timeInterval: `${SCRAPED_EVERY_SECONDS}s` });
const browser = await launch();
try {
  for (const { uid } of dashboards()) {
    const name = uid.replace('exposure-', '');
    const address = () => `${server.url}/d/${uid}?from=${began}&to=${Date.now()}`;
    const { shown, problems } = await missing(browser, address, name, `live-${name}`, began + Number(seconds) * 1000);
    const outdated = shown.panels
      .filter(({ id, queried, values, error }) => queried && !error && values > 0 && `${name}/${id}` in NOT_REACHED.panels)
      .map(({ id, title }) => `${name}/${id} “${title}” has data: take it out of not-reached.json`);
    report(`${name} shows the running monitor`, [...problems, ...outdated]);
  }
  const reached = await Promise.all(
    Object.keys(NOT_REACHED.metrics).map(async (metric) => ((await prometheus.query(`last_over_time({__name__=~"${metric}(_bucket)?"}[1h])`)).length > 0 ? [metric] : [])),
  );
  report('metrics that are not reached', reached.flat().map((metric) => `${metric} is served: take it out of not-reached.json`));
} finally {
  await browser.close();
  server.close();
  await prometheus.close();
}
