import { type Alert, ALERTS, condition } from './alerts.js';

const section = ({ name }: Alert): string => name.toLowerCase();

/**
 * Reasons why the dashboards may be incomplete: one series per reason. The label `why` is the reason in words,
 * `runbook` the section of docs/runbooks.md about it, `where` the location.
 */
export const distrust = (label: 'why' | 'runbook' = 'why'): string =>
  ALERTS.flatMap((alert) => {
    if (!alert.distrust) return [];
    const [why, where] = alert.distrust;
    const located = where ? `label_replace(${condition(alert)}, "where", "$1", "${where}", "(?:.*/)?(.*)")` : condition(alert);
    const reason = label === 'why' ? why : section(alert);
    return [`max by (${label}, where) (label_replace(${located}, "${label}", "${reason}", "", ""))`];
  }).join(' or ');

/** The reason in words, by the value of the label `runbook`. */
export const REASONS: Record<string, string> = Object.fromEntries(
  ALERTS.flatMap((alert) => (alert.distrust ? [[section(alert), alert.distrust[0]]] : [])),
);
