// Shows the dashboards on a running monitor, with nothing but Node: node view.mjs HOST:PORT [--port N]
// It reads the metrics every other second and keeps a few hours of them in memory. For looking at: it has no
// log-in, listens on the loopback address, and forgets all when it ends.
import { parseArgs } from 'node:util';
import { serve } from './checks/server.mjs';
import { answers } from './engine/api.mjs';
import { Samples, samplesIn } from './engine/samples.mjs';

const EVERY_SECONDS = 2;
const USAGE = 'usage: node view.mjs HOST:PORT [--port PORT OF THE PAGE] [--until-input-ends]';

const fail = (code, message) => {
  console.error(message);
  process.exit(code);
};

const choices = () => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { port: { type: 'string', default: '0' }, 'until-input-ends': { type: 'boolean', default: false } },
    });
    if (positionals.length !== 1 || !/^[\w.-]+:\d+$/.test(positionals[0]) || !/^\d+$/.test(values.port) || Number(values.port) > 65_535) return fail(2, USAGE);
    return { target: positionals[0], port: Number(values.port), asChild: values['until-input-ends'] };
  } catch (e) {
    return fail(2, `${e.message}\n${USAGE}`);
  }
};

const { target, port, asChild } = choices();
const [job, instance] = ['exposure-monitor', target];
const samples = new Samples();

/** The current samples; as in Prometheus, a monitor that does not answer has none. */
const scrape = async () => {
  const began = Date.now();
  const text = await fetch(`http://${target}/metrics`, { headers: { accept: 'text/plain; version=0.0.4' }, signal: AbortSignal.timeout(EVERY_SECONDS * 1000) }).then(
    (answer) => (answer.ok ? answer.text() : ''),
    () => '',
  );
  samples.addAll(
    began,
    [...samplesIn(text)].map(({ labels, value }) => ({ labels: { ...labels, job, instance }, value })),
  );
  setTimeout(scrape, Math.max(0, began + EVERY_SECONDS * 1000 - Date.now()));
};

const server = await serve(answers(samples), { port, timeInterval: `${EVERY_SECONDS}s` }).catch((e) => fail(1, e.code === 'EADDRINUSE' ? `port ${port} is taken` : e.message));
await scrape();
console.log(`${server.url}/d/exposure-soc?from=now-5m&to=now&refresh=5s${asChild ? '' : '   Ctrl-C stops'}`);
const end = () => process.exit(0);
process.on('SIGTERM', end);
// A child gets the terminal's Ctrl-C too, but ends when its parent does, however that ends.
process.on('SIGINT', asChild ? () => {} : end);
if (asChild) process.stdin.on('end', end).on('error', end).resume();
