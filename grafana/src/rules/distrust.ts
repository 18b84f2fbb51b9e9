import { ALERTS, condition } from './alerts.js';

/** Reasons why the dashboards may be incomplete: one series per reason, with the labels `why` and `where`. */
export const distrust = (): string =>
  ALERTS.flatMap((alert) => {
    if (!alert.distrust) return [];
    const [why, where] = alert.distrust;
    const located = where ? `label_replace(${condition(alert)}, "where", "$1", "${where}", "(?:.*/)?(.*)")` : condition(alert);
    return [`max by (why, where) (label_replace(${located}, "why", "${why}", "", ""))`];
  }).join(' or ');
