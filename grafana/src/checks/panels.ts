import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/** The parts of a query to Prometheus that the checks read. */
export interface PromTarget {
  expr: string;
  legendFormat?: string;
  refId: string;
}

/** Every panel that shows data, including those in rows. */
export const panelsOf = (dashboard: Dashboard): Panel[] =>
  (dashboard.panels ?? []).flatMap((panel) =>
    panel.type === 'row' ? (('panels' in panel ? panel.panels : []) as Panel[]) : [panel as Panel],
  );

export const targetsOf = (panel: Panel): PromTarget[] => (panel.targets ?? []) as unknown as PromTarget[];

/** The limits of a panel, including those of its columns. */
export const limitsOf = (panel: Panel): number[] => {
  const steps = [
    ...(panel.fieldConfig?.defaults?.thresholds?.steps ?? []),
    ...(panel.fieldConfig?.overrides ?? []).flatMap((override) =>
      override.properties
        .filter((property) => property.id === 'thresholds')
        .flatMap((property) => (property.value as { steps: Array<{ value: number | null }> }).steps),
    ),
  ];
  return steps.flatMap((step) => (step.value === null ? [] : [step.value]));
};
