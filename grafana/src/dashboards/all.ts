import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { health } from './health.js';
import { incident } from './incident.js';
import { partiql } from './partiql.js';
import { posture } from './posture.js';
import { soc } from './soc.js';
import { streams } from './streams.js';
import { table } from './table.js';

/** Every dashboard by the name of its file. */
export const dashboards = (): Map<string, Dashboard> =>
  new Map([soc(), table(), incident(), streams(), partiql(), posture(), health()].map((d) => [`${d.uid}.json`, d]));
