import { type DataFrame, type Field, FieldType } from '@grafana/data';

export interface Row {
  name: string;
  times: number[];
  field: Field;
}

/** Every series of values with its times. */
export const rowsOf = (frames: DataFrame[]): Row[] =>
  frames.flatMap((frame) => {
    const time = frame.fields.find((field) => field.type === FieldType.time);
    if (!time) return [];
    return frame.fields
      .filter((field) => field.type === FieldType.number)
      .map((field) => ({ name: field.state?.displayName ?? field.name, times: [...time.values] as number[], field }));
  });

/** Times for the ticks of an axis: about one for every so many pixels, at round minutes. */
export const ticks = (from: number, to: number, width: number): number[] => {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * 60_000);
  const step = steps.find((each) => ((to - from) / each) * 90 <= width) ?? 1440 * 60_000;
  const found: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push(at);
  return found;
};
