import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboards } from './dashboards/all.js';
import { ruleFiles, ruleManifest } from './rules/files.js';

/** The folder of this module, relative to the compiled file. */
export const HOME = fileURLToPath(new URL('../../', import.meta.url));

/** All generated files, by their path in this module. */
export const generated = (): Map<string, string> =>
  new Map([
    ...[...dashboards()].map(([name, json]): [string, string] => [`dashboards/${name}`, `${JSON.stringify(json, null, 2)}\n`]),
    ...[...ruleFiles()].map(([name, yaml]): [string, string] => [`prometheus/${name}`, yaml]),
    ['../deploy/kubernetes/base/rules.yaml', ruleManifest()],
  ]);

/** The committed dashboards. */
export const committed = (): Map<string, Dashboard> =>
  new Map(
    readdirSync(`${HOME}dashboards`).map((name) => [
      name,
      JSON.parse(readFileSync(`${HOME}dashboards/${name}`, 'utf8')) as Dashboard,
    ]),
  );
