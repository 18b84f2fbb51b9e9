import { type DataFrame, type Field, FieldType, formattedValueToString, type PanelProps } from '@grafana/data';
import { TimeSeries, TooltipPlugin2, type UPlotConfigBuilder, useTheme2 } from '@grafana/ui';
import React from 'react';
import type uPlot from 'uplot';
import { NoData } from './NoData';

/** Vertical lines at the dashboard's marks. */
const Marks = ({ config, frames }: { config: UPlotConfigBuilder; frames: DataFrame[] }) => {
  const theme = useTheme2();
  const latest = React.useRef(frames);
  const plot = React.useRef<uPlot>(undefined);
  latest.current = frames;
  React.useEffect(() => plot.current?.redraw(false), [frames]);
  React.useLayoutEffect(() => {
    config.addHook('init', (made: uPlot) => void (plot.current = made));
    config.addHook('draw', (drawn: uPlot) => {
      const { left, top, width, height } = drawn.bbox;
      for (const frame of latest.current) {
        const values = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
        values('time').forEach((time: number, at: number) => {
          const x = drawn.valToPos(time, 'x', true);
          if (x < left || x > left + width) return;
          drawn.ctx.save();
          drawn.ctx.strokeStyle = theme.visualization.getColorByName(values('color')[at] ?? 'blue');
          drawn.ctx.lineWidth = 2;
          drawn.ctx.setLineDash([4, 4]);
          drawn.ctx.beginPath();
          drawn.ctx.moveTo(x, top);
          drawn.ctx.lineTo(x, top + height);
          drawn.ctx.stroke();
          drawn.ctx.restore();
        });
      }
    });
  }, [config, theme]);
  return null;
};

const Tip = ({ frame, indices }: { frame: DataFrame; indices: Array<number | null> }) => {
  const at = indices.find((index) => index !== null) ?? 0;
  const time = frame.fields[0] as Field;
  return (
    <div style={{ padding: 8, fontSize: 12 }}>
      <div>{time.display ? time.display(time.values[at]).text : ''}</div>
      {frame.fields.slice(1).map((field, place) => {
        const index = indices[place + 1];
        const value = index === null || index === undefined ? null : field.values[index];
        if (value === null || value === undefined || !field.display) return null;
        const shown = field.display(value);
        return (
          <div key={place} style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
            <span>
              <span style={{ color: shown.color }}>■ </span>
              {field.state?.displayName ?? field.name}
            </span>
            <b>{formattedValueToString(shown)}</b>
          </div>
        );
      })}
    </div>
  );
};

export const TimeSeriesPanel = (p: PanelProps<any>) => {
  const frames = React.useMemo(
    () =>
      p.data.series
        .map((frame) => ({ ...frame, fields: frame.fields.filter((field) => field.type === FieldType.time || field.type === FieldType.number) }))
        .filter((frame) => frame.fields.length > 1 && frame.length > 0),
    [p.data.series],
  );
  if (frames.length === 0) return <NoData text={p.fieldConfig.defaults.noValue} />;
  return (
    <TimeSeries frames={frames} structureRev={p.data.structureRev ?? 1} timeRange={p.timeRange} timeZone={p.timeZone} width={p.width} height={p.height} legend={p.options.legend} options={p.options}>
      {(config: UPlotConfigBuilder, aligned: DataFrame) => (
        <>
          <Marks config={config} frames={p.data.annotations ?? []} />
          <TooltipPlugin2 config={config} hoverMode={1} render={(_: uPlot, indices: Array<number | null>) => <Tip frame={aligned} indices={indices} />} />
        </>
      )}
    </TimeSeries>
  );
};
