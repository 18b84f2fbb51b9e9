import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { existsSync } from 'node:fs';
import { PAGES } from '../kit/page.js';
import { HOME } from '../files.js';
import { ALERTS, condition } from '../rules/alerts.js';
import { RECORDINGS } from '../rules/recording.js';
import { lintExpression } from './lint.js';
import { limitsOf, panelsOf } from './panels.js';

/** Each alert's limit is a threshold of the panel that it leads to, and its guide exists. */
export const rules = (dashboards: Map<string, Dashboard>): string[] => {
  const problems: string[] = [];
  for (const alert of ALERTS) {
    const [page, id] = alert.panel;
    const dashboard = dashboards.get(`${PAGES[page]}.json`);
    const panel = dashboard && panelsOf(dashboard).find((candidate) => candidate.id === id);
    if (!panel) problems.push(`${alert.name}: there is no panel ${id} on ${PAGES[page]}`);
    else if (!limitsOf(panel).includes(alert.limit)) {
      problems.push(`${alert.name}: fires at ${alert.limit}, “${panel.title}” turns at ${limitsOf(panel).join(', ')}`);
    }
    if (!existsSync(`${HOME}../${alert.guide.replace(/#.*/, '')}`)) problems.push(`${alert.name}: there is no ${alert.guide}`);
    problems.push(...lintExpression(condition(alert)).map((problem) => `${alert.name}: ${problem}`));
  }
  for (const { record, expr } of RECORDINGS) problems.push(...lintExpression(expr).map((problem) => `${record}: ${problem}`));
  return problems;
};
