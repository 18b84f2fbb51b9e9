import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { readdirSync, readFileSync } from 'node:fs';
import { HOME } from '../files.js';
import { PAGES } from '../kit/page.js';
import { panelsOf, targetsOf } from './panels.js';

const DOCUMENTS = `${HOME}../docs`;

/** The panel types that the renderer of the browser checks supports. */
const TYPES = new Set(['stat', 'timeseries', 'table', 'bargauge', 'heatmap', 'state-timeline', 'text']);
const GROWTH = new Set(['rate', 'irate', 'increase', 'count']);

/** Replaces variables, so that the expression can be parsed. */
export const filled = (expr: string): string =>
  expr
    .replace(/\$__rate_interval/g, '1h7m')
    .replace(/\$__(interval|range)/g, '11m')
    .replace(/"\$\{?(?!\d)\w+\}?"/g, '"some"');

const ancestors = function* (node: SyntaxNode) {
  for (let at = node.parent; at; at = at.parent) yield at;
};

/** The name of the innermost function around a node. */
const functionAround = (node: SyntaxNode, expr: string): string | undefined => {
  for (const at of ancestors(node)) {
    const name = /^\w+/.exec(expr.slice(at.from, at.to))?.[0];
    if (at.name === 'FunctionCall' || at.name === 'AggregateExpr') {
      if (at.name === 'FunctionCall' || name === 'count') return name;
    }
  }
  return undefined;
};

/** Whether a counter is used in `x unless x offset …`, which selects new series. */
const asksForNew = (node: SyntaxNode, expr: string): boolean => {
  for (const at of ancestors(node)) {
    if (at.name === 'BinaryExpr') return /\bunless\b/.test(expr.slice(at.from, at.to));
  }
  return false;
};

export const lintExpression = (written: string): string[] => {
  const expr = filled(written);
  const problems: string[] = [];
  const cursor = parser.parse(expr).cursor();
  do {
    const text = expr.slice(cursor.from, cursor.to);
    if (cursor.type.isError) return [`is no PromQL: ${written}`];
    if (cursor.name === 'MatrixSelector') {
      const inside = functionAround(cursor.node, expr);
      if ((inside === 'rate' || inside === 'irate') && written.includes('$__') && !text.includes('[1h7m]')) {
        problems.push(`${inside}(${text}) without $__rate_interval`);
      }
    }
    if (cursor.name === 'VectorSelector' && /^\w+_total\b/.test(text)) {
      const inside = functionAround(cursor.node, expr);
      if (!GROWTH.has(inside ?? '') && !asksForNew(cursor.node, expr)) {
        problems.push(`counter ${text} without rate or increase`);
      }
    }
  } while (cursor.next());
  return problems;
};

const overlaps = (a: Panel, b: Panel): boolean => {
  const [p, q] = [a.gridPos, b.gridPos];
  if (!p || !q) return false;
  return p.x < q.x + q.w && q.x < p.x + p.w && p.y < q.y + q.h && q.y < p.y + p.h;
};

const lintPanel = (panel: Panel, variables: Set<string>): string[] => {
  const problems: string[] = [];
  if (!TYPES.has(panel.type)) problems.push(`type ${panel.type} can’t be drawn by the checks`);
  if (!panel.title || !panel.description) problems.push('has no title or no description');
  if (panel.gridPos && panel.gridPos.x + panel.gridPos.w > 24) problems.push('is wider than the grid');
  if (panel.type === 'text') return problems;
  if (panel.datasource?.uid !== '${datasource}') problems.push('does not use the data source that was chosen');
  if (targetsOf(panel).length === 0) problems.push('has no query');
  const defaults = panel.fieldConfig?.defaults;
  if (!defaults?.noValue) problems.push('says nothing where there is no data');
  if (['stat', 'timeseries', 'bargauge'].includes(panel.type) && !defaults?.unit) problems.push('has no unit');
  const steps = defaults?.thresholds?.steps ?? [];
  if (steps.length === 0) problems.push('has no thresholds');
  steps.forEach((step, at) => {
    const before = steps[at - 1]?.value;
    if (at === 0 ? step.value !== null : before !== null && before !== undefined && (step.value ?? 0) <= before) {
      problems.push('has thresholds out of order');
    }
  });
  for (const target of targetsOf(panel)) {
    problems.push(...lintExpression(target.expr));
    for (const [, name] of target.expr.matchAll(/\$\{?([a-z]\w*)/g)) {
      if (name && !variables.has(name)) problems.push(`$${name} is no variable`);
    }
  }
  return problems;
};

/** Checks that a link leads to an existing dashboard and sets existing variables. */
const lintTarget = (uid: string, query: string, all: Map<string, Dashboard>): string[] => {
  const target = [...all.values()].find((other) => other.uid === uid);
  if (!target) return [`a link leads to ${uid}, which does not exist`];
  const known = new Set((target.templating?.list ?? []).map((variable) => variable.name));
  return [...query.matchAll(/var-(\w+)=/g)].flatMap(([, name]) =>
    name && !known.has(name) ? [`a link to ${uid} sets ${name}, which it does not have`] : [],
  );
};

/** Checks that links lead to existing dashboards, set existing variables and keep the time range. */
const lintLinks = (json: string, all: Map<string, Dashboard>): string[] =>
  [...json.matchAll(/"\/d\/([\w-]+)\?([^"]*)"/g)].flatMap(([, uid = '', query = '']) => [
    ...lintTarget(uid, query, all),
    ...(query.includes('${__url_time_range}') ? [] : [`a link to ${uid} forgets the time`]),
  ]);

/** Checks the links to dashboards in the documentation, which people copy into their settings. */
const lintDocuments = (all: Map<string, Dashboard>): string[] =>
  readdirSync(DOCUMENTS)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      [...readFileSync(`${DOCUMENTS}/${name}`, 'utf8').matchAll(/\/d\/([\w-]+)\?(\S*)/g)].flatMap(([, uid = '', query = '']) =>
        lintTarget(uid, query, all).map((problem) => `docs/${name}: ${problem}`),
      ),
    );

const lintDashboard = (dashboard: Dashboard, all: Map<string, Dashboard>): string[] => {
  const problems: string[] = [];
  const variables = dashboard.templating?.list ?? [];
  const panels = panelsOf(dashboard);
  if (variables[0]?.type !== 'datasource' || variables[0].name !== 'datasource') problems.push('does not begin with the data source');
  if (dashboard.editable) problems.push('can be edited in place');
  if (dashboard.schemaVersion !== 39) problems.push(`has schema ${dashboard.schemaVersion}`);
  const text = JSON.stringify(dashboard);
  for (const variable of variables) {
    if (!variable.label || !variable.description) problems.push(`variable ${variable.name} is not explained`);
    if (variable.type === 'query') {
      if (variable.refresh !== 2) problems.push(`variable ${variable.name} does not follow the time`);
      if (variable.datasource?.uid !== '${datasource}') problems.push(`variable ${variable.name} has its own data source`);
      if (!new RegExp(`\\$\\{?${variable.name}\\b`).test(text)) problems.push(`variable ${variable.name} is not used`);
    }
  }
  const ids = (dashboard.panels ?? []).map((panel) => panel.id);
  if (new Set(ids).size !== ids.length || ids.includes(undefined)) problems.push('has panels without an id of their own');
  const names = new Set(variables.map((variable) => variable.name));
  panels.forEach((panel, at) => {
    for (const problem of lintPanel(panel, names)) problems.push(`“${panel.title}” ${problem}`);
    for (const other of panels.slice(at + 1)) if (overlaps(panel, other)) problems.push(`“${panel.title}” covers “${other.title}”`);
  });
  return [...problems, ...lintLinks(text, all)];
};

export const lint = (dashboards: Map<string, Dashboard>): string[] => {
  const missing = Object.values(PAGES).filter((uid) => !dashboards.has(`${uid}.json`));
  return [
    ...missing.map((uid) => `${uid}: there is no such dashboard`),
    ...lintDocuments(dashboards),
    ...[...dashboards].flatMap(([name, dashboard]) => lintDashboard(dashboard, dashboards).map((problem) => `${name}: ${problem}`)),
  ];
};
