import { stringify } from 'yaml';
import { GUIDES, PAGES } from '../kit/page.js';
import { ALERTS, condition, runbook } from './alerts.js';
import { RECORDINGS } from './recording.js';

const HEAD = '# Written by `npm run write` from src/rules; a check fails when it differs.\n';
const yaml = (name: string, rules: object[]) =>
  HEAD + stringify({ groups: [{ name, interval: '30s', rules }] }, { lineWidth: 0 });

/** Every file of rules by its name. */
export const ruleFiles = (): Map<string, string> =>
  new Map([
    ['recording.yml', yaml('exposure-recording', RECORDINGS)],
    [
      'alerts.yml',
      yaml(
        'exposure-alerts',
        ALERTS.map((alert) => ({
          alert: alert.name,
          expr: condition(alert),
          ...(alert.wait ? { for: alert.wait } : {}),
          labels: { severity: alert.severity },
          annotations: {
            summary: alert.summary,
            description: alert.action,
            runbook_url: `${GUIDES}/${runbook(alert)}`,
            __dashboardUid__: PAGES[alert.panel[0]],
            __panelId__: String(alert.panel[1]),
          },
        })),
      ),
    ],
  ]);
