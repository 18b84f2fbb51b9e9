
(() => {
  'use strict';
  const cards = [...document.querySelectorAll('.finding')];
  const levels = ['critical', 'high', 'medium', 'low', 'informational'];

  // Everything from a finding is handled as text, never as markup.
  const add = (parent, tag, text = '') => {
    const element = document.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const textOf = (card, selector) => card.querySelector(selector)?.textContent ?? '';
  const levelOf = card => levels.findIndex(level => card.classList.contains(level));

  const copyable = (parent, title, text) => {
    const block = add(parent, 'div');
    block.className = 'copyable';
    const button = add(add(block, 'h3', title), 'button', 'Copy');
    const pre = add(block, 'pre', text);
    button.type = 'button';
    button.onclick = () => {
      getSelection().selectAllChildren(pre);
      navigator.clipboard?.writeText(text).then(() => { button.textContent = 'Copied'; }, () => {});
    };
  };

  // Scan, Query, GetItem, PartiQL and stream reads are data events.
  const dataEventsOnly = ['bulk-read', 'partiql'];
  const lookups = (parent, ids, family, region) => {
    const quoted = mark => ids.map(id => mark + id + mark).join(', ');
    const command = document.querySelector('#lookup .files').textContent;
    copyable(parent, 'Look up the events in the log files',
      command.replace(/"EVENT_ID"(?=[^"]*$)/, () => quoted('"')));
    copyable(parent, 'or in Athena', `SELECT * FROM cloudtrail_logs
WHERE eventid IN (${quoted("'")})
   OR sharedeventid IN (${quoted("'")})`);
    if (dataEventsOnly.includes(family)) {
      add(parent, 'p', 'These are data events: CloudTrail’s event history (lookup-events) does not hold them.')
        .className = 'hint';
    } else {
      copyable(parent, 'or, if management events, in the event history of the last 90 days', ids.map(id =>
        `aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventId,AttributeValue=${id}`).join('\n'));
    }
  };

  // A JSON string is a YAML string. The policy takes a star as a pattern: all tables of a region are
  // meant by one; in a name it would be wider than the finding, and so would the line's absence.
  const suppression = card => {
    const [finding, actor, resource] = ['.by', '.actor', '.resource'].map(s => textOf(card, s));
    const line = (name, value, instead) => value.replace(/^arn:[^*]+:table\/\*$/, '').includes('*')
      ? `# ${name}: ${JSON.stringify(value)}  (its * would match others too)
    ${name}: ${instead}  # write one that matches no others`
      : `${name}: ${JSON.stringify(value)}`;
    return `suppressions:
  - ${line('finding', finding, 'FINDING_ID')}
    ${line('actor', actor, 'ACTOR_ARN')}${resource && `
    ${line('resource', resource, 'RESOURCE_ARN')}`}
    owner:      # who answers for it
    reason:     # why it is all right
    expires:    # YYYY-MM-DD`;
  };

  const fill = card => {
    const next = card.querySelector('.next');
    if (!next) return;
    const more = add(card, 'div');
    more.className = 'more';
    add(more, 'h3', 'What to do');
    const steps = document.querySelector(next.querySelector('a').getAttribute('href'));
    steps.querySelectorAll('ol, .hint').forEach(part => more.append(part.cloneNode(true)));
    const ids = [...card.querySelectorAll('.ids code')].map(code => code.textContent)
      .filter(id => /^[0-9A-Za-z-]+$/.test(id));
    // The history is kept by Region; a resource without one, such as a role, leaves it to the reader.
    const region = /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(textOf(card, '.resource'))?.[1] ?? 'REGION';
    if (ids.length) lookups(more, ids, card.dataset.family, region);
    copyable(more, 'Suppress it in the policy', suppression(card));
    next.remove();
  };
  cards.forEach(card => card.addEventListener('toggle', () => card.open && fill(card)));
  // Findings now contain these sections themselves.
  document.querySelectorAll('#todo, #lookup, #suppress').forEach(section => { section.hidden = true; });

  const filters = document.getElementById('filter');
  const option = (select, value, text) => { add(select, 'option', text).value = value; };
  const control = (tag, label) => {
    const element = add(filters, tag);
    element.setAttribute('aria-label', label);
    element.oninput = () => show();
    return element;
  };
  let show = () => {};
  if (filters && cards.length > 1) {
    const words = control('input', 'Text to look for in findings');
    words.type = 'search';
    words.placeholder = 'Actor, table, address, id …';
    const level = control('select', 'Lowest level');
    option(level, 4, 'All levels');
    levels.slice(0, 4).forEach((name, i) => option(level, i, i ? name + ' and above' : name));
    const family = control('select', 'Family');
    option(family, '', 'All families');
    [...new Set(cards.map(card => card.dataset.family))].sort()
      .forEach(name => option(family, name, name));
    const told = add(filters, 'small');
    told.setAttribute('role', 'status');
    const texts = cards.map(card => card.textContent.toLowerCase());
    show = () => {
      const wanted = words.value.toLowerCase().split(/\s+/);
      let shown = 0;
      cards.forEach((card, i) => {
        card.hidden = levelOf(card) > level.value
          || (family.value && card.dataset.family !== family.value)
          || !wanted.every(word => texts[i].includes(word));
        shown += !card.hidden;
      });
      told.textContent = `${shown} of ${cards.length}`;
    };
    filters.hidden = false;
    show();
  }

  // A bar of the timeline shows its finding's summary on hover and on keyboard focus.
  const at = document.getElementById('at');
  document.querySelectorAll('.timeline a').forEach(bar => {
    const card = document.querySelector(bar.getAttribute('href'));
    const tell = () => {
      const [badge, title, much] = card.querySelector('summary').children;
      const part = element => [...element.childNodes].map(node => node.textContent).filter(Boolean).join(' · ');
      at.textContent = [badge.textContent, part(title), part(much)].join(' · ');
    };
    bar.addEventListener('mouseenter', tell);
    bar.addEventListener('focus', tell);
  });
  if (at) at.hidden = false;

  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target?.tagName === 'DETAILS') {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener('hashchange', open);
  open();
  cards.filter(card => card.open).forEach(fill);

  // A table wider than its container fades out at the edge beyond which it continues.
  const fade = part => {
    part.classList.toggle('beyond', part.scrollWidth - part.clientWidth - part.scrollLeft > 1);
  };
  document.querySelectorAll('.scroll').forEach(part => {
    part.addEventListener('scroll', () => fade(part), { passive: true });
    addEventListener('resize', () => fade(part));
    fade(part);
  });

  // A printed page has no details to open.
  let closed = [];
  addEventListener('beforeprint', () => {
    cards.forEach(fill);
    closed = [...document.querySelectorAll('details:is(.finding, .incident):not([open])')];
    closed.forEach(part => part.open = true);
  });
  addEventListener('afterprint', () => closed.forEach(part => part.open = false));
})();
