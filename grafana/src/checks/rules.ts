import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { readFileSync } from 'node:fs';
import { PAGES } from '../kit/page.js';
import { HOME } from '../files.js';
import { ALERTS, condition } from '../rules/alerts.js';
import { OF_CLUSTERS } from '../rules/cluster.js';
import { RECORDINGS } from '../rules/recording.js';
import { lintExpression } from './lint.js';
import { limitsOf, panelsOf } from './panels.js';

/** Checks that each alert's limit is a threshold of its panel, and that each alert has a runbook. */
export const rules = (dashboards: Map<string, Dashboard>): string[] => {
  const problems: string[] = [];
  const runbooks = readFileSync(`${HOME}../docs/runbooks.md`, 'utf8')
    .split('\n')
    .flatMap((line) => (line.startsWith('### ') ? [line.slice(4)] : []));
  for (const name of runbooks) {
    if (!ALERTS.some((alert) => alert.name === name)) problems.push(`docs/runbooks.md: there is no alert ${name}`);
  }
  for (const alert of ALERTS) {
    const [page, id] = alert.panel;
    const dashboard = dashboards.get(`${PAGES[page]}.json`);
    const panel = dashboard && panelsOf(dashboard).find((candidate) => candidate.id === id);
    if (!panel) problems.push(`${alert.name}: there is no panel ${id} on ${PAGES[page]}`);
    else if (!limitsOf(panel).includes(alert.limit)) {
      problems.push(`${alert.name}: fires at ${alert.limit}, “${panel.title}” turns at ${limitsOf(panel).join(', ')}`);
    }
    if (!runbooks.includes(alert.name)) problems.push(`${alert.name}: no section of docs/runbooks.md is named so`);
    problems.push(...lintExpression(condition(alert)).map((problem) => `${alert.name}: ${problem}`));
  }
  for (const { record, expr } of [...RECORDINGS, ...OF_CLUSTERS]) problems.push(...lintExpression(expr).map((problem) => `${record}: ${problem}`));
  return problems;
};
