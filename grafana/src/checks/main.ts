import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { committed, generated, HOME } from '../files.js';
import { lint } from './lint.js';
import { provisioning } from './provisioning.js';
import { rules } from './rules.js';
import { schema } from './schema.js';

/** Checks that the committed files are those that the code writes. */
const regenerated = (): string[] => {
  const problems: string[] = [];
  const files = generated();
  for (const [path, text] of files) {
    if (!existsSync(HOME + path)) problems.push(`${path} is missing: npm run write`);
    else if (readFileSync(HOME + path, 'utf8') !== text) problems.push(`${path} differs from what the code writes: npm run write`);
  }
  for (const name of readdirSync(`${HOME}dashboards`)) if (!files.has(`dashboards/${name}`)) problems.push(`dashboards/${name} is written by no code`);
  return problems;
};

/** Checks with Prometheus' own tool that the rules are well formed and fire when they should. */
const promtool = (): string[] => {
  const tests = readdirSync(`${HOME}prometheus/tests`).map((name) => `prometheus/tests/${name}`);
  const runs = [
    ['check', 'rules', 'prometheus/alerts.yml', 'prometheus/cluster.yml', 'prometheus/recording.yml'],
    ['test', 'rules', ...tests],
  ];
  const problems = runs.flatMap((args) => {
    const run = spawnSync('promtool', args, { cwd: HOME, encoding: 'utf8' });
    return run.status === 0 ? [] : [`promtool ${args.join(' ')}\n${run.error ?? ''}${run.stdout}${run.stderr}`];
  });
  const tested = tests.map((path) => readFileSync(HOME + path, 'utf8')).join();
  for (const [, name] of readFileSync(`${HOME}prometheus/alerts.yml`, 'utf8').matchAll(/- alert: (\w+)/g)) {
    if (!tested.includes(`ALERTS{alertname="${name}"`)) problems.push(`no test makes ${name} fire`);
  }
  return problems;
};

const CHECKS: Record<string, () => string[]> = {
  regenerated,
  lint: () => lint(committed()),
  schema: () => schema(committed()),
  rules: () => rules(committed()),
  provisioning,
  promtool,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(`there is no check ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}`);
  process.exit(2);
}
for (const [name, check] of Object.entries(CHECKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const problems = check();
  console.log(problems.length === 0 ? `${name}: passed` : `${name}: ${problems.length} problems\n${problems.join('\n')}`);
  if (problems.length > 0) process.exitCode = 1;
}
