import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { createGenerator, type Schema } from 'ts-json-schema-generator';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { HOME } from '../files.js';
import { panelsOf } from './panels.js';

const MAJORS = ['11', '12', '13'];
/** The folders of Grafana's package that contain the types of the panels in use. */
const PANELS: Record<string, string> = {
  timeseries: 'timeseries',
  stat: 'stat',
  table: 'table',
  bargauge: 'bargauge',
  heatmap: 'heatmap',
  'state-timeline': 'statetimeline',
  text: 'text',
};
/** Properties that Grafana reads and writes, but that are missing in its published types. */
const KNOWN_GAPS = [
  /\/annotations\/list\/\d+: must NOT have additional properties (expr|step|titleFormat)$/,
  /\/templating\/list\/\d+: must NOT have additional properties definition$/,
];

type Schemas = Record<string, Schema>;

const generated = (folder: string, file: string, type: string): Schema => {
  // A type can't be requested by name across modules, but an object around it can.
  const at = `${folder}/${type}-${file.replace(/\W+/g, '_').slice(-60)}`;
  writeFileSync(`${at}.ts`, `import { ${type} as T } from '${file}';\nexport interface Root { value: T }\n`);
  writeFileSync(
    `${at}.json`,
    JSON.stringify({
      compilerOptions: { strict: true, skipLibCheck: true, module: 'esnext', moduleResolution: 'bundler', target: 'es2022', types: [], noEmit: true },
      files: [`${at}.ts`],
    }),
  );
  return createGenerator({
    path: `${at}.ts`,
    tsconfig: `${at}.json`,
    type: 'Root',
    skipTypeCheck: true,
    additionalProperties: false,
    expose: 'export',
    topRef: true,
  }).createSchema('Root');
};

const generation = (folder: string): string => {
  const found = readdirSync(folder).find((name) => name.endsWith('.gen.d.ts'));
  if (!found) throw new Error(`no generated types in ${folder}`);
  return `${folder}/${found.replace('.d.ts', '')}`;
};

/** JSON Schemas generated once from Grafana's published types, one set per major version. */
const schemasOf = (major: string): Schemas => {
  const kept = `${HOME}target/schema/grafana-${major}.json`;
  const lock = `${HOME}package-lock.json`;
  if (existsSync(kept) && statSync(kept).mtimeMs > statSync(lock).mtimeMs) return JSON.parse(readFileSync(kept, 'utf8')) as Schemas;
  const dist = `${HOME}node_modules/grafana-schema-${major}/dist`;
  const types = ['types', 'esm'].map((name) => `${dist}/${name}`).find((path) => existsSync(`${path}/raw`));
  if (!types) throw new Error(`no types in ${dist}`);
  const work = `${HOME}target/schema/v${major}`;
  mkdirSync(work, { recursive: true });
  const schemas: Schemas = { dashboard: generated(work, generation(`${types}/raw/dashboard/x`), 'Dashboard') };
  for (const [panel, name] of Object.entries(PANELS)) {
    const file = generation(`${types}/raw/composable/${name}/panelcfg/x`);
    const text = readFileSync(`${file}.d.ts`, 'utf8');
    for (const [key, type] of [['options', 'Options'], ['custom', 'FieldConfig']] as const) {
      if (new RegExp(`export (interface|type) ${type}\\b`).test(text)) schemas[`${panel}.${key}`] = generated(work, file, type);
    }
  }
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify(schemas));
  return schemas;
};

/** The same schema without required keys: files omit keys with defaults. */
const loose = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(loose);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== 'required' || !Array.isArray(value))
      .map(([key, value]) => [key, loose(value)]),
  );
};

const problemText = (error: ErrorObject): string =>
  `${error.instancePath.replace('/value', '')}: ${error.message} ${error.params['additionalProperty'] ?? JSON.stringify(error.params['allowedValues'] ?? '')}`
    .replace(/ ""$/, '')
    .trim();

export const schema = (dashboards: Map<string, Dashboard>): string[] => {
  const problems: string[] = [];
  for (const major of MAJORS) {
    const schemas = schemasOf(major);
    const compiled = new Map(
      Object.entries(schemas).map(([name, value]) => [
        name,
        new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(
          (name === 'dashboard' ? value : loose(value)) as object,
        ),
      ]),
    );
    const validate = (name: string, value: unknown, where: string) => {
      const check = compiled.get(name);
      if (!check || value === undefined || check({ value })) return;
      for (const error of check.errors ?? []) {
        const text = problemText(error);
        if (error.keyword !== 'anyOf' && !KNOWN_GAPS.some((gap) => gap.test(text))) problems.push(`Grafana ${major}: ${where}${text}`);
      }
    };
    for (const [name, dashboard] of dashboards) {
      validate('dashboard', dashboard, name);
      for (const panel of panelsOf(dashboard)) {
        const where = `${name}: “${panel.title}” `;
        validate(`${panel.type}.options`, panel.options, `${where}options`);
        validate(`${panel.type}.custom`, panel.fieldConfig?.defaults?.custom, `${where}custom`);
      }
    }
  }
  return problems;
};
