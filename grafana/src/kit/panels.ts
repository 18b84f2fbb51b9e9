import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as text from '@grafana/grafana-foundation-sdk/text';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { LEVELS, rank } from './promql.js';

export const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** The units in use; the browser checks compare them with Grafana's own list. */
export type Unit = 'short' | 'none' | 's' | 'percentunit' | 'bytes' | 'ops' | 'eps';

/** One meaning per colour: red means act now, orange act soon, green good; blue is a plain amount. */
export type Colour = 'red' | 'orange' | 'yellow' | 'green' | 'blue' | 'purple' | 'text' | 'transparent';
export type Hex = `#${string}`;
export const LEVEL_COLOURS: Record<(typeof LEVELS)[number], Colour> = {
  critical: 'red',
  high: 'orange',
  medium: 'yellow',
  low: 'blue',
  informational: 'text',
};

/**
 * Colours of families; they carry no other meaning. The first eight are Okabe and Ito's palette
 * for colour-blind readers; the others are for rare families, and differ in lightness too.
 */
export const FAMILY_COLOURS: Record<string, Hex> = {
  'bulk-read': '#0072B2',
  partiql: '#56B4E9',
  export: '#D55E00',
  access: '#E69F00',
  consumer: '#CC79A7',
  destruction: '#F0E442',
  network: '#009E73',
  blindspot: '#999999',
  backup: '#882255',
  replication: '#8C7AE6',
  encryption: '#999933',
  'sensitive-data': '#FFAABB',
  recon: '#DDDDDD',
  decoy: '#BBEEDD',
  billing: '#8B5A2B',
};

/** Threshold steps: the colour below the first limit, then the colour from each limit on. */
export type Limits = [Colour, ...Array<[number, Colour]>];

export interface Query {
  expr: string;
  legend?: string;
}

export interface Link {
  title: string;
  url: string;
  blank?: boolean;
}

export interface Frame {
  id: number;
  title: string;
  /** What the panel shows, and what to do about it. */
  description: string;
  width: number;
  height: number;
  /** Shown when there is no data. */
  none: string;
  links?: Link[];
}

export interface Measure extends Frame {
  unit: Unit;
  limits: Limits;
  queries: Query[];
}

export const one = (expr: string, legend = ''): Query[] => [{ expr, legend }];

const target = (query: Query, at: number, kind: 'range' | 'instant' | 'table' | 'heatmap') => {
  const built = new prometheus.DataqueryBuilder()
    .datasource(DATA_SOURCE)
    .expr(query.expr)
    .legendFormat(query.legend ? query.legend : '__auto')
    .refId(String.fromCharCode(65 + at));
  if (kind === 'table') built.format(prometheus.PromQueryFormat.Table);
  if (kind === 'heatmap') built.format(prometheus.PromQueryFormat.Heatmap);
  return kind === 'instant' || kind === 'table' ? built.instant() : built.range();
};

const steps = ([base, ...limits]: Limits) =>
  new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps([{ value: null, color: base }, ...limits.map(([value, color]) => ({ value, color }))]);

const link = ({ title, url, blank }: Link) =>
  new dashboard.DashboardLinkBuilder(title)
    .type(dashboard.DashboardLinkType.Link)
    .url(url)
    .targetBlank(blank ?? false);

/** The same link in the form for fields. */
export const fieldLink = ({ title, url, blank }: Link) => ({ title, url, targetBlank: blank ?? false });

interface Framed {
  id(id: number): unknown;
  title(title: string): unknown;
  description(description: string): unknown;
  datasource(source: typeof DATA_SOURCE): unknown;
  span(width: number): unknown;
  height(height: number): unknown;
  noValue(text: string): unknown;
  links(links: dashboard.DashboardLinkBuilder[]): unknown;
}

function framed<B extends Framed>(builder: B, frame: Frame): B {
  builder.id(frame.id);
  builder.title(frame.title);
  builder.description(frame.description);
  builder.datasource(DATA_SOURCE);
  builder.span(frame.width);
  builder.height(frame.height);
  builder.noValue(frame.none);
  if (frame.links) builder.links(frame.links.map(link));
  return builder;
}

const lastValue = () => new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false);

export interface StatPanel extends Measure {
  /** Colours the whole panel, so that it is visible from across the room. */
  loud?: boolean;
  /** Draws the history behind the number. */
  spark?: boolean;
  /** Labels the number with the legend. */
  named?: boolean;
  decimals?: number;
  mappings?: dashboard.ValueMapping[];
  fieldLinks?: Link[];
}

export function statPanel(p: StatPanel) {
  const panel = framed(new stat.PanelBuilder(), p)
    .unit(p.unit)
    .thresholds(steps(p.limits))
    .reduceOptions(lastValue())
    .colorMode(p.loud ? common.BigValueColorMode.Background : common.BigValueColorMode.Value)
    .graphMode(p.spark ? common.BigValueGraphMode.Area : common.BigValueGraphMode.None)
    .textMode(p.named || p.queries.length > 1 ? common.BigValueTextMode.ValueAndName : common.BigValueTextMode.Value)
    .justifyMode(common.BigValueJustifyMode.Center)
    .orientation(common.VizOrientation.Auto)
    .wideLayout(true);
  if (p.decimals !== undefined) panel.decimals(p.decimals);
  if (p.mappings) panel.mappings(p.mappings);
  if (p.fieldLinks) panel.dataLinks(p.fieldLinks.map(link));
  p.queries.forEach((query, at) => panel.withTarget(target(query, at, p.spark ? 'range' : 'instant')));
  return panel;
}

export interface LinePanel extends Measure {
  stacked?: boolean;
  bars?: boolean;
  /** Shows the limits as lines. */
  limitLines?: boolean;
  /** Colours by the name of the series. */
  colours?: Record<string, Colour | Hex>;
  max?: number;
  decimals?: number;
  /** The least step of the queries. */
  step?: string;
  /** A stair: the value holds until the next one. */
  stairs?: boolean;
  list?: boolean;
}

export function linePanel(p: LinePanel) {
  const panel = framed(new timeseries.PanelBuilder(), p)
    .unit(p.unit)
    .min(0)
    .thresholds(steps(p.limits))
    .thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(
        p.limitLines ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
      ),
    )
    .drawStyle(p.bars ? common.GraphDrawStyle.Bars : common.GraphDrawStyle.Line)
    .lineWidth(p.bars ? 0 : 2)
    .fillOpacity(p.bars ? 80 : p.stacked ? 30 : 0)
    .lineInterpolation(p.stairs ? common.LineInterpolation.StepAfter : common.LineInterpolation.Linear)
    .showPoints(common.VisibilityMode.Auto)
    .spanNulls(false)
    .stacking(
      new common.StackingConfigBuilder().mode(p.stacked ? common.StackingMode.Normal : common.StackingMode.None).group('A'),
    )
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(p.list ? common.LegendDisplayMode.List : common.LegendDisplayMode.Table)
        .placement(p.list ? common.LegendPlacement.Bottom : common.LegendPlacement.Right)
        .showLegend(true)
        .calcs(p.list ? [] : p.bars ? ['sum'] : ['lastNotNull', 'max']),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending));
  if (p.max !== undefined) panel.max(p.max);
  if (p.decimals !== undefined) panel.decimals(p.decimals);
  if (p.step) panel.interval(p.step);
  for (const [name, colour] of Object.entries(p.colours ?? {})) {
    panel.overrideByName(name, [{ id: 'color', value: { mode: 'fixed', fixedColor: colour } }]);
  }
  p.queries.forEach((query, at) => panel.withTarget(target(query, at, 'range')));
  return panel;
}

export interface BarPanel extends Measure {
  colours?: Record<string, Colour>;
  max?: number;
  decimals?: number;
  fieldLinks?: Link[];
}

export function barPanel(p: BarPanel) {
  const panel = framed(new bargauge.PanelBuilder(), p)
    .unit(p.unit)
    .min(0)
    .thresholds(steps(p.limits))
    .reduceOptions(lastValue())
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .valueMode(common.BarGaugeValueMode.Color)
    .namePlacement(common.BarGaugeNamePlacement.Left)
    .showUnfilled(true)
    .sizing(common.BarGaugeSizing.Auto)
    .minVizWidth(8)
    .minVizHeight(16)
    .maxVizHeight(300)
    // Grafana reserves space for names in font size 12, its own minimum.
    .text(new common.VizTextDisplayOptionsBuilder().titleSize(12).valueSize(22));
  if (p.max !== undefined) panel.max(p.max);
  if (p.decimals !== undefined) panel.decimals(p.decimals);
  if (p.fieldLinks) panel.dataLinks(p.fieldLinks.map(link));
  for (const [name, colour] of Object.entries(p.colours ?? {})) {
    panel.overrideByName(name, [{ id: 'color', value: { mode: 'fixed', fixedColor: colour } }]);
  }
  p.queries.forEach((query, at) => panel.withTarget(target(query, at, 'instant')));
  return panel;
}

export interface Column {
  /** The label, or `Value #B` for the value of the second query. */
  field: string;
  title: string;
  unit?: Unit;
  limits?: Limits;
  /** Paints the whole cell by its threshold or mapping; otherwise only the text. */
  paint?: 'cell' | 'text' | 'bar';
  mappings?: dashboard.ValueMapping[];
  links?: Link[];
  width?: number;
  max?: number;
  none?: string;
  decimals?: number;
}

export interface TablePanel extends Frame {
  queries: Query[];
  columns: Column[];
  /** Title of the column to sort by; the largest value comes first. */
  sortBy: string;
  ascending?: boolean;
}

const CELLS = {
  cell: { type: 'color-background', mode: 'basic' },
  text: { type: 'color-text' },
  bar: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' },
};

export function tablePanel(p: TablePanel) {
  const panel = framed(new table.PanelBuilder(), p)
    .showHeader(true)
    .cellHeight(common.TableCellHeight.Sm)
    .thresholds(steps(['text']));
  p.queries.forEach((query, at) => panel.withTarget(target({ expr: query.expr }, at, 'table')));
  const values = p.queries.map((_, at) => (p.queries.length > 1 ? `Value #${String.fromCharCode(65 + at)}` : 'Value'));
  if (p.queries.length > 1) panel.withTransformation({ id: 'merge', options: {} });
  panel.withTransformation({
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(['Time', ...values.filter((value) => !p.columns.some((c) => c.field === value))].map((name) => [name, true])),
      indexByName: Object.fromEntries(p.columns.map((column, at) => [column.field, at])),
      renameByName: Object.fromEntries(p.columns.map((column) => [column.field, column.title])),
    },
  });
  panel.withTransformation({ id: 'sortBy', options: { fields: {}, sort: [{ field: p.sortBy, desc: !p.ascending }] } });
  for (const c of p.columns) {
    const properties: dashboard.DynamicConfigValue[] = [];
    if (c.unit) properties.push({ id: 'unit', value: c.unit });
    if (c.decimals !== undefined) properties.push({ id: 'decimals', value: c.decimals });
    if (c.none) properties.push({ id: 'noValue', value: c.none });
    if (c.width) properties.push({ id: 'custom.width', value: c.width });
    if (c.mappings) properties.push({ id: 'mappings', value: c.mappings });
    if (c.limits) {
      const [base, ...limits] = c.limits;
      properties.push({
        id: 'thresholds',
        value: { mode: 'absolute', steps: [{ value: null, color: base }, ...limits.map(([value, color]) => ({ value, color }))] },
      });
      properties.push({ id: 'color', value: { mode: 'thresholds' } });
    }
    if (c.paint) properties.push({ id: 'custom.cellOptions', value: CELLS[c.paint] });
    if (c.paint === 'bar') {
      properties.push({ id: 'min', value: 0 });
      if (c.max !== undefined) properties.push({ id: 'max', value: c.max });
    }
    if (c.links) properties.push({ id: 'links', value: c.links.map(fieldLink) });
    if (properties.length > 0) panel.overrideByName(c.title, properties);
  }
  return panel;
}

export interface TimelinePanel extends Frame {
  queries: Query[];
  mappings: dashboard.ValueMapping[];
  /** The least step of the queries. */
  step?: string;
}

export function timelinePanel(p: TimelinePanel) {
  const panel = framed(new statetimeline.PanelBuilder(), p)
    .mergeValues(true)
    .rowHeight(0.85)
    .fillOpacity(85)
    .lineWidth(0)
    .showValue(common.VisibilityMode.Auto)
    .alignValue(common.TimelineValueAlignment.Left)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(false)
        .calcs([]),
    )
    .mappings(p.mappings)
    .thresholds(steps(['green']));
  if (p.step) panel.interval(p.step);
  p.queries.forEach((query, at) => panel.withTarget(target(query, at, 'range')));
  return panel;
}

export interface HeatPanel extends Frame {
  unit: Unit;
  query: string;
  step?: string;
}

export function heatPanel(p: HeatPanel) {
  const panel = framed(new heatmap.PanelBuilder(), p)
    .calculate(false)
    .color(
      new heatmap.HeatmapColorOptionsBuilder()
        .mode(heatmap.HeatmapColorMode.Scheme)
        .scheme('Inferno')
        .scale(heatmap.HeatmapColorScale.Exponential)
        .exponent(0.5)
        .fill('dark-orange')
        .steps(64)
        .reverse(false),
    )
    .yAxis(new heatmap.YAxisConfigBuilder().unit(p.unit))
    .thresholds(steps(['text']))
    .withTarget(target({ expr: p.query, legend: '{{le}}' }, 0, 'heatmap'));
  if (p.step) panel.interval(p.step);
  return panel;
}

export function textPanel(p: { id: number; title: string; width: number; height: number; markdown: string }) {
  return new text.PanelBuilder()
    .id(p.id)
    .title(p.title)
    .description('How to read this page.')
    .span(p.width)
    .height(p.height)
    .mode(text.TextMode.Markdown)
    .content(p.markdown);
}

/** Names and colours for ranks of levels. */
export const LEVEL_MAPPINGS: dashboard.ValueMapping[] = [
  {
    type: dashboard.MappingType.ValueToText,
    options: Object.fromEntries([
      ...LEVELS.map((level, index) => [String(rank(level)), { text: level, color: LEVEL_COLOURS[level], index }]),
      ['0', { text: 'none', color: 'green', index: LEVELS.length }],
    ]),
  },
];

/** Shows the part of an ARN after its last slash; links still pass on the whole ARN. */
export const SHORT_NAMES: dashboard.ValueMapping[] = [
  {
    type: dashboard.MappingType.RegexToText,
    options: { pattern: '^.*/([^/]+)$', result: { text: '$1', index: 0 } },
  },
];

export const words = (texts: Record<string, [string, Colour]>): dashboard.ValueMapping[] => [
  {
    type: dashboard.MappingType.ValueToText,
    options: Object.fromEntries(Object.entries(texts).map(([value, [shown, color]], index) => [value, { text: shown, color, index }])),
  },
];
