import { stringify } from 'yaml';
import { GUIDES, PAGES } from '../kit/page.js';
import { ALERTS, condition, runbook, type Alert } from './alerts.js';
import { OF_CLUSTERS } from './cluster.js';
import { RECORDINGS } from './recording.js';

const HEAD = '# Written by `npm run write` from grafana/src/rules; a check fails when it differs.\n';

type Group = { name: string; interval: string; rules: object[] };

const group = (name: string, rules: object[]): Group => ({ name, interval: '30s', rules });

const recordings = (): Group => group('exposure-recording', RECORDINGS);

const ofClusters = (): Group => group('exposure-cluster', OF_CLUSTERS);

/** Amazon Managed Service for Prometheus allows so many rules in a group. */
const MAX_RULES = 20;

/** The rules of a severity, in as many groups as they need. */
const alerts = (severity: Alert['severity']): Group[] => {
  const rules = ALERTS.filter((alert) => alert.severity === severity).map((alert) => ({
    alert: alert.name,
    expr: condition(alert),
    ...(alert.wait ? { for: alert.wait } : {}),
    labels: { severity },
    annotations: {
      summary: alert.summary,
      description: alert.action,
      runbook_url: `${GUIDES}/${runbook(alert)}`,
      __dashboardUid__: PAGES[alert.panel[0]],
      __panelId__: String(alert.panel[1]),
    },
  }));
  return Array.from({ length: Math.ceil(rules.length / MAX_RULES) }, (_, at) =>
    group(`exposure-${severity}${at === 0 ? '' : `-${at + 1}`}`, rules.slice(at * MAX_RULES, (at + 1) * MAX_RULES)),
  );
};

const yaml = (content: object): string => HEAD + stringify(content, { lineWidth: 0 });

/** Every file of rules for Prometheus by its name. */
export const ruleFiles = (): Map<string, string> =>
  new Map([
    ['recording.yml', yaml({ groups: [recordings()] })],
    ['cluster.yml', yaml({ groups: [ofClusters()] })],
    ['alerts.yml', yaml({ groups: [...alerts('page'), ...alerts('ticket')] })],
  ]);

/** The same rules as an object for the Prometheus operator on Kubernetes. */
export const ruleManifest = (): string =>
  yaml({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'exposure-monitor' },
    spec: { groups: [ofClusters(), recordings(), ...alerts('page'), ...alerts('ticket')] },
  });
