import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCE } from './panels.js';
import { grown } from './promql.js';

/** Base URL of this repository's guides; set it to your copy when you provision the dashboards. */
export const GUIDES = 'https://git.example.com/exposure-monitor/blob/main';
const TAG = 'exposure-monitor';

/** The uids of the dashboards, used by links and alert rules. */
export const PAGES = {
  soc: 'exposure-soc',
  table: 'exposure-table',
  incident: 'exposure-incident',
  streams: 'exposure-streams',
  partiql: 'exposure-partiql',
  posture: 'exposure-posture',
  health: 'exposure-health',
} as const;

/** A link to another dashboard that keeps the time range and passes on the selection. */
export const to = (page: keyof typeof PAGES, variables = ''): string =>
  `/d/${PAGES[page]}?\${__url_time_range}&var-datasource=\${datasource}${variables && `&${variables}`}`;

export const guide = (path: string): string => `\${guides}/docs/${path}`;

type Panel = Parameters<dashboard.DashboardBuilder['withPanel']>[0];

export interface Row {
  title: string;
  panels: Panel[];
}

export interface Page {
  page: keyof typeof PAGES;
  title: string;
  description: string;
  /** The page of the documentation that explains it. */
  guide: string;
  variables?: dashboard.QueryVariableBuilder[];
  rows: Row[];
}

/** A variable over the values of a label; the short name is shown, the whole value is queried. */
export function labelVariable(v: {
  name: string;
  label: string;
  description: string;
  /** The metric that has the label. */
  of: string;
  multi?: boolean;
  /** For single choices: the expression that ranks the values, keeping the label; the largest comes first. */
  first?: string;
}) {
  const query = v.first ? `query_result(sort_desc(${v.first}))` : `label_values(${v.of}, ${v.name})`;
  const value = '(?<value>(?:[^"]*\\/)?(?<text>[^\\/"]+))';
  const built = new dashboard.QueryVariableBuilder(v.name)
    .label(v.label)
    .description(v.description)
    .datasource(DATA_SOURCE)
    .query({ qryType: v.first ? 3 : 1, query, refId: v.name })
    .definition(query)
    .regex(v.first ? `/${v.name}="${value}"/` : `/^${value}$/`)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(v.first ? dashboard.VariableSort.Disabled : dashboard.VariableSort.AlphabeticalAsc)
    .multi(v.multi ?? false)
    .includeAll(v.multi ?? false);
  if (v.multi) built.allValue('.+').current({ selected: true, text: ['All'], value: ['$__all'] });
  return built;
}

const marks = (name: string, colour: string, expr: string, title: string) =>
  new dashboard.AnnotationQueryBuilder()
    .name(name)
    .datasource(DATA_SOURCE)
    .enable(true)
    .hide(false)
    .iconColor(colour)
    .expr(expr)
    .step('1m')
    .titleFormat(title);

/** The common parts of all dashboards: data source, links to the others, and annotations. */
export function build(page: Page): dashboard.Dashboard {
  const built = new dashboard.DashboardBuilder(`Exposure · ${page.title}`)
    .uid(PAGES[page.page])
    .description(page.description)
    .tags([TAG, 'dynamodb'])
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .timezone('browser')
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .readonly()
    .link(
      new dashboard.DashboardLinkBuilder('Other dashboards')
        .type(dashboard.DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .icon('external link')
        .tooltip('The other dashboards of the monitor')
        .keepTime(true)
        .includeVars(true),
    )
    .link(
      new dashboard.DashboardLinkBuilder('Guide')
        .type(dashboard.DashboardLinkType.Link)
        .icon('doc')
        .tooltip('What this dashboard shows and what to do about it')
        .url(guide(page.guide))
        .targetBlank(true),
    )
    .withVariable(
      new dashboard.DatasourceVariableBuilder('datasource')
        .label('Data source')
        .description('The Prometheus that reads the monitor’s metrics')
        .type('prometheus'),
    );
  for (const variable of page.variables ?? []) built.withVariable(variable);
  built
    .withVariable(
      new dashboard.ConstantVariableBuilder('guides')
        .label('Guides')
        .description('Base URL of the repository’s documents')
        .value(GUIDES),
    )
    .annotation(
      marks(
        'Incidents opened',
        'red',
        `sum by (level) ${grown('exposure_incidents_opened_total{level=~"critical|high"}', '1m')} > 0`,
        'Incident opened: {{level}}',
      ),
    )
    .annotation(
      marks(
        'Engine restarts',
        'orange',
        'increase(exposure_engine_restarts_total[1m]) > 0',
        'The engine started the job again',
      ),
    );
  let row = 0;
  for (const { title, panels } of page.rows) {
    row += 1;
    if (title) built.withRow(new dashboard.RowBuilder(title).id(1000 + row));
    for (const panel of panels) built.withPanel(panel);
  }
  return tidy(built.build());
}

/**
 * Grafana 11 supports schema versions up to 39, and newer ones migrate it. Removes what the SDK adds and would
 * hide or duplicate something: keys of other variables, and links and marks that move into a menu.
 */
function tidy(json: dashboard.Dashboard): dashboard.Dashboard {
  json.schemaVersion = 39;
  for (const variable of json.templating?.list ?? []) {
    if (variable.type === dashboard.VariableType.Constant) variable.hide = dashboard.VariableHide.HideVariable;
    for (const key of ['auto', 'auto_min', 'auto_count', 'allowCustomValue'] as const) delete variable[key];
  }
  const panels = (json.panels ?? []).filter((panel): panel is dashboard.Panel => panel.type !== 'row');
  const links = panels.flatMap((panel) => panel.links ?? []);
  for (const mark of [...(json.links ?? []), ...links, ...(json.annotations?.list ?? [])]) delete mark.placement;
  for (const panel of panels) {
    delete panel.repeatDirection;
    if (panel.type === 'table') delete panel.options?.footer;
  }
  arrange(json);
  return json;
}

const WIDTH = 24;

/** Places each panel at the highest position where it fits, below the start of its row. */
function arrange(json: dashboard.Dashboard): void {
  let heights = Array.from({ length: WIDTH }, () => 0);
  for (const panel of json.panels ?? []) {
    const place = panel.gridPos;
    if (!place) continue;
    if (panel.type === 'row') {
      Object.assign(place, { x: 0, y: Math.max(...heights), w: WIDTH, h: 1 });
      heights = heights.map(() => place.y + 1);
      continue;
    }
    const tops = Array.from({ length: WIDTH - place.w + 1 }, (_, x) => Math.max(...heights.slice(x, x + place.w)));
    place.y = Math.min(...tops);
    place.x = tops.indexOf(place.y);
    heights = heights.map((height, x) => (x >= place.x && x < place.x + place.w ? place.y + place.h : height));
  }
}
