// Serves the built page, the dashboards and what they load, and has queries answered.
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const HOME = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = `${HOME}target/browser`;
const ICONS = `${HOME}browser/node_modules/@grafana/ui/dist/public`;
const API = '/prometheus/api/v1/';
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' };

export const dashboards = () =>
  readdirSync(`${HOME}dashboards`).map((name) => JSON.parse(readFileSync(`${HOME}dashboards/${name}`, 'utf8')));

const send = (response, status, type, body) => response.writeHead(status, { 'content-type': type }).end(body);
const sendFile = (response, root, path) => {
  const file = join(root, normalize(path));
  if (!file.startsWith(root) || !existsSync(file) || !statSync(file).isFile()) return send(response, 404, 'text/plain', 'not found');
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  return createReadStream(file).pipe(response);
};

/** Has a Prometheus answer. */
const passedOn = (prometheus) => async (path, parameters) => {
  try {
    const answer = await fetch(`${prometheus}/api/v1/${path}?${parameters}`);
    return { status: answer.status, body: await answer.json() };
  } catch (e) {
    return { status: 502, body: { status: 'error', error: String(e) } };
  }
};

/**
 * Listens on the loopback address only, on a free port unless one is given. Queries are answered by the
 * Prometheus at a URL, or by a function of path and parameters; samples are so far apart as the interval says.
 */
export const serve = async (prometheus, { port = 0, timeInterval = '15s' } = {}) => {
  const answer = typeof prometheus === 'string' ? passedOn(prometheus) : prometheus;
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    // A page elsewhere that a browser was led to must not read what is here by a name of its own.
    if (!/^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) return send(response, 403, 'text/plain', 'not by this name');
    if (pathname.startsWith(API)) {
      const { status, body } = await answer(pathname.slice(API.length), searchParams);
      return send(response, status, 'application/json', JSON.stringify(body));
    }
    if (pathname === '/data-source') return send(response, 200, 'application/json', JSON.stringify({ timeInterval }));
    if (pathname === '/dashboards') {
      const list = dashboards().map(({ uid, title }) => ({ uid, title }));
      return send(response, 200, 'application/json', JSON.stringify(list.sort((a, b) => Number(b.uid === 'exposure-soc') - Number(a.uid === 'exposure-soc'))));
    }
    if (pathname.startsWith('/dashboards/')) return sendFile(response, HOME, pathname);
    if (pathname.startsWith('/public/')) return sendFile(response, ICONS, pathname.replace(/^\/public(\/build)?/, ''));
    if (pathname.startsWith('/assets/')) return sendFile(response, PAGE, pathname);
    return sendFile(response, PAGE, '/index.html');
  });
  await new Promise((listening, refused) => server.once('error', refused).listen(port, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => (server.close(), server.closeAllConnections()) };
};
