import { distrust } from './distrust.js';
import { quantile, worst } from '../kit/promql.js';

export interface Recording {
  record: string;
  expr: string;
}

/** Results that alert rules and views over weeks would otherwise compute from many series each time. */
export const RECORDINGS: Recording[] = [
  {
    record: 'exposure:detection_latency_seconds:p99_1h',
    expr: quantile(0.99, 'exposure_detection_latency_seconds_bucket', '1h'),
  },
  {
    record: 'exposure:table_open_findings:worst',
    expr: worst('table', (level) => `exposure_table_open_findings{${level}}`),
  },
  {
    record: 'exposure:table_calls:rate5m',
    expr: 'sum by (table, kind) (rate(exposure_table_calls_total[5m]))',
  },
  { record: 'exposure:distrust', expr: distrust() },
];
