// Shows the dashboards on a running monitor, without a Grafana: node view.mjs HOST:PORT [PORT OF THE PAGE]
// A local Prometheus scrapes it while this runs. For looking at; it has no log-in and keeps nothing.
import { scraping } from './checks/prometheus.mjs';
import { serve } from './checks/server.mjs';

const [target, port = '0'] = process.argv.slice(2);
if (!/^[\w.-]+:\d+$/.test(target ?? '') || !/^\d+$/.test(port)) {
  console.error('usage: node view.mjs HOST:PORT [PORT OF THE PAGE]');
  process.exit(2);
}
const prometheus = await scraping(target, 5);
const server = await serve(prometheus.url, Number(port));
console.log(`${server.url}/d/exposure-soc?from=now-15m&to=now&refresh=5s   Ctrl-C stops`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    server.close();
    await prometheus.close();
    process.exit(0);
  });
}
