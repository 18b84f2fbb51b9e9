// What the checks read from a shown dashboard.
import { cacheFieldDisplayNames, FieldType } from '@grafana/data';
import { sceneGraph } from '@grafana/scenes';
import { activity, asked } from './prometheus';
import type { Shown } from './scene';

const reportOf = ({ panel, source }: Shown['panels'][number]) => {
  const data = sceneGraph.getData(panel).state.data;
  const configured = source.targets?.length && data ? panel.applyFieldConfig(data) : undefined;
  if (configured) cacheFieldDisplayNames(configured.series);
  const fields = (configured?.series ?? []).flatMap((frame) => frame.fields);
  return {
    id: source.id as number,
    title: sceneGraph.interpolate(panel, panel.state.title),
    type: source.type as string,
    queried: Boolean(source.targets?.length),
    state: data?.state,
    error: data?.error?.message,
    values: fields.filter((field) => field.type !== FieldType.time).flatMap((field) => [...field.values]).filter((value) => value !== null && value !== undefined).length,
    fields: [...new Set(fields.map((field) => field.state?.displayName ?? field.name))],
    labels: [...new Set(fields.flatMap((field) => Object.keys(field.labels ?? {})))],
    marks: (data?.annotations ?? []).reduce((sum, frame) => sum + frame.length, 0),
  };
};

export const offer = ({ scene, panels }: Shown): void => {
  Object.assign(window, {
    shown: {
      report: () => panels.map(reportOf),
      /** No query has run for half a second. */
      quiet: () => activity.running === 0 && performance.now() - activity.last > 500,
      asked: () => asked,
      variables: () =>
        sceneGraph.getVariables(scene).state.variables.map((variable: any) => ({
          name: variable.state.name,
          type: variable.state.type,
          value: variable.state.value,
          options: (variable.state.options ?? []).map((option: any) => String(option.value)),
        })),
    },
  });
};
