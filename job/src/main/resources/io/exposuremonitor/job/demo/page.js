'use strict';
/* Everything that comes from the server is set as text, never as markup. */

const LEVELS = ['critical', 'high', 'medium', 'low', 'informational'];
const SVG = 'http://www.w3.org/2000/svg';
const LANES = ['Shop', 'Night batch', 'Intruder', 'Found'];

const byId = id => document.getElementById(id);
const numbers = new Intl.NumberFormat('en');

function element(name, properties, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties || {});
  made.append(...children);
  return made;
}

function drawing(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

const clock = ms => Math.floor(ms / 60000) + ':' + String(Math.floor(ms / 1000) % 60).padStart(2, '0');
const seconds = ms => (ms / 1000).toFixed(1) + ' s';

/** The name at the end of an ARN; of a table's stream, the table's. */
function name(arn) {
  const table = /:table\/([^/]+)/.exec(arn);
  return table ? table[1] : arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}

function showVerdict(state) {
  byId('verdict').className = state.verdict.level;
  byId('headline').textContent = state.verdict.headline;
  byId('who').textContent = state.verdict.who;
  document.title = state.verdict.headline;
  byId('status').className = '';
  byId('status').textContent =
    'live, ' + clock(state.elapsed) + ', ' + state.scenario + ', speed ' + state.speed;
  byId('tally').replaceChildren(...LEVELS
    .map(level => [level, state.findings.filter(finding => finding.level === level).length])
    .filter(([, count]) => count > 0)
    .map(([level, count]) =>
      element('li', {className: level}, element('b', {}, String(count)), level)));
}

function showTimeline(state) {
  const svg = byId('timeline');
  const width = svg.clientWidth || 600;
  const left = width < 500 ? 76 : 104;
  const last = Math.max(state.elapsed, ...state.acts.map(act => act.due + 8000));
  const x = ms => left + (width - left - 12) * ms / last;
  const y = lane => 8 + 30 * lane;
  svg.setAttribute('viewBox', '0 0 ' + width + ' 148');
  const shapes = [];
  LANES.forEach((lane, i) => {
    shapes.push(drawing('text', {x: 0, y: y(i) + 13, class: 'lane'}, lane));
    shapes.push(drawing('line', {x1: left, x2: width, y1: y(i) + 24, y2: y(i) + 24, class: 'rule'}));
  });
  const step = [5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600]
    .find(s => last / 1000 / s <= Math.max(3, width / 110)) || 7200;
  for (let s = 0; s * 1000 <= last; s += step) {
    shapes.push(drawing('text', {x: x(s * 1000), y: 144, 'text-anchor': 'middle'}, clock(s * 1000)));
  }
  shapes.push(drawing('rect', {x: left, y: y(0) + 5, width: Math.max(0, x(state.elapsed) - left), height: 9, rx: 2, class: 'work'}));
  state.batches.forEach(at =>
    shapes.push(drawing('rect', {x: x(at) - 2, y: y(1) + 3, width: 5, height: 13, rx: 1, class: 'batch'})));
  state.acts.forEach((act, i) => {
    const from = act.began === undefined ? act.due : act.began;
    const to = act.began === undefined ? from : act.ended === undefined ? state.elapsed : act.ended;
    const shape = drawing('rect', {
      x: x(from), y: y(2) + 3, width: Math.max(7, x(to) - x(from)), height: 13, rx: 2,
      class: act.began === undefined ? 'due' : 'deed'});
    shape.append(drawing('title', {}, act.title));
    shapes.push(shape);
    shapes.push(drawing('text', {x: x(from), y: y(2) + 1}, String(i + 1)));
  });
  state.findings.forEach(finding => {
    if (finding.after !== undefined) {
      shapes.push(drawing('line', {
        x1: x(finding.raised - finding.after), x2: x(finding.raised),
        y1: y(2) + 16, y2: y(3) + 5, class: 'delay ' + finding.level}));
    }
    const shape = drawing('circle', {cx: x(finding.raised), cy: y(3) + 10, r: 6, class: 'found ' + finding.level});
    shape.append(drawing('title', {}, finding.level + ': ' + finding.title));
    shapes.push(shape);
  });
  shapes.push(drawing('line', {x1: x(state.elapsed), x2: x(state.elapsed), y1: 4, y2: 128, class: 'now'}));
  svg.replaceChildren(...shapes);
}

function deed(state, act, i) {
  const began = act.began !== undefined;
  const body = element('div', {}, element('b', {}, (i + 1) + '. ' + act.title), element('small', {}, act.detail));
  const found = state.findings.filter(finding => finding.act === act.id);
  found.forEach(finding => body.append(
    element('span', {className: 'mark ' + finding.level}, finding.level + ': ' + finding.id + ' (' + name(finding.resource) + '), after ' + seconds(finding.after))));
  if (began && act.expected.length === 0) {
    body.append(element('span', {className: 'mark wait'}, 'harmless by itself: raises nothing'));
  } else if (began && found.length < act.expected.length) {
    body.append(element('span', {className: 'mark wait'}, 'not found yet …'));
  }
  return element('li', {className: began ? '' : 'due'},
    element('time', {}, clock(began ? act.began : act.due)), body);
}

function showTaken(state) {
  byId('deeds-section').hidden = state.acts.length === 0;
  byId('deeds').replaceChildren(...state.acts.map((act, i) => deed(state, act, i)));
  const lines = state.verdict.taken.length ? state.verdict.taken : ['Nothing.'];
  byId('gone').replaceChildren(...lines.map(line =>
    element('li', {className: state.verdict.taken.length ? '' : 'nothing'}, line)));
  byId('taken').tBodies[0].replaceChildren(...state.taken.map(taken =>
    element('tr', {className: taken.thief ? 'thief' : ''},
      element('td', {}, taken.who), element('td', {}, taken.table),
      ...[taken.calls, taken.items, taken.distinct].map(count =>
        element('td', {className: 'number'}, numbers.format(count))),
      element('td', {className: 'number'}, taken.size))));
}

function stepOf(step) {
  return element('li', {className: step.level},
    element('time', {}, step.at === undefined ? '' : clock(step.at)),
    element('div', {},
      element('b', {}, step.tactic), element('span', {}, step.title),
      element('small', {}, step.message)));
}

function incident(told) {
  const risk = element('span', {className: 'risk'}, 'risk ', element('b', {}, String(told.risk)));
  const about = [
    told.findings + (told.findings === 1 ? ' finding' : ' findings'),
    'on ' + told.resources.join(', '),
    told.coverage > 0 ? told.coverage + ' % of a table read' : '',
    told.sensitivity ? told.sensitivity + ' data' : '',
    told.state];
  const chain = element('p', {className: 'tactics'});
  told.tactics.forEach(tactic => chain.append(element('span', {}, tactic)));
  return element('article', {className: 'incident ' + told.level},
    element('h3', {},
      element('span', {className: 'badge'}, told.level), ' ', told.actors.join(', '), risk),
    element('p', {className: 'about'}, about.filter(part => part).join(' · ')),
    chain,
    element('ol', {className: 'chain'}, ...[...told.steps].sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity)).map(stepOf)));
}

function showIncidents(state) {
  byId('incidents-section').hidden = state.incidents.length === 0;
  byId('incidents').replaceChildren(...state.incidents.map(incident));
}

function card(finding) {
  const parts = [
    ['Finding', finding.id], ['Who', finding.actor], ['What', finding.resource],
    ...finding.origins.map(origin => ['From', origin]),
    ['Events', finding.events.join(' ')], ['Guide', finding.guide]];
  const list = element('dl', {});
  parts.filter(([, value]) => value).forEach(([key, value]) =>
    list.append(element('dt', {}, key), element('dd', {}, element('code', {}, value))));
  const made = element('details', {className: finding.level},
    element('summary', {},
      element('span', {className: 'badge'}, finding.level),
      element('span', {className: 'what'}, finding.message, element('small', {}, finding.title + ' · ' + name(finding.actor) + ' → ' + name(finding.resource))),
      element('span', {className: 'when'}, clock(finding.raised),
        element('small', {}, finding.after === undefined ? '' : 'after ' + seconds(finding.after)))),
    list);
  made.dataset.uid = finding.uid;
  return made;
}

function showFindings(state) {
  const list = byId('findings');
  const open = new Set([...list.querySelectorAll('details[open]')].map(card => card.dataset.uid));
  const cards = [...state.findings].reverse().map(card);
  cards.forEach(made => { made.open = open.has(made.dataset.uid); });
  list.replaceChildren(...(cards.length ? cards : [element('p', {className: 'hint'}, 'None: all activity is as usual.')]));
}

function showFacts(state) {
  const facts = [
    [state.state.job.toLowerCase(), "the monitor's job"],
    [numbers.format(state.state.records), 'CloudTrail records'],
    [numbers.format(state.state.files), 'log files'],
    ...state.tables.filter(table => table.streamed).map(table =>
      [numbers.format(table.changes), 'changes of ' + table.name + ' read from its stream'])];
  if (state.state.unseen > 0) {
    facts.push([numbers.format(state.state.unseen), 'calls without a record, since the logs were narrowed']);
  }
  byId('facts').replaceChildren(...facts.map(([value, what]) =>
    element('div', {}, element('b', {}, value), element('small', {}, what))));
  byId('metrics').href = state.metrics;
  for (const [id, address] of [['engine', state.engine], ['dashboards', state.dashboards]]) {
    byId(id).hidden = address === '';
    byId(id).href = address || '/';
  }
}

let shown = '';

async function refresh() {
  try {
    const answer = await fetch('/state', {cache: 'no-store'});
    const state = await answer.json();
    showVerdict(state);
    showTimeline(state);
    showTaken(state);
    showFacts(state);
    showIncidents(state);
    const findings = JSON.stringify(state.findings);
    if (findings !== shown) {
      shown = findings;
      showFindings(state);
    }
  } catch (gone) {
    byId('status').className = 'lost';
    byId('status').textContent = 'the demo has ended; this is its last state';
  }
  setTimeout(refresh, 1000);
}

refresh();
