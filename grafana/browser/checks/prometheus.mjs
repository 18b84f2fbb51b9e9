// A real Prometheus in a temporary folder: on samples of an invented day, or scraping a running monitor.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

const start = async (folder, config) => {
  writeFileSync(join(folder, 'prometheus.yml'), config);
  const port = await freePort();
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // Whatever ends this process ends that one.
  process.on('exit', () => child.kill());
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; ; waited += 1) {
    const ready = await fetch(`${url}/-/ready`).then((answer) => answer.ok, () => false);
    if (ready) break;
    if (waited > 300 || child.exitCode !== null) throw new Error('Prometheus did not start');
    await new Promise((done) => setTimeout(done, 100));
  }
  const close = async () => {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  const query = async (expr, time) => {
    const body = await (await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: expr, ...(time ? { time: String(time) } : {}) })}`)).json();
    if (body.status !== 'success') throw new Error(`${expr}: ${body.error}`);
    return body.data.result;
  };
  return { url, close, query };
};

export const onSamples = async (openMetrics) => {
  const folder = mkdtempSync(join(tmpdir(), 'exposure-dashboards-'));
  writeFileSync(join(folder, 'samples'), openMetrics);
  const made = spawnSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'samples'), join(folder, 'data')], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`promtool: ${made.error ?? made.stderr}`);
  return start(folder, 'global: {}\n');
};

export const scraping = async (target, seconds) => {
  const folder = mkdtempSync(join(tmpdir(), 'exposure-dashboards-'));
  return start(
    folder,
    `scrape_configs:\n  - job_name: exposure-monitor\n    scrape_interval: ${seconds}s\n    scrape_timeout: ${seconds}s\n    static_configs: [{targets: ['${target}']}]\n`,
  );
};
