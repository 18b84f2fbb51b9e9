import type { SchemaObject } from 'ajv';

const text = { type: 'string', minLength: 1 };
const object = (properties: Record<string, SchemaObject>, required: string[] = Object.keys(properties)): SchemaObject => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: SchemaObject): SchemaObject => ({ type: 'array', items, minItems: 1 });
const duration = { type: 'string', pattern: '^\\d+[smhd]$' };

const receiver: SchemaObject = {
  type: 'object',
  required: ['uid', 'type', 'settings'],
  additionalProperties: false,
  properties: {
    uid: { type: 'string', pattern: '^[\\w-]{1,40}$' },
    type: { enum: ['pagerduty', 'webhook'] },
    disableResolveMessage: { type: 'boolean' },
    settings: { type: 'object' },
  },
  oneOf: [
    {
      properties: {
        type: { const: 'pagerduty' },
        settings: object(
          { integrationKey: text, severity: text, class: text, component: text, group: text, summary: text, source: text, client: text, client_url: text },
          ['integrationKey'],
        ),
      },
    },
    {
      properties: {
        type: { const: 'webhook' },
        settings: object({ url: text, httpMethod: { enum: ['POST', 'PUT'] }, maxAlerts: { type: 'integer' } }, ['url']),
      },
    },
  ],
};

const matchers = list({ type: 'array', minItems: 3, maxItems: 3, items: text });
const route = object(
  { receiver: text, object_matchers: matchers, continue: { type: 'boolean' }, group_wait: duration, group_interval: duration, repeat_interval: duration },
  ['receiver', 'object_matchers'],
);

/** The files' shapes by Grafana's documentation on provisioning, the same in 11, 12 and 13. */
export const SHAPES: Record<string, SchemaObject> = {
  'datasources/prometheus.yml': object({
    apiVersion: { const: 1 },
    datasources: list(
      object(
        {
          name: text,
          uid: text,
          type: { const: 'prometheus' },
          access: { const: 'proxy' },
          url: text,
          isDefault: { type: 'boolean' },
          editable: { type: 'boolean' },
          jsonData: object(
            { httpMethod: { const: 'POST' }, timeInterval: duration, prometheusType: { const: 'Prometheus' }, manageAlerts: { type: 'boolean' } },
            ['timeInterval'],
          ),
        },
        ['name', 'uid', 'type', 'access', 'url'],
      ),
    ),
  }),
  'dashboards/exposure.yml': object({
    apiVersion: { const: 1 },
    providers: list(
      object(
        {
          name: text,
          orgId: { type: 'integer' },
          folder: text,
          folderUid: text,
          type: { const: 'file' },
          disableDeletion: { type: 'boolean' },
          allowUiUpdates: { type: 'boolean' },
          updateIntervalSeconds: { type: 'integer' },
          options: object({ path: text }),
        },
        ['name', 'type', 'options'],
      ),
    ),
  }),
  'alerting/contact-points.yml': object({
    apiVersion: { const: 1 },
    contactPoints: list(object({ orgId: { type: 'integer' }, name: text, receivers: list(receiver) })),
  }),
  'alerting/notification-policies.yml': object({
    apiVersion: { const: 1 },
    policies: list(
      object(
        {
          orgId: { type: 'integer' },
          receiver: text,
          group_by: list(text),
          group_wait: duration,
          group_interval: duration,
          repeat_interval: duration,
          routes: list(route),
        },
        ['orgId', 'receiver', 'group_by'],
      ),
    ),
  }),
};
