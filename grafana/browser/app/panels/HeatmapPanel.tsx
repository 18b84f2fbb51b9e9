import { dateTimeFormat, getValueFormat, formattedValueToString, type PanelProps } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { NoData } from './NoData';
import { rowsOf, ticks } from './rows';

const NAMES = 64;
const AXIS = 22;
const DARK = [[24, 27, 31], [66, 10, 104], [147, 38, 103], [221, 81, 58], [252, 165, 10], [252, 255, 164]];
const LIGHT = [[255, 255, 255], [253, 224, 197], [245, 155, 113], [201, 76, 113], [118, 42, 131], [45, 10, 75]];

const shade = (scale: number[][], share: number): string => {
  const place = share * (scale.length - 1);
  const low = Math.min(scale.length - 2, Math.floor(place));
  const mixed = (scale[low] ?? []).map((part, at) => Math.round(part + ((scale[low + 1]?.[at] ?? part) - part) * (place - low)));
  return `rgb(${mixed.join()})`;
};

export const HeatmapPanel = (p: PanelProps<any>) => {
  const theme = useTheme2();
  const rows = rowsOf(p.data.series);
  const filled = rows.filter((row) => row.field.values.some((value: number | null) => (value ?? 0) > 0));
  if (filled.length === 0) return <NoData text={p.fieldConfig.defaults.noValue} />;
  // Empty rows beyond those with something in them would only make the others thin.
  const shown = rows.slice(Math.max(0, rows.indexOf(filled[0]!) - 1), rows.indexOf(filled.at(-1)!) + 2);
  const [from, to] = [p.timeRange.from.valueOf(), p.timeRange.to.valueOf()];
  const width = p.width - NAMES;
  const height = (p.height - AXIS) / shown.length;
  const most = Math.max(...shown.flatMap((row) => row.field.values.map((value: number | null) => value ?? 0)));
  const format = getValueFormat(p.options.yAxis?.unit ?? 'short');
  const bound = (name: string) => (name === '+Inf' ? 'more' : formattedValueToString(format(Number(name))));
  return (
    <svg width={p.width} height={p.height} fontSize={12}>
      {shown.map((row, at) => {
        const y = p.height - AXIS - (at + 1) * height;
        const step = row.times.length > 1 ? (((row.times[1] ?? 0) - (row.times[0] ?? 0)) / (to - from)) * width : width;
        return (
          <g key={row.name}>
            <text x={NAMES - 8} y={y + height / 2} textAnchor="end" dominantBaseline="middle" fill={theme.colors.text.secondary}>
              {bound(row.name)}
            </text>
            {row.times.map((time, index) => {
              const value = (row.field.values[index] as number | null) ?? 0;
              if (value <= 0) return null;
              return <rect key={time} x={NAMES + ((time - from) / (to - from)) * width} y={y + 0.5} width={step} height={Math.max(1, height - 1)} fill={shade(theme.isDark ? DARK : LIGHT, Math.sqrt(value / most))} />;
            })}
          </g>
        );
      })}
      {ticks(from, to, width).map((time) => (
        <text key={time} x={NAMES + ((time - from) / (to - from)) * width} y={p.height - 6} textAnchor={to - time < (20 / width) * (to - from) ? 'end' : 'middle'} fill={theme.colors.text.secondary}>
          {dateTimeFormat(time, { format: 'HH:mm', timeZone: p.timeZone })}
        </text>
      ))}
    </svg>
  );
};
