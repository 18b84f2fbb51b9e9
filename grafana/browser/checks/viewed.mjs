// Looks at the dashboards that a running demo shows by itself: node checks/viewed.mjs URL OF THE FIRST
// Each panel must have data, from the viewer's own engine, unless not-reached.json says why a short run gives it none.
import { mkdirSync, readFileSync } from 'node:fs';
import { launch } from './browser.mjs';
import { HOME } from './server.mjs';

const first = new URL(process.argv[2]);
const notReached = JSON.parse(readFileSync(new URL('not-reached.json', import.meta.url), 'utf8'));
const browser = await launch();
try {
  mkdirSync(`${HOME}target/pictures`, { recursive: true });
  for (const { uid } of await (await fetch(new URL('/dashboards', first))).json()) {
    const name = uid.replace('exposure-', '');
    // Without the refreshes that the link asks for, which never let a page come to rest.
    const shown = await browser.open(`${first.origin}/d/${uid}?from=now-15m&to=now`);
    await browser.page.screenshot({ path: `${HOME}target/pictures/viewed-${name}.png` });
    const problems = [
      ...shown.errors,
      ...shown.panels
        .filter(({ id, queried, values, error }) => queried && (error || (values === 0 && !(`${name}/${id}` in notReached.panels))))
        .map(({ id, title, error }) => `${name}/${id} “${title}”: ${error ?? 'no data'}`),
    ];
    console.log(problems.length === 0 ? `${name} is shown by the demo: passed` : `${name} is shown by the demo: ${problems.length} problems\n${problems.join('\n')}`);
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  await browser.close();
}
