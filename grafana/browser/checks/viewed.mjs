// Looks at the dashboards that a running demo shows by itself: node checks/viewed.mjs URL-OF-THE-FIRST SECONDS
// Within so long each panel must have data, from the viewer's own engine, unless not-reached.json says why a short run
// gives it none.
import { launch } from './browser.mjs';
import { missing } from './filled.mjs';
import { report } from './report.mjs';

const [first, seconds] = [new URL(process.argv[2]), Number(process.argv[3])];
const until = Date.now() + seconds * 1000;
const browser = await launch();
try {
  for (const { uid } of await (await fetch(new URL('/dashboards', first))).json()) {
    const name = uid.replace('exposure-', '');
    // Without the refreshes that the link asks for, which never let a page come to rest.
    const address = () => `${first.origin}/d/${uid}?from=now-15m&to=now`;
    const { problems } = await missing(browser, address, name, `viewed-${name}`, until);
    report(`${name} is shown by the demo`, problems);
  }
} finally {
  await browser.close();
}
