import { dateTimeFormat, type PanelProps } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { NoData } from './NoData';
import { type Row, rowsOf, ticks } from './rows';

const NAMES = 120;
const AXIS = 22;

interface State {
  value: number;
  from: number;
  to: number;
}

/** Neighbours of one value are one state; where a value is missing, nothing is. */
const statesOf = ({ times, field }: Row): State[] => {
  const step = times.length > 1 ? Math.min(...times.slice(1).map((time, at) => time - (times[at] ?? 0))) : 60_000;
  const states: State[] = [];
  times.forEach((time, at) => {
    const value = field.values[at] as number | null;
    const last = states.at(-1);
    if (value === null) return;
    if (last?.value === value && last.to >= time) last.to = time + step;
    else states.push({ value, from: time, to: time + step });
  });
  return states;
};

export const StateTimelinePanel = (p: PanelProps<any>) => {
  const theme = useTheme2();
  const rows = rowsOf(p.data.series).filter((row) => row.times.length > 0);
  if (rows.length === 0) return <NoData text={p.fieldConfig.defaults.noValue} />;
  const [from, to] = [p.timeRange.from.valueOf(), p.timeRange.to.valueOf()];
  const width = p.width - NAMES;
  const height = Math.min(48, (p.height - AXIS) / rows.length);
  const x = (time: number) => NAMES + (Math.max(0, Math.min(1, (time - from) / (to - from))) * width);
  const bar = height * p.options.rowHeight;
  return (
    <svg width={p.width} height={p.height} fontSize={12}>
      {ticks(from, to, width).map((time) => (
        <g key={time}>
          <line x1={x(time)} x2={x(time)} y1={0} y2={rows.length * height} stroke={theme.colors.border.weak} />
          <text x={x(time)} y={rows.length * height + 15} textAnchor={x(time) > p.width - 20 ? 'end' : 'middle'} fill={theme.colors.text.secondary}>
            {dateTimeFormat(time, { format: 'HH:mm', timeZone: p.timeZone })}
          </text>
        </g>
      ))}
      {rows.map((row, at) => (
        <g key={row.name}>
          <text x={NAMES - 8} y={at * height + height / 2} textAnchor="end" dominantBaseline="middle" fill={theme.colors.text.primary}>
            {row.name.length > 17 ? `${row.name.slice(0, 16)}…` : row.name}
          </text>
          {statesOf(row).map((state) => {
            const shown = row.field.display?.(state.value);
            const wide = x(state.to) - x(state.from);
            return (
              <g key={state.from}>
                <rect x={x(state.from)} y={at * height + (height - bar) / 2} width={Math.max(1, wide)} height={bar} fill={shown?.color ?? 'gray'} fillOpacity={(row.field.config.custom?.fillOpacity ?? 70) / 100} />
                {wide > 8 * (shown?.text.length ?? 0) && (
                  <text x={x(state.from) + 6} y={at * height + height / 2} dominantBaseline="middle" fill={theme.colors.getContrastText(shown?.color ?? '#808080')}>
                    {shown?.text}
                  </text>
                )}
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
};
