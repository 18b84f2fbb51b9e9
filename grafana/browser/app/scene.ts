// From a dashboard's JSON to Grafana's own scenes.
import type { DashboardCursorSync } from '@grafana/data';
import * as scenes from '@grafana/scenes';
import { prometheus, shown } from './grafana';

export interface Shown {
  scene: scenes.EmbeddedScene;
  panels: Array<{ panel: scenes.VizPanel; source: any }>;
}

const variableOf = (v: any): scenes.SceneVariable => {
  const common = { name: v.name, label: v.label, description: v.description, hide: v.hide ?? 0 };
  switch (v.type) {
    case 'datasource':
      return new scenes.DataSourceVariable({ ...common, pluginId: v.query });
    case 'constant':
      return new scenes.ConstantVariable({ ...common, value: v.query });
    case 'query':
      return new scenes.QueryVariable({
        ...common,
        query: v.query,
        datasource: v.datasource,
        regex: v.regex ?? '',
        refresh: v.refresh,
        sort: v.sort,
        isMulti: v.multi,
        includeAll: v.includeAll,
        allValue: v.allValue,
        value: v.current?.value ?? '',
        text: v.current?.text ?? '',
      });
    default:
      throw new Error(`a variable of type ${v.type} is not known here`);
  }
};

const panelOf = (p: any): scenes.VizPanel => {
  const data = p.targets?.length
    ? new scenes.SceneDataTransformer({
        $data: new scenes.SceneQueryRunner({
          datasource: p.datasource,
          queries: p.targets,
          maxDataPointsFromWidth: true,
          minInterval: prometheus.paced(p.interval),
          dataLayerFilter: { panelId: p.id },
        }),
        transformations: p.transformations ?? [],
      })
    : undefined;
  return new scenes.VizPanel({
    key: `panel-${p.id}`,
    title: p.title,
    description: p.description,
    pluginId: p.type,
    options: p.options,
    fieldConfig: p.fieldConfig ?? { defaults: {}, overrides: [] },
    ...(data ? { $data: data } : {}),
  });
};

/** The dashboard's marks, as Grafana's layer of annotations hands them to panels. */
class Marks extends scenes.SceneDataLayerBase<scenes.SceneDataLayerProviderState & { list: any[] }> implements scenes.SceneDataLayerProvider {
  public topic = 'annotations' as any;

  public onEnable() {
    const range = scenes.sceneGraph.getTimeRange(this);
    this._subs.add(range.subscribeToState(() => this.runLayer()));
  }

  public onDisable() {}

  public runLayer() {
    void this.load();
  }

  private async load() {
    const { from, to } = scenes.sceneGraph.getTimeRange(this).state.value;
    const step = 60_000;
    const [start, end] = [Math.floor(from.valueOf() / step) * step, Math.floor(to.valueOf() / step) * step];
    const found = await Promise.all(
      this.state.list.map(async (one) => (await prometheus.marks(one.expr, start, end)).map(({ time }) => ({ time, color: one.iconColor, title: one.name }))),
    );
    const marks = found.flat();
    const field = (name: string, type: string, values: unknown[]) => ({ name, type, values, config: {} });
    this.publishResults({
      state: 'Done' as any,
      series: [
        {
          length: marks.length,
          meta: { dataTopic: 'annotations' as any },
          fields: [field('time', 'time', marks.map((m) => m.time)), field('color', 'string', marks.map((m) => m.color)), field('title', 'string', marks.map((m) => m.title))] as any,
        },
      ],
      timeRange: scenes.sceneGraph.getTimeRange(this).state.value,
    } as any);
  }
}

export const sceneOf = (dashboard: any): Shown => {
  const panels: Shown['panels'] = [];
  const children: any[] = [];
  let row: scenes.SceneGridRow | undefined;
  for (const p of dashboard.panels) {
    const place = { x: p.gridPos.x, y: p.gridPos.y, width: p.gridPos.w, height: p.gridPos.h };
    if (p.type === 'row') {
      row = new scenes.SceneGridRow({ title: p.title, y: p.gridPos.y, isCollapsible: true, children: [] });
      children.push(row);
      continue;
    }
    const panel = panelOf(p);
    panels.push({ panel, source: p });
    const item = new scenes.SceneGridItem({ ...place, isDraggable: false, isResizable: false, body: panel });
    if (row) row.setState({ children: [...row.state.children, item] });
    else children.push(item);
  }
  const scene = new scenes.EmbeddedScene({
    $timeRange: new scenes.SceneTimeRange({ from: dashboard.time.from, to: dashboard.time.to, timeZone: 'utc' }),
    $variables: new scenes.SceneVariableSet({ variables: dashboard.templating.list.map(variableOf) }),
    $data: new scenes.SceneDataLayerSet({ layers: [new Marks({ name: 'marks', isEnabled: true, list: dashboard.annotations.list })] }),
    $behaviors: [new scenes.behaviors.CursorSync({ key: 'cursor', sync: dashboard.graphTooltip as DashboardCursorSync })],
    controls: [new scenes.VariableValueSelectors({}), new scenes.SceneControlsSpacer(), new scenes.SceneTimePicker({}), new scenes.SceneRefreshPicker({ refresh: new URLSearchParams(location.search).get('refresh') ?? '' })],
    body: new scenes.SceneGridLayout({ isLazy: false, children }),
  });
  shown.scene = scene;
  return { scene, panels };
};
