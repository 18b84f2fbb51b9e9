import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { HOME } from '../files.js';
import { SHAPES } from './provisioningShapes.js';

const FOLDER = `${HOME}provisioning/`;

interface Policy {
  receiver: string;
  routes?: Policy[];
}

const receivers = (policy: Policy): string[] => [policy.receiver, ...(policy.routes ?? []).flatMap(receivers)];

/** Checks the files that Grafana reads at startup: their documented shapes, and that names agree. */
export const provisioning = (): string[] => {
  const problems: string[] = [];
  const read = new Map<string, unknown>();
  for (const kind of readdirSync(FOLDER)) {
    for (const name of readdirSync(FOLDER + kind)) {
      const path = `${kind}/${name}`;
      const shape = SHAPES[path];
      if (!shape) {
        problems.push(`${path}: nothing is known of its shape`);
        continue;
      }
      const value: unknown = parse(readFileSync(FOLDER + path, 'utf8'));
      read.set(path, value);
      const check = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(shape);
      if (!check(value)) for (const error of check.errors ?? []) problems.push(`${path}${error.instancePath}: ${error.message}`);
    }
  }
  for (const path of Object.keys(SHAPES)) if (!read.has(path)) problems.push(`${path}: is missing`);
  const points = (read.get('alerting/contact-points.yml') as { contactPoints: Array<{ name: string }> }).contactPoints.map((point) => point.name);
  const policies = (read.get('alerting/notification-policies.yml') as { policies: Policy[] }).policies;
  for (const receiver of policies.flatMap(receivers)) {
    if (!points.includes(receiver)) problems.push(`alerting: ${receiver} is no contact point`);
  }
  return problems;
};
