// Shows every dashboard in Chromium on a real Prometheus with an invented day, and holds it against what the
// JSON promises. One line for each check; APPROVE=1 takes the pictures as they are.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { launch } from './browser.mjs';
import { END, HOURS, openMetrics } from './day.mjs';
import { onSamples } from './prometheus.mjs';
import { dashboards, HOME, serve } from './server.mjs';
import { report } from './report.mjs';

const PICTURES = `${HOME}pictures/`;
/** Of two million pixels; letters are smoothed a little differently from run to run. */
const DIFFERENT = 400;
const VALUES_TRIED = 3;

/** Grafana gives a choice the width that it once measured, on a slow machine before its font is there. */
const SAME_WIDTHS = '[class$="select-value-container"] { min-width: 0 !important; }';

const panelsOf = (dashboard) => dashboard.panels.filter((panel) => panel.type !== 'row');
const target = (uid, more = '') => `/d/${uid}?from=${(END - HOURS * 3600) * 1000}&to=${END * 1000}${more}`;

/** Grafana's own list of units; its package for browsers asks for a language when it loads. */
const units = () => {
  globalThis.navigator ??= { language: 'en-US', languages: ['en-US'] };
  const { getValueFormats } = createRequire(import.meta.url)('@grafana/data');
  return new Set(getValueFormats().flatMap(({ submenu }) => submenu ?? []).map(({ value }) => value));
};

const checkUnits = () => {
  const known = units();
  return dashboards().flatMap((dashboard) =>
    panelsOf(dashboard).flatMap(({ title, fieldConfig }) => {
      const columns = (fieldConfig?.overrides ?? []).flatMap(({ properties }) => properties.filter(({ id }) => id === 'unit').map(({ value }) => value));
      return [fieldConfig?.defaults?.unit, ...columns].filter((unit) => unit && !known.has(unit)).map((unit) => `${dashboard.uid} “${title}”: Grafana knows no unit ${unit}`);
    }),
  );
};

/** Every panel has its answer, and something to draw. */
const checkDrawn = (dashboard, { panels, asked, errors }) => [
  ...errors,
  ...asked.filter(({ error }) => error).map(({ expr, error }) => `${error}: ${expr}`),
  ...(panels.length === panelsOf(dashboard).length ? [] : [`${panels.length} panels are shown of ${panelsOf(dashboard).length}`]),
  ...panels.filter(({ queried, state, values, error }) => queried && (error || state !== 'Done' || values === 0)).map(({ title, state, error }) => `“${title}”: ${error ?? `no data (${state})`}`),
];

/** What overrides, sorting and legends name is there. */
const checkNames = (dashboard, { panels }) =>
  panelsOf(dashboard).flatMap((source) => {
    const shown = panels.find(({ id }) => id === source.id);
    const problems = [];
    for (const { matcher } of source.fieldConfig?.overrides ?? []) {
      if (source.type === 'table' && !shown.fields.includes(matcher.options)) problems.push(`there is no column ${matcher.options} among ${shown.fields}`);
    }
    const sorted = (source.transformations ?? []).flatMap(({ options }) => options.sort ?? []);
    for (const { field } of sorted) if (!shown.fields.includes(field)) problems.push(`it sorts by ${field}, which is not there`);
    if (source.type === 'table') for (const field of shown.fields) if (/^Value|^Time$/.test(field)) problems.push(`column ${field} has no name`);
    if (source.type !== 'table' && source.type !== 'heatmap') {
      for (const { legendFormat } of source.targets ?? []) {
        for (const [, label] of (legendFormat ?? '').matchAll(/\{\{(\w+)\}\}/g)) if (!shown.labels.includes(label)) problems.push(`the legend names ${label}, the series have ${shown.labels}`);
      }
    }
    return problems.map((problem) => `“${source.title}”: ${problem}`);
  });

const anchors = (markdown) =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));

/** Every link on the page leads to a dashboard or a document that exists, and carries time and choice. */
const checkLinks = async (page, { variables }) => {
  const links = await page.locator('#root a[href]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  const known = new Map(dashboards().map((dashboard) => [dashboard.uid, dashboard]));
  const guides = variables.find(({ name }) => name === 'guides').value;
  const problems = links.length === 0 ? ['there are no links'] : [];
  for (const link of links) {
    if (/\$\{|\[\[|undefined|null/.test(link)) problems.push(`not filled in: ${link}`);
    const [, uid, query] = /^\/d\/([\w-]+)\?(.*)$/.exec(link) ?? [];
    if (uid) {
      const names = (known.get(uid)?.templating.list ?? []).map(({ name }) => name);
      if (!known.has(uid)) problems.push(`${link}: there is no such dashboard`);
      const chosen = new URLSearchParams(query);
      if (!chosen.has('from') || !chosen.has('to')) problems.push(`${link} forgets the time`);
      // Links in panels name what they need; those to all others carry what is chosen here.
      if (query.includes('var-datasource')) for (const [name, value] of chosen) if (name.startsWith('var-') && (!value || !names.includes(name.slice(4)))) problems.push(`${link}: nothing for ${name}`);
    } else if (link.startsWith(guides)) {
      const [path, anchor] = link.slice(guides.length + 1).split('#');
      const file = `${HOME}../${path}`;
      if (!existsSync(file)) problems.push(`${link}: there is no ${path}`);
      else if (anchor && !anchors(readFileSync(file, 'utf8')).includes(anchor)) problems.push(`${link}: ${path} has no ${anchor}`);
    } else if (!/^https:\/\/([\w-]+\.console\.aws\.amazon\.com|nightlies\.apache\.org)\//.test(link)) problems.push(`${link} leads elsewhere`);
  }
  return [...new Set(problems)];
};

/** Each value that can be chosen reaches the queries, and no panel breaks by it. */
const checkVariables = async (dashboard, shown, open) => {
  const problems = [];
  for (const { name, type, options } of shown.variables) {
    if (type !== 'query') continue;
    if (options.length === 0) problems.push(`nothing to choose for ${name}`);
    for (const value of options.filter((option) => !option.startsWith('$')).slice(0, VALUES_TRIED)) {
      const chosen = await open(target(dashboard.uid, `&var-${name}=${encodeURIComponent(value)}`));
      const uses = panelsOf(dashboard).flatMap(({ targets }) => targets ?? []).filter(({ expr }) => new RegExp(`\\$\\{?${name}\\b`).test(expr));
      const reached = chosen.asked.filter(({ expr }) => expr.includes(value.replace(/[.]/g, '\\\\.')));
      if (reached.length < uses.length) problems.push(`${name}=${value} reaches ${reached.length} of ${uses.length} queries`);
      problems.push(...chosen.errors, ...chosen.panels.filter(({ error }) => error).map(({ title, error }) => `“${title}” with ${name}=${value}: ${error}`));
    }
  }
  return problems;
};

const checkPicture = async (page, name) => {
  await page.addStyleTag({ content: SAME_WIDTHS });
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
  const taken = await page.screenshot();
  const file = `${PICTURES}${name}.png`;
  if (process.env.APPROVE) {
    mkdirSync(PICTURES, { recursive: true });
    writeFileSync(file, taken);
    return [];
  }
  if (!existsSync(file)) return [`there is no approved picture ${name}; look at one, then run with APPROVE=1`];
  const [now, before] = [PNG.sync.read(taken), PNG.sync.read(readFileSync(file))];
  if (now.width !== before.width || now.height !== before.height) return [`${now.width}×${now.height} instead of ${before.width}×${before.height}`];
  const difference = new PNG({ width: now.width, height: now.height });
  const count = pixelmatch(now.data, before.data, difference.data, now.width, now.height, { threshold: 0.15 });
  if (count <= DIFFERENT) return [];
  mkdirSync(`${HOME}target/pictures`, { recursive: true });
  writeFileSync(`${HOME}target/pictures/${name}.png`, taken);
  writeFileSync(`${HOME}target/pictures/${name}.difference.png`, PNG.sync.write(difference));
  return [`${count} pixels differ: see grafana/target/pictures/${name}.difference.png`];
};

const prometheus = await onSamples(openMetrics());
const server = await serve(prometheus.url);
const browser = await launch();
const open = (path, options) => browser.open(server.url + path, options);
try {
  report('units', checkUnits());
  for (const dashboard of dashboards()) {
    const name = dashboard.uid.replace('exposure-', '');
    const shown = await open(target(dashboard.uid));
    report(`${name} is drawn`, checkDrawn(dashboard, shown));
    report(`${name} names what is there`, checkNames(dashboard, shown));
    report(`${name} shows marks`, shown.panels.some(({ type, marks }) => type === 'timeseries' && marks > 0) ? [] : ['no mark on any graph']);
    report(`${name} looks as approved, dark`, await checkPicture(browser.page, `${name}-dark`));
    report(`${name} links`, await checkLinks(browser.page, shown));
    await open(target(dashboard.uid, '&theme=light'));
    report(`${name} looks as approved, light`, await checkPicture(browser.page, `${name}-light`));
    report(`${name} can be filtered`, await checkVariables(dashboard, shown, open));
  }
  for (const theme of ['dark', 'light']) {
    await open(target('exposure-soc', `&theme=${theme}`), { width: 600 });
    report(`soc looks as approved, narrow, ${theme}`, await checkPicture(browser.page, `soc-narrow-${theme}`));
  }
} finally {
  await browser.close();
  server.close();
  await prometheus.close();
}
