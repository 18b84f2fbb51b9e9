// A data source by Prometheus' documented HTTP API. What Grafana's server does between a panel and Prometheus
// is done here: the step, the intervals that expressions name, and the shape of the frames.
import {
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  DataSourceApi,
  FieldType,
  type MetricFindValue,
  type ScopedVars,
  toDataFrame,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { from, type Observable } from 'rxjs';

export interface PromQuery {
  refId: string;
  expr: string;
  legendFormat?: string;
  format?: 'time_series' | 'table' | 'heatmap';
  instant?: boolean;
  range?: boolean;
  interval?: string;
}

interface Series {
  metric: Record<string, string>;
  value?: [number, string];
  values?: Array<[number, string]>;
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_POINTS = 11_000;
/** How far apart samples are for which the dashboards are written. */
const WRITTEN_FOR_MS = 15_000;

const milliseconds = (text: string): number => {
  const [, count, unit] = /^(\d+)(ms|[smhd])$/.exec(text) ?? [];
  return count && unit ? Number(count) * (UNITS[unit] ?? 0) : 0;
};

/** Prometheus refuses fractions: the largest unit that divides. */
const duration = (ms: number): string => {
  for (const unit of ['d', 'h', 'm', 's']) if (ms % (UNITS[unit] ?? 1) === 0) return `${ms / (UNITS[unit] ?? 1)}${unit}`;
  return `${ms}ms`;
};

const number = (text: string): number | null =>
  text === 'NaN' ? null : text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);

/** In a regular expression several values are alternatives, and none of their characters means anything. */
const matcher = (value: unknown): string => {
  const escaped = (one: unknown) => String(one).replace(/[\\^$*+?.()|[\]{}]/g, '\\\\$&');
  return Array.isArray(value) ? (value.length === 1 ? escaped(value[0]) : `(${value.map(escaped).join('|')})`) : String(value);
};

const legend = (query: PromQuery, metric: Record<string, string>): string | undefined => {
  if (query.legendFormat && query.legendFormat !== '__auto') {
    return query.legendFormat.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? '');
  }
  const labels = Object.entries(metric).filter(([label]) => label !== '__name__');
  return labels.length === 0 ? (metric['__name__'] ?? query.expr) : undefined;
};

const points = (series: Series): Array<[number, string]> => series.values ?? (series.value ? [series.value] : []);

const timeSeries = (query: PromQuery, series: Series[]): DataFrame[] =>
  series.map((one) =>
    toDataFrame({
      refId: query.refId,
      fields: [
        { name: 'Time', type: FieldType.time, values: points(one).map(([time]) => Math.round(time * 1000)) },
        {
          name: 'Value',
          type: FieldType.number,
          labels: one.metric,
          values: points(one).map(([, value]) => number(value)),
          config: { displayNameFromDS: legend(query, one.metric) },
        },
      ],
    }),
  );

const tableOf = (query: PromQuery, series: Series[], several: boolean): DataFrame[] => {
  if (series.length === 0) return [];
  const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort();
  return [
    toDataFrame({
      refId: query.refId,
      meta: { preferredVisualisationType: 'table' },
      fields: [
        { name: 'Time', type: FieldType.time, values: series.flatMap((one) => points(one).map(([time]) => Math.round(time * 1000))) },
        ...labels.map((label) => ({
          name: label,
          type: FieldType.string,
          values: series.flatMap((one) => points(one).map(() => one.metric[label] ?? '')),
        })),
        {
          name: several ? `Value #${query.refId}` : 'Value',
          type: FieldType.number,
          values: series.flatMap((one) => points(one).map(([, value]) => number(value))),
        },
      ],
    }),
  ];
};

/** Buckets count everything up to their bound; a heatmap shows what is in each alone. */
const heatmapOf = (query: PromQuery, series: Series[]): DataFrame[] => {
  const bound = (one: Series) => number(one.metric['le'] ?? '') ?? 0;
  const sorted = [...series].sort((a, b) => bound(a) - bound(b));
  const times = [...new Set(sorted.flatMap((one) => points(one).map(([time]) => time)))].sort((a, b) => a - b);
  const rows = sorted.map((one) => new Map(points(one).map(([time, value]) => [time, number(value) ?? 0])));
  if (rows.length === 0) return [];
  return [
    toDataFrame({
      refId: query.refId,
      meta: { type: 'heatmap-rows' },
      fields: [
        { name: 'Time', type: FieldType.time, values: times.map((time) => Math.round(time * 1000)) },
        ...rows.map((row, at) => ({
          name: sorted[at]?.metric['le'] ?? '',
          type: FieldType.number,
          values: times.map((time) => Math.max(0, (row.get(time) ?? 0) - (rows[at - 1]?.get(time) ?? 0))),
        })),
      ],
    }),
  ];
};

/** What was asked, for the checks. */
export const asked: Array<{ expr: string; series: number; error?: string }> = [];
export const activity = { running: 0, last: 0 };

export class Prometheus extends DataSourceApi<PromQuery> {
  constructor(private readonly settings: DataSourceInstanceSettings) {
    super(settings);
    this.annotations = {};
  }

  private get scrapeMs(): number {
    return milliseconds((this.settings.jsonData as { timeInterval: string }).timeInterval);
  }

  /** A panel's shortest step: where samples come more often than a dashboard expects, it is as much shorter. */
  paced(interval: string | undefined): string | undefined {
    return interval && duration(Math.ceil((milliseconds(interval) * this.scrapeMs) / WRITTEN_FOR_MS / 1000) * 1000);
  }

  override query(request: DataQueryRequest<PromQuery>): Observable<DataQueryResponse> {
    return from(this.answer(request));
  }

  async answer(request: DataQueryRequest<PromQuery>): Promise<DataQueryResponse> {
    const several = request.targets.length > 1;
    const [start, end] = [request.range.from.valueOf(), request.range.to.valueOf()];
    const frames = request.targets.map(async (query) => {
      const least = Math.max(this.scrapeMs, query.interval ? milliseconds(query.interval) : 0, Math.ceil((end - start) / MAX_POINTS));
      const step = Math.ceil(Math.max(request.intervalMs ?? 0, least) / 1000) * 1000;
      const expr = this.filled(query.expr, step, end - start, request.scopedVars);
      const series = query.instant
        ? await this.call('query', expr, { time: String(end / 1000) })
        : await this.call('query_range', expr, {
            start: String((Math.floor(start / step) * step) / 1000),
            end: String((Math.floor(end / step) * step) / 1000),
            step: String(step / 1000),
          });
      if (query.format === 'table') return tableOf(query, series, several);
      return query.format === 'heatmap' ? heatmapOf(query, series) : timeSeries(query, series);
    });
    return { data: (await Promise.all(frames)).flat() };
  }

  override async metricFindQuery(query: string | { query: string }, options?: { scopedVars?: ScopedVars; range?: { from: unknown; to: unknown } }): Promise<MetricFindValue[]> {
    const range = options?.range as { from: { valueOf(): number }; to: { valueOf(): number } } | undefined;
    const [start, end] = [(range?.from.valueOf() ?? 0) / 1000, (range?.to.valueOf() ?? Date.now()) / 1000];
    const written = (typeof query === 'string' ? query : query.query).replace('${__range_s}', String(Math.round(end - start)));
    const text = getTemplateSrv().replace(written, options?.scopedVars, matcher);
    const [, expr] = /^query_result\((.*)\)$/.exec(text) ?? [];
    if (expr) {
      const series = await this.call('query', expr, { time: String(end) });
      return series.map(({ metric, value }) => ({
        text: `{${Object.entries(metric).map(([label, its]) => `${label}="${its}"`).join(',')}} ${value?.[1]} ${end * 1000}`,
      }));
    }
    const [, selector, label] = /^label_values\((.*),\s*(\w+)\)$/.exec(text) ?? [];
    if (!selector || !label) throw new Error(`not understood: ${text}`);
    const time = range ? `&start=${start}&end=${end}` : '';
    const values = (await this.fetched(`label/${label}/values?match[]=${encodeURIComponent(selector)}${time}`)) as string[];
    return values.map((value) => ({ text: value }));
  }

  override testDatasource() {
    return Promise.resolve({ status: 'success', message: '' });
  }

  /** Marks: every time at which the expression has a value. */
  async marks(expr: string, start: number, end: number): Promise<Array<{ time: number; metric: Record<string, string> }>> {
    const series = await this.call('query_range', expr, { start: String(start / 1000), end: String(end / 1000), step: '60' });
    return series.flatMap((one) =>
      points(one)
        .filter(([, value]) => Number(value) > 0)
        .map(([time]) => ({ time: time * 1000, metric: one.metric })),
    );
  }

  private filled(expr: string, step: number, range: number, scoped: ScopedVars): string {
    const own: Record<string, string> = {
      __interval: duration(step),
      __rate_interval: duration(Math.max(step + this.scrapeMs, 4 * this.scrapeMs)),
      __range: `${Math.round(range / 1000)}s`,
    };
    const replaced = expr.replace(/\$(__interval|__rate_interval|__range)\b/g, (_, name: string) => own[name] ?? '');
    return getTemplateSrv().replace(replaced, scoped, matcher);
  }

  private async call(path: string, expr: string, parameters: Record<string, string>): Promise<Series[]> {
    try {
      const found = (await this.fetched(`${path}?${new URLSearchParams({ query: expr, ...parameters })}`)) as { resultType: string; result: Series[] | [number, string] };
      const series = found.resultType === 'scalar' ? [{ metric: {}, value: found.result as [number, string] }] : (found.result as Series[]);
      asked.push({ expr, series: series.length });
      return series;
    } catch (e) {
      asked.push({ expr, series: 0, error: String(e) });
      throw e;
    }
  }

  private async fetched(path: string): Promise<unknown> {
    activity.running += 1;
    try {
      const answer = await fetch(`/prometheus/api/v1/${path}`);
      const body = (await answer.json()) as { status: string; data: unknown; error?: string };
      if (body.status !== 'success') throw new Error(body.error);
      return body.data;
    } finally {
      activity.running -= 1;
      activity.last = performance.now();
    }
  }
}
