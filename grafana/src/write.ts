import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { generated, HOME } from './files.js';

const files = generated();
for (const folder of ['dashboards/', 'prometheus/']) {
  mkdirSync(HOME + folder, { recursive: true });
  for (const entry of readdirSync(HOME + folder, { withFileTypes: true })) {
    if (entry.isFile() && !files.has(folder + entry.name)) rmSync(HOME + folder + entry.name);
  }
}
for (const [path, text] of files) writeFileSync(HOME + path, text);
console.log(`${files.size} files written`);
