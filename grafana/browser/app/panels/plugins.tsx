// Grafana's panels are in none of its packages; their parts are. Each panel here hands Grafana's own part the
// options of the JSON. Heatmap and state timeline have no published part and are drawn in their own files.
import {
  cacheFieldDisplayNames,
  FieldConfigProperty,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  identityOverrideProcessor,
  PanelPlugin,
  type PanelProps,
  renderMarkdown,
} from '@grafana/data';
import { BarGauge, BigValue, useTheme2, VizRepeater } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React from 'react';
import { HeatmapPanel } from './HeatmapPanel';
import { NoData } from './NoData';
import { StateTimelinePanel } from './StateTimelinePanel';
import { TimeSeriesPanel } from './TimeSeriesPanel';

const useDisplayValues = (p: PanelProps<any>) => {
  const theme = useTheme2();
  return () =>
    getFieldDisplayValues({
      fieldConfig: p.fieldConfig,
      reduceOptions: p.options.reduceOptions,
      replaceVariables: p.replaceVariables,
      theme,
      data: p.data.series,
      sparkline: p.options.graphMode === 'area',
      timeZone: p.timeZone,
    });
};

const StatPanel = (p: PanelProps<any>) => {
  const theme = useTheme2();
  const { colorMode, graphMode, justifyMode, textMode, orientation, wideLayout } = p.options;
  return (
    <VizRepeater
      getValues={useDisplayValues(p)}
      getAlignmentFactors={getDisplayValueAlignmentFactors as any}
      width={p.width}
      height={p.height}
      source={p.data}
      itemSpacing={3}
      renderCounter={p.renderCounter}
      autoGrid
      orientation={orientation}
      renderValue={({ value, count, width, height, alignmentFactors }: any) => (
        <BigValue
          value={value.display}
          count={count}
          sparkline={value.sparkline && { ...value.sparkline, timeRange: p.timeRange }}
          {...{ colorMode, graphMode, justifyMode, textMode, wideLayout, width, height, theme, alignmentFactors }}
        />
      )}
    />
  );
};

const BarGaugePanel = (p: PanelProps<any>) => {
  const theme = useTheme2();
  const { displayMode, showUnfilled, orientation, valueMode, namePlacement, minVizWidth, minVizHeight, maxVizHeight } = p.options;
  return (
    <VizRepeater
      getValues={useDisplayValues(p)}
      getAlignmentFactors={getDisplayValueAlignmentFactors as any}
      width={p.width}
      height={p.height}
      source={p.data}
      itemSpacing={10}
      renderCounter={p.renderCounter}
      {...{ orientation, minVizWidth, minVizHeight, maxVizHeight }}
      renderValue={({ value, width, height, orientation: way, alignmentFactors }: any) => (
        <BarGauge
          value={value.display}
          field={value.field}
          display={value.view?.getFieldDisplayProcessor(value.colIndex)}
          itemSpacing={10}
          orientation={way}
          valueDisplayMode={valueMode}
          text={p.options.text}
          {...{ width, height, theme, displayMode, alignmentFactors, showUnfilled, namePlacement }}
        />
      )}
    />
  );
};

const TablePanel = (p: PanelProps<any>) => {
  const frame = p.data.series[0];
  if (!frame || frame.length === 0) return <NoData text={p.fieldConfig.defaults.noValue} />;
  return (
    <TableNG
      data={frame}
      width={p.width}
      height={p.height}
      noHeader={!p.options.showHeader}
      resizable
      timeRange={p.timeRange}
      cellHeight={p.options.cellHeight}
      fieldConfig={p.fieldConfig}
      structureRev={p.data.structureRev}
      getActions={() => []}
    />
  );
};

const TextPanel = (p: PanelProps<any>) => (
  <div className="markdown-html" style={{ height: '100%', overflow: 'auto' }} dangerouslySetInnerHTML={{ __html: renderMarkdown(p.replaceVariables(p.options.content)) }} />
);

/** Options of a field that the panel knows besides those of every field. */
const CUSTOM: Record<string, Record<string, unknown>> = {
  timeseries: {
    drawStyle: 'line', lineInterpolation: 'linear', lineWidth: 1, fillOpacity: 0, gradientMode: 'none', spanNulls: false, insertNulls: false,
    showPoints: 'auto', pointSize: 5, stacking: { mode: 'none', group: 'A' }, axisPlacement: 'auto', axisLabel: '', axisColorMode: 'text',
    axisBorderShow: false, axisCenteredZero: false, scaleDistribution: { type: 'linear' }, hideFrom: { tooltip: false, viz: false, legend: false },
    thresholdsStyle: { mode: 'off' }, barAlignment: 0, barWidthFactor: 0.6, lineStyle: { fill: 'solid' },
  },
  table: { align: 'auto', cellOptions: { type: 'auto' }, width: undefined, minWidth: undefined, inspect: false, filterable: undefined, hidden: undefined },
  'state-timeline': { fillOpacity: 70, lineWidth: 0, hideFrom: { tooltip: false, viz: false, legend: false } },
  heatmap: { hideFrom: { tooltip: false, viz: false, legend: false }, scaleDistribution: { type: 'linear' } },
};

const plugin = (id: string, Component: React.ComponentType<PanelProps<any>>): PanelPlugin => {
  const Named = (props: PanelProps<any>) => {
    React.useMemo(() => cacheFieldDisplayNames(props.data.series), [props.data.series]);
    return <Component {...props} />;
  };
  const made = new PanelPlugin(Named);
  made.useFieldConfig({
    standardOptions: { [FieldConfigProperty.Color]: { defaultValue: { mode: id === 'timeseries' ? 'palette-classic' : 'thresholds' } } },
    useCustomConfig: (builder: any) => {
      for (const [key, value] of Object.entries(CUSTOM[id] ?? {})) {
        builder.addCustomEditor({ id: key, path: key, name: key, defaultValue: value, editor: () => null, override: () => null, process: identityOverrideProcessor, shouldApply: () => true, getItemsCount: () => 0 });
      }
    },
  } as any);
  if (id === 'timeseries') made.setDataSupport({ annotations: true, alertStates: false });
  made.meta = { id, name: id, type: 'panel', info: {}, module: '', baseUrl: '', sort: 1, skipDataQuery: id === 'text' } as any;
  return made;
};

const PLUGINS: Record<string, PanelPlugin> = {
  stat: plugin('stat', StatPanel),
  bargauge: plugin('bargauge', BarGaugePanel),
  table: plugin('table', TablePanel),
  text: plugin('text', TextPanel),
  timeseries: plugin('timeseries', TimeSeriesPanel),
  heatmap: plugin('heatmap', HeatmapPanel),
  'state-timeline': plugin('state-timeline', StateTimelinePanel),
};

export const panelPlugin = (id: string): PanelPlugin => {
  const found = PLUGINS[id];
  if (!found) throw new Error(`a panel of type ${id} can't be drawn here`);
  return found;
};
