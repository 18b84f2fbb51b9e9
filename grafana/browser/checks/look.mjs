// One picture, to look at: node checks/look.mjs UID FILE [theme] [width]
import { END, HOURS, openMetrics } from './day.mjs';
import { launch } from './browser.mjs';
import { onSamples } from './prometheus.mjs';
import { serve } from './server.mjs';

const [uids, file, theme = 'dark', width = '1600'] = process.argv.slice(2);
const prometheus = await onSamples(openMetrics());
const server = await serve(prometheus.url);
const browser = await launch();
for (const uid of uids.split(',')) {
  const { panels, errors, asked } = await browser.open(`${server.url}/d/${uid}?from=${(END - HOURS * 3600) * 1000}&to=${END * 1000}&theme=${theme}`, { width: Number(width) });
  await browser.page.screenshot({ path: file.replace('UID', uid) });
  for (const p of panels) if (p.queried && (p.error || p.values === 0)) console.log(uid, p.id, p.title, p.state, p.values, p.error ?? '');
  for (const q of asked) if (q.error) console.log(q.error, q.expr);
  console.log(uid, panels.length, 'panels', errors.slice(0, 5).join('\n'));
}
await browser.close();
server.close();
await prometheus.close();
