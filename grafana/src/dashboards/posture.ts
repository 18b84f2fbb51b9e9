import { age, named } from '../kit/promql.js';
import { linePanel, one, SHORT_NAMES, statPanel, tablePanel, words } from '../kit/panels.js';
import { build, guide, labelVariable, to } from '../kit/page.js';

const OF = 'table=~"$table"';
const missing = (metric: string) => `count(max by (table) (${metric}{${OF}}) == 0) or 0 * count(${metric}{${OF}})`;
const YES_NO = words({ '1': ['yes', 'green'], '0': ['NO', 'red'] });
const toTable = { title: 'What happens to this table', url: to('table', 'var-table=${__value.raw}') };

export const posture = () =>
  build({
    page: 'posture',
    title: 'Sensitivity and posture',
    description: 'What tables hold and how they are protected: where a theft would do most harm or go unnoticed.',
    guide: 'dashboards.md#sensitivity-and-posture',
    variables: [
      labelVariable({
        name: 'table',
        label: 'Table',
        description: 'Tables to show',
        of: 'exposure_table_calls_total',
        multi: true,
      }),
    ],
    rows: [
      {
        title: '',
        panels: [
          statPanel({
            id: 1,
            title: 'Tables with sensitive data',
            description: 'Tables in whose items personal data or secrets were seen.',
            width: 6,
            height: 5,
            none: 'no item looked at',
            unit: 'none',
            limits: ['blue'],
            queries: one(`count(max by (table) (exposure_table_sensitive_ratio{${OF}}) > 0) or 0 * count(exposure_table_sensitive_ratio)`),
          }),
          statPanel({
            id: 2,
            title: 'Reads not logged',
            description: 'Tables without data events in any trail: reads of their items are invisible.',
            width: 6,
            height: 5,
            none: 'not asked',
            unit: 'none',
            limits: ['green', [1, 'red']],
            queries: one(missing('exposure_table_data_events_covered')),
            loud: true,
            links: [{ title: 'Guide', url: guide('detectors/blindspot.md'), blank: true }],
          }),
          statPanel({
            id: 3,
            title: 'No point-in-time recovery',
            description: 'Tables without point-in-time recovery: a destroyed table can’t be restored to the minute before.',
            width: 6,
            height: 5,
            none: 'not asked',
            unit: 'none',
            limits: ['green', [1, 'orange']],
            queries: one(missing('exposure_table_point_in_time_recovery')),
          }),
          statPanel({
            id: 4,
            title: 'No deletion protection',
            description: 'Tables that a single call can delete.',
            width: 6,
            height: 5,
            none: 'not asked',
            unit: 'none',
            limits: ['green', [1, 'orange']],
            queries: one(missing('exposure_table_deletion_protection')),
          }),
        ],
      },
      {
        title: 'What the tables hold',
        panels: [
          tablePanel({
            id: 5,
            title: 'Sensitive data by table and class',
            description: 'Share of the classified items, largest first.',
            width: 12,
            height: 9,
            none: 'No sensitive data seen',
            queries: one(`max by (table, class) (exposure_table_sensitive_ratio{${OF}})`),
            columns: [
              { field: 'table', title: 'Table', mappings: SHORT_NAMES, links: [toTable] },
              { field: 'class', title: 'Class', links: [{ title: 'Guide', url: guide('detectors/sensitivity.md'), blank: true }] },
              { field: 'Value', title: 'Share of items', unit: 'percentunit', decimals: 1, limits: ['blue', [0.01, 'orange']], paint: 'bar', max: 1 },
            ],
            sortBy: 'Share of items',
          }),
          linePanel({
            id: 6,
            title: 'Sensitive share over time',
            description: 'The largest share of any class, by table. A step up is new data, or data in the wrong table.',
            width: 12,
            height: 9,
            none: 'No sensitive data seen',
            unit: 'percentunit',
            max: 1,
            limits: ['blue'],
            queries: one(named(`max by (table) (exposure_table_sensitive_ratio{${OF}})`), '{{name}}'),
          }),
        ],
      },
      {
        title: 'How they are protected',
        panels: [
          tablePanel({
            id: 7,
            title: 'Posture of each table',
            description: 'As reported by AWS. Start with tables that have sensitive data and a NO.',
            width: 24,
            height: 9,
            none: 'Not asked: no inventory by AWS calls',
            queries: [
              { expr: `max by (table) (exposure_table_sensitive_ratio{${OF}})` },
              { expr: `max by (table) (exposure_table_data_events_covered{${OF}})` },
              { expr: `max by (table) (exposure_table_point_in_time_recovery{${OF}})` },
              { expr: `max by (table) (exposure_table_deletion_protection{${OF}})` },
              { expr: `max by (table) (exposure_table_customer_managed_key{${OF}})` },
              { expr: `max by (table) (exposure_table_resource_policy{${OF}})` },
              { expr: `max by (table) (exposure_table_stream_enabled{${OF}})` },
              { expr: `max by (table) (exposure_table_replicas{${OF}})` },
              { expr: `max by (table) (exposure_table_items{${OF}})` },
              { expr: `max by (table) (${age(`exposure_table_last_event_timestamp_seconds{${OF}}`)})` },
            ],
            columns: [
              { field: 'table', title: 'Table', mappings: SHORT_NAMES, links: [toTable] },
              { field: 'Value #A', title: 'Sensitive', width: 125, unit: 'percentunit', decimals: 0, limits: ['text', [0.01, 'orange']], paint: 'text', none: 'none seen' },
              { field: 'Value #B', title: 'Reads logged', width: 125, mappings: YES_NO, paint: 'text' },
              { field: 'Value #C', title: 'Recovery', width: 125, mappings: YES_NO, paint: 'text' },
              { field: 'Value #D', title: 'Deletion protection', width: 150, mappings: YES_NO, paint: 'text' },
              { field: 'Value #E', title: 'Own key', width: 125, mappings: words({ '1': ['yes', 'green'], '0': ['no', 'text'] }), paint: 'text' },
              { field: 'Value #F', title: 'Shared by policy', width: 125, mappings: words({ '1': ['YES', 'orange'], '0': ['no', 'text'] }), paint: 'text' },
              { field: 'Value #G', title: 'Stream', width: 125, mappings: words({ '1': ['yes', 'text'], '0': ['no', 'text'] }), paint: 'text' },
              { field: 'Value #H', title: 'Replicas', width: 125, unit: 'none' },
              { field: 'Value #I', title: 'Items', width: 125, unit: 'short' },
              { field: 'Value #J', title: 'Last event', width: 125, unit: 's', decimals: 0, none: 'none seen' },
            ],
            sortBy: 'Sensitive',
          }),
          tablePanel({
            id: 8,
            title: 'Where the tables are',
            description: 'Account, Region, encryption and billing mode as reported by AWS. The link opens the console.',
            width: 24,
            height: 7,
            none: 'Not asked: no inventory by AWS calls',
            queries: one(named(`max by (table, account, region, encryption, billing) (exposure_table_info{${OF}})`)),
            columns: [
              { field: 'table', title: 'Table', mappings: SHORT_NAMES, links: [toTable] },
              { field: 'account', title: 'Account' },
              { field: 'region', title: 'Region' },
              {
                field: 'name',
                title: 'Name',
                links: [
                  {
                    title: 'Open in the AWS console',
                    url: 'https://${__data.fields.Region}.console.aws.amazon.com/dynamodbv2/home?region=${__data.fields.Region}#table?name=${__value.raw}',
                    blank: true,
                  },
                ],
              },
              { field: 'encryption', title: 'Encryption' },
              { field: 'billing', title: 'Billing' },
            ],
            sortBy: 'Table',
            ascending: true,
          }),
        ],
      },
    ],
  });
