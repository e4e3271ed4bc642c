'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const SVG = 'http://www.w3.org/2000/svg';
  const BIN = ['t', 'windows', 'accepted', 'rejected', 'clusters', 'noise', 'anomalous', 'score', 'episode', 'mutual',
    'forward', 'backward', 'distance', 'clustersBalance', 'noiseBalance', 'unresolved', 'unprofiled', 'packets', 'baseline'];

  /* ---- elements: every text goes in as text, never as markup ---- */
  function fill(node, attrs, children) {
    for (const [name, value] of Object.entries(attrs || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? '' : value);
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false && child !== '') node.append(child);
    }
    return node;
  }
  const h = (tag, attrs, ...children) => fill(document.createElement(tag), attrs, children);
  const s = (tag, attrs, ...children) => fill(document.createElementNS(SVG, tag), attrs, children);
  const body = id => document.querySelector('#' + id + ' > div');

  /* ---- numbers and times ---- */
  const int = value => Math.round(value || 0).toLocaleString('en-US');
  const real = value => value === undefined || value === null ? 'n/a' : Math.abs(value) >= 1000 ? int(value)
    : Number(value).toLocaleString('en-US', {maximumSignificantDigits: 3});
  const signed = value => (value > 0 ? '+' : value < 0 ? '\u2212' : '\u00b1') + real(Math.abs(value || 0));
  const share = value => value === 0 ? '0\u00a0%' : value < 0.001 ? '<\u00a00.1\u00a0%' : value > 0.999 && value < 1 ? '>\u00a099.9\u00a0%'
    : value > 0.99 && value < 1 ? Math.min(99.9, value * 100).toFixed(1) + '\u00a0%' : (value * 100).toFixed(value < 0.1 ? 1 : 0) + '\u00a0%';
  const many = (count, one, more) => int(count) + ' ' + (count === 1 ? one : more || one + 's');
  function octets(value) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
    let i = 0;
    while (value >= 1000 && i < units.length - 1) { value /= 1000; i++; }
    return (i === 0 ? value : value.toPrecision(3)) + '\u00a0' + units[i];
  }
  const iso = millis => new Date(millis).toISOString();
  const day = millis => iso(millis).slice(0, 10);
  const clock = millis => iso(millis).slice(11, millis % 60000 === 0 ? 16 : 19);
  const moment = millis => day(millis) + ' ' + clock(millis);
  function span(from, to) {
    if (!from && !to) return 'n/a';
    return moment(from) + ' \u2013 ' + (day(from) === day(to) ? clock(to) : moment(to)) + ' UTC';
  }
  function duration(millis) {
    const units = [['d', 86400000], ['h', 3600000], ['min', 60000], ['s', 1000]];
    const parts = [];
    for (const [name, size] of units) {
      const count = Math.floor(millis / size);
      if (count > 0 && parts.length < 2) { parts.push(count + '\u00a0' + name); millis -= count * size; }
    }
    return parts.join(' ') || '0\u00a0s';
  }
  const KINDS = {
    'none': 'no rejected flow', 'port-scan-inbound': 'port scan of the device', 'port-scan-outbound': 'port scan by the device',
    'host-sweep-outbound': 'host sweep by the device', 'flood-outbound': 'flood by the device', 'flood-inbound': 'flood of the device',
    'brute-force-inbound': 'brute force on the device', 'bulk-upload': 'bulk upload', 'beacon': 'beacon', 'new-service': 'unknown service',
    'new-client': 'unknown client', 'other': 'other'};
  const kindName = kind => KINDS[kind] || kind || 'n/a';
  const REASONS = {
    'no-matching-ace': 'no entry of the profile matches', 'wrong-initiator': 'the other side opened the connection than the profile allows',
    'name-unresolved': 'a name in the profile has no known address', 'abstraction-unmapped': 'the profile names a class of hosts that this site does not map'};
  const SEVERITY = ['critical', 'high', 'medium', 'low'];
  const deviceKey = (site, name) => site + '\u0001' + name;
  const mono = text => h('span', {class: 'mono'}, text);

  /* ---- tables ---- */
  function table(columns, rows, attrs) {
    return h('table', attrs, h('thead', {}, h('tr', {}, columns.map(c => h('th', {scope: 'col', class: c.num && 'num', title: c.hint}, c.name)))),
      h('tbody', {}, rows.map(row => h('tr', {}, columns.map(c =>
        h('td', {class: c.num && 'num', 'data-label': c.name}, h('div', {}, c.of(row))))))));
  }
  const tops = list => list && list.length ? list.map(([value, flows], i) => [i ? ', ' : '', mono(value), h('span', {class: 'soft'}, ' \u00d7' + int(flows))]) : h('span', {class: 'soft'}, 'n/a');
  function limited(items, count, render, noun) {
    const box = h('div', {}, items.slice(0, count).map(render));
    if (items.length > count) {
      box.append(h('button', {class: 'more', type: 'button', onclick: event => {
        event.target.replaceWith(...items.slice(count).map(render));
      }}, 'Show ' + int(items.length - count) + ' more ' + noun));
    }
    return box;
  }

  /* ---- devices as the page uses them ---- */
  const devices = data.devices.map((raw, index) => {
    const bins = raw.bins.map(row => {
      const bin = {};
      BIN.forEach((name, i) => { bin[name] = row[i] || 0; });
      bin.start = raw.origin + bin.t * raw.windowMillis;
      bin.end = bin.start + Math.max(1, bin.windows) * raw.windowMillis;
      return bin;
    });
    const sum = name => bins.reduce((total, bin) => total + bin[name], 0);
    const device = {...raw, index, bins, accepted: sum('accepted'), rejected: sum('rejected'), unresolved: sum('unresolved'),
      unprofiled: sum('unprofiled'), anomalous: sum('anomalous'), windowCount: sum('windows'), packets: sum('packets'),
      score: bins.reduce((top, bin) => Math.max(top, bin.score), 0), alerts: []};
    device.judged = device.accepted + device.rejected + device.unresolved;
    return device;
  });
  const byKey = new Map(devices.map(device => [deviceKey(device.site, device.name), device]));
  for (const alert of data.alerts) {
    for (const p of alert.participants) {
      const device = byKey.get(deviceKey(p.site, p.device));
      if (device) device.alerts.push(alert);
    }
  }
  const worst = device => device.alerts.reduce((top, alert) => Math.min(top, SEVERITY.indexOf(alert.severity)), SEVERITY.length);

  /* ---- summary ---- */
  function tile(value, label, more, tone) {
    return h('div', {class: 'card tile ' + (tone || '')}, h('span', {}, label), h('b', {}, value), h('em', {}, more));
  }
  function summary() {
    const box = document.getElementById('summary');
    const judged = data.accepted + data.rejected + data.unresolved;
    const counts = SEVERITY.filter(name => data.alertCounts[name]).map(name => data.alertCounts[name] + ' ' + name).join(', ');
    const ledger = data.ledger;
    box.append(h('p', {class: 'period'}, data.start === undefined ? 'No window was observed' : span(data.start, data.end)));
    const windowMillis = devices.length ? devices[0].windowMillis : 0;
    box.append(h('p', {class: 'soft'}, data.start === undefined ? 'The result files hold no window of any device.'
      : duration(data.end - data.start) + ' observed in windows of ' + duration(windowMillis) + '. All times are UTC.'));
    for (const note of data.notes.filter(text => / missing$|could not be read/.test(text))) box.append(h('p', {class: 'note'}, note));
    box.append(h('div', {class: 'tiles'},
      tile(int(data.alertTotal - data.alertParts), 'Alerts', (counts || 'nothing to tell') + (data.alertParts ? '; ' + int(data.alertParts) + ' more below them' : '') + (data.alertRepetitions ? '; ' + many(data.alertRepetitions, 'repetition') + ' folded' : ''), data.alertTotal ? 'bad' : 'good'),
      tile(int(data.rejected), 'Rejected flows', judged ? share(data.rejected / judged) + ' of ' + int(judged) + ' judged' : 'none judged'),
      tile(int(data.anomalous), 'Anomalous windows', 'of ' + many(data.windows, 'device window')),
      tile(int(data.deviceTotal), data.deviceTotal === 1 ? 'Device' : 'Devices', 'at ' + many(data.siteTotal, 'site')),
      ledger && tile(int(ledger.totals.packets.read), 'Packets read', int(ledger.totals.packets.metered) + ' metered into flows'),
      ledger ? tile(ledger.balances ? 'balances' : 'does not balance', 'Ledger', ledger.balances ? 'all packets accounted for' : 'see which sums differ', ledger.balances ? 'good' : 'bad')
        : tile('n/a', 'Ledger', 'no ledger.json')));
  }

  /* ---- alerts ---- */
  function deviceLink(site, name) {
    const device = byKey.get(deviceKey(site, name));
    const text = name + ' (' + site + ')';
    return device ? h('a', {class: 'wide', href: '#device-' + device.index, onclick: () => open(device)}, text) : text;
  }
  function gantt(alert) {
    const people = alert.participants.slice(0, 30);
    const from = alert.first, to = Math.max(alert.last, from + 1);
    return h('div', {class: 'scroll'}, table([
      {name: 'Device', of: p => deviceLink(p.site, p.device)},
      {name: 'When', of: p => {
        const x = (p.first - from) / (to - from) * 200, w = Math.max(3, (p.last - p.first) / (to - from) * 200);
        return s('svg', {class: 'when', viewBox: '0 0 200 12', preserveAspectRatio: 'none', role: 'img', 'aria-label': span(p.first, p.last)}, s('title', {}, span(p.first, p.last)),
          s('rect', {x: 0, y: 5.5, width: 200, height: 1, class: 'f-none'}), s('rect', {x, y: 1, width: Math.min(w, 200 - x), height: 10, rx: 2, class: 'f-anomalous'}));
      }},
      {name: 'First to last window', of: p => h('span', {class: 'wide'}, span(p.first, p.last))},
      {name: 'Anomalous windows', num: true, of: p => int(p.windows)},
      {name: 'Rejected flows', num: true, of: p => int(p.flows)},
      {name: 'Packets', num: true, of: p => int(p.packets)},
      {name: 'Evidence (flow ids)', of: p => p.samples.length ? ids(p.samples) : 'none kept'}], people, {class: 'stack'}),
      alert.participantCount > people.length && h('p', {class: 'cut'}, 'and ' + many(alert.participantCount - people.length, 'more device') + ' in alerts.jsonl'));
  }
  const ids = list => h('span', {class: 'ids'}, list.map((id, i) => [i ? ' ' : '', mono(id)]));
  /* what a process went wrong by: names and numbers in two columns */
  function processFacts(alert) {
    const p = alert.process, rate = !p.case;
    const fact = (name, value) => [h('dt', {}, name), h('dd', {}, value)];
    return h('dl', {class: 'words'},
      !rate && fact('Case', mono(p.case)),
      fact(rate ? 'Client and topic' : p.checks[0] === 'incomplete' ? 'Ended early after' : 'First wrong step', rate ? p.activity : ['no. ' + int(p.step + 1) + ': ', p.activity]),
      p.expected.length > 0 && fact('Expected there', p.expected.map((text, i) => [i ? h('br') : '', text])),
      fact(p.checks.length === 1 ? 'Check' : 'Checks', p.checks.join(', ')),
      fact('Model', p.model),
      !rate && fact('Sure of the case', share(p.confidence)),
      p.flowIds.length > 0 && fact('Evidence (exchanges)', ids(p.flowIds)));
  }
  function repetitions(alert) {
    const lines = alert.repeated || [];
    return lines.length > 0 && h('details', {class: 'nested'}, h('summary', {}, many(alert.repetitions, 'more case') + ' of the same cause'),
      h('div', {class: 'scroll'}, table([
        {name: 'Case', of: r => r.process.case ? mono(r.process.case) : r.process.activity},
        {name: 'When', of: r => h('span', {class: 'wide'}, span(r.first, r.last))},
        {name: 'Step', num: true, of: r => int(r.process.step + 1)},
        {name: 'Checks', of: r => r.process.checks.join(', ')},
        {name: 'Evidence (exchanges)', of: r => ids(r.process.flowIds.slice(-2))}], lines, {class: 'stack'}),
        alert.repetitions > lines.length && h('p', {class: 'cut'}, 'and ' + many(alert.repetitions - lines.length, 'more') + ' in alerts.jsonl')));
  }
  function processCard(alert) {
    return h('article', {class: 'card alert ' + alert.severity},
      h('div', {class: 'head'}, h('span', {class: 'chip ' + alert.severity}, alert.severity), h('span', {class: 'title'}, alert.title),
        h('span', {class: 'chip plain'}, 'process'), alert.repetitions > 0 && h('span', {class: 'chip plain'}, many(alert.repetitions + 1, 'case')), stateChip(alert)),
      h('p', {class: 'meta'}, span(alert.first, alert.last), alert.last > alert.first && ' (' + duration(alert.last - alert.first) + ')', alert.site && ' \u00b7 site ' + alert.site,
        alert.participants.map(p => [' \u00b7 sent by ', deviceLink(p.site, p.device)]), alert.severityReason && ' \u00b7 ' + alert.severityReason),
      alert.reasons.length > 0 && h('ul', {}, alert.reasons.map(reason => h('li', {}, reason))),
      processFacts(alert),
      h('p', {class: 'cut'}, 'alert ', mono(alert.id), ', told ' + (alert.revision === 1 ? 'once' : alert.revision + ' times')),
      repetitions(alert));
  }
  const stateChip = alert => h('span', {class: 'chip plain'}, alert.state === 'open' ? 'goes on' : alert.state === 'closed' ? 'over' : 'went on when the data ended');
  function alertCard(alert) {
    if (alert.process) return processCard(alert);
    const below = parts.get(alert.id) || [];
    const shown = alert.participants.slice(0, 4);
    const cross = alert.pattern === 'same-episode-on-devices';
    return h('article', {class: 'card alert ' + alert.severity},
      h('div', {class: 'head'}, h('span', {class: 'chip ' + alert.severity}, alert.severity), h('span', {class: 'title'}, alert.title),
        h('span', {class: 'chip plain'}, cross ? 'across devices' : 'one device'), stateChip(alert)),
      h('p', {class: 'meta'}, span(alert.first, alert.last) + ' (' + duration(alert.last - alert.first) + ') \u00b7 ',
        shown.map((p, i) => [i ? ', ' : '', deviceLink(p.site, p.device)]),
        alert.participantCount > shown.length && ' and ' + int(alert.participantCount - shown.length) + ' more',
        ' \u00b7 ' + many(alert.flows, 'rejected flow') + ', ' + many(alert.packets, 'packet') + ', ' + octets(alert.octets || 0)),
      alert.reasons.length > 0 && h('ul', {}, alert.reasons.map(reason => h('li', {}, reason))),
      h('details', {open: cross && data.alerts.length <= 12 && alert.participantCount <= 8}, h('summary', {}, cross ? 'Devices and evidence' : 'Evidence'), gantt(alert),
        h('p', {class: 'cut'}, 'signature ', mono(alert.signature || 'n/a'), ', alert ', mono(alert.id), ', told ' + (alert.revision === 1 ? 'once' : alert.revision + ' times'))),
      below.length > 0 && h('details', {class: 'nested'}, h('summary', {}, many(below.length, cross ? 'alert' : 'more alert') + (cross ? ' of the single devices' : ' of the same')), below.map(alertCard)));
  }
  /* what one device's alert tells again is shown below the alert across devices */
  const parts = new Map();
  function grouped() {
    const shown = new Set(data.alerts.map(alert => alert.id));
    return data.alerts.filter(alert => {
      if (!shown.has(alert.partOf)) return true;
      if (!parts.has(alert.partOf)) parts.set(alert.partOf, []);
      parts.get(alert.partOf).push(alert);
      return false;
    });
  }
  function alerts() {
    const box = body('alerts');
    const title = document.getElementById('alerts-title');
    if (data.alertTotal) title.append(h('small', {}, 'most urgent first'));
    if (!data.alerts.length) { box.append(h('div', {class: 'card empty'}, data.rejected ? 'No alert: what was rejected is usual for each device.' : 'No alert, and no flow was rejected.')); return; }
    box.append(limited(grouped(), 12, alertCard, 'alerts'));
  }

  /* ---- charts ---- */
  const logScale = (max, height) => value => value <= 0 ? 0 : Math.max(1.5, Math.log1p(value) / Math.log1p(Math.max(1, max)) * height);
  const linScale = (max, height) => value => value <= 0 ? 0 : Math.max(1.5, value / Math.max(max, 1e-9) * height);
  function spark(device) {
    const W = 300, H = 28, from = data.start, range = Math.max(1, data.end - data.start);
    const top = device.bins.reduce((max, bin) => Math.max(max, bin.rejected), 0), y = logScale(top, H - 2);
    const path = list => list.map(bin => {
      const x = (bin.start - from) / range * W, w = Math.min(12, Math.max(.6, (bin.end - bin.start) / range * W * .86)), height = y(bin.rejected);
      return 'M' + x.toFixed(1) + ' ' + H + 'v' + (-height).toFixed(1) + 'h' + w.toFixed(1) + 'v' + height.toFixed(1) + 'z';
    }).join('');
    const what = device.name + ': at most ' + many(top, 'rejected flow') + ' in a window, ' + many(device.anomalous, 'anomalous window');
    return s('svg', {class: 'spark', viewBox: '0 0 ' + W + ' ' + H, preserveAspectRatio: 'none', role: 'img', 'aria-label': what}, s('title', {}, what),
      s('rect', {x: 0, y: H - .6, width: W, height: .6, class: 'f-none'}),
      s('path', {class: 'f-rejected', d: path(device.bins.filter(bin => bin.rejected > 0 && !bin.anomalous))}),
      s('path', {class: 'f-anomalous', d: path(device.bins.filter(bin => bin.rejected > 0 && bin.anomalous))}));
  }
  function ticks(from, to, width, least) {
    const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000].map(x => x * 1000);
    const step = steps.find(size => size >= least && (to - from) / size <= Math.max(2, width / 90)) || steps[steps.length - 1];
    const list = [];
    for (let t = Math.ceil(from / step) * step; t <= to && list.length < 60; t += step) list.push(t);
    return {list, step};
  }
  const windowTitle = bin => span(bin.start, bin.end) + (bin.windows > 1 ? ', ' + many(bin.windows, 'window') : '') + ': ' + many(bin.rejected, 'rejected flow') + ', '
    + int(bin.accepted) + ' accepted, ' + many(bin.clusters, 'cluster') + ', noise ' + int(bin.noise) + (bin.anomalous ? ', anomalous (score ' + real(bin.score) + ')' : '');

  const MATCHES = ['mutual', 'forward', 'backward'];
  function lanesOf(device) {
    const max = of => device.bins.reduce((top, bin) => Math.max(top, of(bin)), 0);
    const matches = bin => bin.mutual + bin.forward + bin.backward;
    const lanes = [
      {name: 'Rejected flows', unit: 'per mark, log scale', height: 92, max: max(bin => Math.max(bin.rejected, bin.baseline)), log: true, parts: [['rejected', bin => bin.rejected]], baseline: true},
      {name: 'Accepted flows', unit: 'log scale', height: 40, max: max(bin => bin.accepted), log: true, parts: [['accepted', bin => bin.accepted]]},
      {name: 'Clusters', unit: 'of rejected flows', height: 40, max: max(bin => bin.clusters), parts: [['cluster', bin => bin.clusters]]},
      {name: 'Noise', unit: 'share of rejected flows in no cluster', height: 26, max: 1, share: true, parts: [['noise', bin => bin.rejected ? bin.noise / bin.rejected : 0]]},
      {name: 'Cluster matches', unit: 'with the window before', height: 40, max: max(matches), parts: MATCHES.map(name => [name, bin => bin[name]])},
      {name: 'Centroid distance', unit: 'mean, standard deviations', height: 34, max: max(bin => bin.distance), parts: [], line: bin => bin.distance}];
    return lanes.filter((lane, i) => i < 3 || device.bins.some(bin => i === 3 ? bin.noise : i === 4 ? matches(bin) : bin.distance));
  }
  function chart(device, width, picked, pick) {
    const L = 46, R = 8, plot = Math.max(120, width - L - R), first = device.bins[0], last = device.bins[device.bins.length - 1];
    const from = first.start, to = Math.max(last.end, from + 1), x = t => L + (t - from) / (to - from) * plot;
    const lanes = lanesOf(device);
    const LIFE = 27, height = lanes.reduce((sum, lane) => sum + lane.height + 22, 0) + 34 + (device.lives.length ? 20 + device.lives.length * LIFE : 0);
    const svg = s('svg', {class: 'chart', viewBox: '0 0 ' + width + ' ' + height, height, role: 'slider', tabindex: 0, 'aria-orientation': 'horizontal',
      'aria-label': 'Windows of ' + device.name + '; arrow keys choose one', 'aria-valuemin': 0, 'aria-valuemax': device.bins.length - 1, 'aria-valuenow': picked, 'aria-valuetext': windowTitle(device.bins[picked])});
    const bottom = height - 20;
    for (const episode of device.episodes) {
      const x0 = x(Math.max(from, episode.start)), x1 = x(Math.min(to, episode.end || to));
      svg.append(s('g', {}, s('title', {}, 'Episode ' + episode.ordinal + ': ' + (episode.signature || '') + ', ' + span(episode.start, episode.end || to) + ', ' + many(episode.flows, 'rejected flow')),
        s('rect', {x: x0, y: 16, width: Math.max(2, x1 - x0), height: bottom - 16, class: 'f-band'}),
        (x1 - x0 > 26 || device.episodes.length < 6) && s('text', x0 > width - 150 ? {x: x1, y: 11, class: 'f-word', 'text-anchor': 'end'} : {x: x0, y: 11, class: 'f-word'}, 'episode ' + episode.ordinal + (device.episodes.length < 3 ? ': ' + (episode.signature || '') : ''))));
    }
    let y = 16;
    const place = bin => {
      const x0 = x(bin.start), w = x(bin.end) - x0, bw = Math.min(44, w > 3 ? w - Math.min(2, w * .16) : Math.max(.7, w));
      return [x0 + (w - bw) / 2, bw];
    };
    const few = plot / device.bins.length > 46;
    for (const lane of lanes) {
      y += 16;
      svg.append(s('text', {x: L, y: y - 4, class: 'lane'}, lane.name, s('tspan', {fill: 'var(--soft)', 'font-weight': 400, dx: 6}, lane.unit)));
      const base = y + lane.height, scale = lane.log ? logScale(lane.max, lane.height) : linScale(lane.max, lane.height);
      const tens = lane.log ? [1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8] : [];
      const marks = lane.share ? [1] : [lane.max];
      for (const v of tens.reverse()) if (v < lane.max && scale(marks[marks.length - 1]) - scale(v) > 13 && scale(v) > 5) marks.push(v);
      for (const value of marks.filter(v => v > 0)) {
        const gy = base - scale(value);
        svg.append(s('line', {x1: L, x2: L + plot, y1: gy, y2: gy, class: 'grid'}), s('text', {x: L - 6, y: gy + 4, 'text-anchor': 'end'}, lane.share ? '100 %' : value >= 1e6 ? real(value / 1e6) + ' M' : value >= 1e4 ? real(value / 1e3) + ' k' : real(value)));
      }
      svg.append(s('line', {x1: L, x2: L + plot, y1: base, y2: base, class: 'axis'}));
      for (const bin of device.bins) {
        const [bx, bw] = place(bin);
        let at = base;
        for (const [name, of] of lane.parts) {
          const size = scale(of(bin));
          if (size > 0) svg.append(s('rect', {x: bx, y: at - size, width: bw, height: size, class: 'f-' + (name === 'rejected' && bin.anomalous ? 'anomalous' : name)}));
          at -= size;
        }
        const total = lane.parts.reduce((sum, [, of]) => sum + of(bin), 0);
        const inside = at < y + 10 && base - at >= 14;
        if (few && total > 0) svg.append(s('text', {x: bx + bw / 2, y: inside ? at + 11 : at - 3, class: inside ? 'inside' : null, 'text-anchor': 'middle'}, lane.share ? share(total) : int(total)));
      }
      if (lane.baseline) {
        let d = '';
        for (const bin of device.bins) { if (bin.baseline > 0) d += 'M' + x(bin.start).toFixed(1) + ' ' + (base - scale(bin.baseline)).toFixed(1) + 'H' + x(bin.end).toFixed(1); }
        svg.append(s('path', {d, class: 'base'}));
      }
      if (lane.line) {
        const points = device.bins.filter(bin => bin.mutual + bin.forward + bin.backward > 0 || bin.distance > 0).map(bin => (x((bin.start + bin.end) / 2)).toFixed(1) + ' ' + (base - (lane.line(bin) > 0 ? scale(lane.line(bin)) : 0)).toFixed(1));
        svg.append(s('path', {d: 'M' + points.join('L'), class: 'line'}));
        if (device.bins.length <= 60) points.forEach(point => { const [cx, cy] = point.split(' '); svg.append(s('circle', {cx, cy, r: 2.5, class: 'f-cluster'})); });
      }
      y = base + 6;
    }
    if (device.lives.length) {
      y += 16;
      svg.append(s('text', {x: L, y: y - 2, class: 'lane'}, device.livesComplete ? 'Each cluster over time' : 'Largest clusters over time', s('tspan', {fill: 'var(--soft)', 'font-weight': 400, dx: 6}, 'flows, log scale')));
      const scale = logScale(device.lives.reduce((top, life) => life.points.reduce((most, point) => Math.max(most, point[2]), top), 0), 11);
      for (const life of device.lives) {
        const base = y + LIFE - 3;
        svg.append(s('text', {x: L, y: base - 13}, (life.id || '').slice(0, 10) + '  ' + kindName(life.kind) + ', ' + many(life.flows, 'flow') + ' in ' + many(life.windows, 'window')), s('line', {x1: L, x2: L + plot, y1: base, y2: base, class: 'axis'}));
        for (const [t, n, flows] of life.points) {
          const start = from + t * device.windowMillis, [bx, bw] = place({start, end: start + n * device.windowMillis}), size = scale(flows);
          svg.append(s('rect', {x: bx, y: base - size, width: bw, height: size, class: 'f-cluster'}));
        }
        y += LIFE;
      }
    }
    for (const bin of device.bins) if (bin.anomalous) { const [bx, bw] = place(bin), c = bx + bw / 2; svg.append(s('path', {d: 'M' + (c - 4) + ' ' + 17 + 'h8l-4 6z', class: 'f-anomalous'})); }
    const {list, step} = ticks(from, to, plot, Math.min(device.windowMillis, (to - from) / 2));
    for (const t of list) {
      const label = step >= 86400000 ? day(t) : (t % 86400000 === 0 || t === list[0]) && to - from > 86400000 ? day(t).slice(5) + ' ' + clock(t) : clock(t);
      const tx = x(t);
      svg.append(s('line', {x1: tx, x2: tx, y1: bottom, y2: bottom + 4, class: 'axis'}), s('text', {x: Math.min(Math.max(tx, L + 14), L + plot - 16), y: bottom + 15, 'text-anchor': 'middle'}, label));
    }
    const [px, pw] = [x(device.bins[picked].start), x(device.bins[picked].end) - x(device.bins[picked].start)];
    svg.append(s('rect', {x: px, y: 14, width: Math.max(3, pw), height: bottom - 14, rx: 3, class: 'pick'}));
    device.bins.forEach((bin, i) => svg.append(s('rect', {x: x(bin.start), y: 14, width: Math.max(1, x(bin.end) - x(bin.start)), height: bottom - 14, class: 'hit', onclick: () => pick(i)}, s('title', {}, windowTitle(bin)))));
    svg.addEventListener('keydown', event => {
      const to = {ArrowLeft: picked - 1, ArrowRight: picked + 1, Home: 0, End: device.bins.length - 1, PageUp: picked - 10, PageDown: picked + 10}[event.key];
      if (to !== undefined) { event.preventDefault(); pick(Math.min(Math.max(to, 0), device.bins.length - 1), true); }
    });
    return svg;
  }

  /* ---- one window ---- */
  const pair = (name, ...value) => h('div', {}, h('dt', {}, name), h('dd', {}, ...value));
  function clusterRows(detail) {
    const rows = detail.clusters.slice();
    if (detail.noise) rows.push({...detail.noise, noise: true});
    return rows;
  }
  function fateText(cluster) {
    if (!cluster.fate) return cluster.noise ? '' : 'n/a';
    const moved = cluster.distance !== undefined && cluster.distance > 0 && cluster.fate !== 'born' ? ', by ' + real(cluster.distance) : '';
    return cluster.fate + (cluster.flowsBefore ? ' from ' + int(cluster.flowsBefore) : '') + moved;
  }
  function clusterTable(detail) {
    const total = Math.max(1, detail.totals[3]);
    return h('div', {class: 'scroll'}, table([
      {name: 'Cluster', of: c => c.noise ? h('b', {}, 'noise') : [h('b', {}, String(c.label)), ' ', h('span', {class: 'mono soft nowrap', title: c.id}, (c.id || '').slice(0, 10))]},
      {name: 'Kind', of: c => kindName(c.kind)},
      {name: 'Flows', num: true, of: c => [int(c.flows), bar(c.flows / total)]},
      {name: 'Packets', num: true, of: c => int(c.packets)},
      {name: 'Volume', num: true, of: c => octets(c.octets || 0)},
      {name: 'Peers', of: c => [tops(c.peers), c.distinctPeers > 3 && h('span', {class: 'soft'}, ' of ' + int(c.distinctPeers))]},
      {name: 'Peer ports', of: c => [tops(c.peerPorts), c.distinctPeerPorts > 3 && h('span', {class: 'soft'}, ' of ' + int(c.distinctPeerPorts))]},
      {name: 'Device ports', of: c => [tops(c.devicePorts), c.distinctDevicePorts > 3 && h('span', {class: 'soft'}, ' of ' + int(c.distinctDevicePorts))]},
      {name: 'Answered', num: true, hint: 'share of flows in which both ends sent packets', of: c => share(c.answeredShare || 0)},
      {name: 'Persistence', num: true, hint: 'how long the cluster exists over all densities, 0 to 1', of: c => c.noise ? '' : real(c.persistence)},
      {name: 'Since the window before', of: c => fateText(c)}], clusterRows(detail), {class: 'stack'}));
  }
  function bar(part) {
    const node = h('span', {class: 'bar'});
    node.style.width = Math.max(1, Math.round(part * 60)) + 'px';
    return node;
  }
  function feedPairs(feed) {
    const match = name => int(feed[name]) + ' (' + share(feed[name + 'Share'] || 0) + ')' + (feed[name + 'Pile'] > 1 ? ', at most ' + int(feed[name + 'Pile']) + ' on one' : '');
    return h('dl', {class: 'pairs'},
      pair('Mutual matches', match('mutual')), pair('Forward matches', match('forward')), pair('Backward matches', match('backward')),
      pair('Centroid distance', feed.mutual + feed.forward + feed.backward > 0 || feed.distanceMean > 0 ? real(feed.distanceMean) + ' \u00b1 ' + real(feed.distanceDeviation) : 'nothing to compare'),
      pair('Clusters, noise counted', int(feed.clustersBefore) + ' \u2192 ' + int(feed.clustersAfter) + ' (' + signed(feed.clustersBalance) + ')'),
      pair('Flows balance', signed(feed.flowsBalance)), pair('Noise balance', signed(feed.noiseBalance)));
  }
  function windowDetail(detail) {
    const [, , , flows, packets, size] = detail.totals, shape = detail.shape;
    const box = h('div', {});
    if (detail.findings.length) box.append(h('ul', {class: 'why'}, detail.findings.map(text => h('li', {}, text))));
    box.append(h('dl', {class: 'pairs'},
      pair('Rejected', many(flows, 'flow') + ', ' + many(packets, 'packet') + ', ' + octets(size)),
      pair('Accepted', many(detail.totals[0], 'flow') + ', ' + octets(detail.totals[2])),
      detail.totals[6] > 0 && pair('Name unresolved', many(detail.totals[6], 'flow')),
      detail.totals[9] > 0 && pair('Unprofiled', many(detail.totals[9], 'flow')),
      flows > 0 && pair('Looks like', kindName(shape.kind), shape.kindPeer && [' with ', mono(shape.kindPeer)], shape.kindPort !== undefined && [', port ', mono(shape.kindPort)], ' (' + many(shape.kindFlows, 'flow') + ')'),
      flows > 0 && pair('Spread over', many(shape.distinctPeers, 'peer') + ', ' + many(shape.distinctDevicePorts, 'device port') + ', ' + many(shape.distinctPeerPorts, 'peer port')),
      flows > 0 && pair('Opened by the other end', share(shape.inboundShare)),
      flows > 0 && pair('Answered', share(shape.answeredShare) + '; SYN only ' + share(shape.synOnlyShare))));
    if (detail.feed) box.append(h('h4', {}, 'Feed: this window against the one before'), feedPairs(detail.feed));
    else if (detail.incomparable) box.append(h('p', {class: 'cut'}, 'Not comparable with the window before: ' + detail.incomparable));
    if (detail.clusters.length || detail.noise) box.append(h('h4', {}, 'Clusters of rejected flows'), clusterTable(detail));
    if (detail.clustersLeftOut > 0) box.append(h('p', {class: 'cut'}, many(detail.clustersLeftOut, 'smaller cluster') + ' more in characterizations.jsonl'));
    if (detail.vanished.length) box.append(h('p', {class: 'cut'}, 'Vanished since: ', detail.vanished.map((v, i) => [i ? ', ' : '', mono((v.id || '').slice(0, 10)), ' (' + many(v.flowsBefore || 0, 'flow') + ')'])));
    const fit = detail.fit;
    if (fit && fit.rows) box.append(h('p', {class: 'cut'}, 'HDBSCAN* on ' + many(fit.rows, 'flow') + ' at ' + many(fit.locations, 'distinct location') + (fit.sampled ? ', fitted on a sample of ' + int(fit.fittedLocations) : '') + '; smallest cluster ' + int(fit.minClusterSize) + ', min samples ' + int(fit.minSamples)));
    if (detail.clusters.some(c => c.centroid.length)) box.append(centroids(detail));
    return box;
  }
  function centroids(detail) {
    return h('details', {}, h('summary', {}, 'Centroids and evidence'), h('div', {class: 'scroll'}, table([
      {name: 'Cluster', of: c => c.noise ? 'noise' : String(c.label)}, {name: 'Stable id', of: c => c.id ? mono(c.id) : 'n/a'},
      {name: 'Spread, mean', num: true, of: c => real(c.spread)},
      {name: 'Centroid, in standard deviations of the reference', of: c => c.centroid.map(real).join('  ')},
      {name: 'Flow ids', of: c => c.samples.map((id, i) => [i ? ' ' : '', mono(id)])}], clusterRows(detail), {class: 'stack'})));
  }
  function windowPanel(device, index, pick) {
    const bin = device.bins[index];
    const details = device.windows.filter(w => w.start >= bin.start && w.start < Math.max(bin.end, bin.start + device.windowMillis * device.factor));
    const box = h('div', {class: 'window'}, h('div', {class: 'head'},
      h('h3', {}, span(bin.start, bin.end)), bin.windows > 1 && h('span', {class: 'chip plain'}, many(bin.windows, 'window')),
      bin.anomalous ? h('span', {class: 'chip high'}, 'anomalous, score ' + real(bin.score)) : h('span', {class: 'chip plain'}, 'usual'),
      bin.baseline > 0 && h('span', {class: 'soft'}, 'usually about ' + real(bin.baseline / bin.windows) + ' rejected flows'),
      h('span', {}, h('button', {class: 'step', type: 'button', 'aria-label': 'Earlier window', disabled: index === 0, onclick: () => pick(index - 1)}, '\u2039'), ' ',
        h('button', {class: 'step', type: 'button', 'aria-label': 'Later window', disabled: index === device.bins.length - 1, onclick: () => pick(index + 1)}, '\u203a'))));
    for (const detail of details) {
      if (bin.windows > 1) box.append(h('h4', {}, span(detail.start, detail.end)));
      box.append(windowDetail(detail));
    }
    if (!details.length) box.append(h('p', {class: 'soft'}, many(bin.rejected, 'rejected flow') + ', ' + many(bin.accepted, 'accepted flow') + ', ' + many(bin.clusters, 'cluster') + '. Details of this window are in characterizations.jsonl and evolution.jsonl.'));
    return box;
  }

  /* ---- one device ---- */
  const arrowOf = direction => direction === 'from-device' ? 'device \u2192 peer' : 'peer \u2192 device';
  function example(e) {
    const port = e.role === 'source' ? e.peerPort : e.devicePort;
    const what = e.icmpType !== undefined ? 'type ' + e.icmpType + ' code ' + e.icmpCode : port !== undefined ? 'port ' + port : '';
    return h('li', {}, mono(e.start.slice(0, 19).replace('T', ' ')), ' ', (e.role === 'source' ? 'to ' : 'from '), mono(e.peer), ' ' + e.protocol + ' ' + what, e.missed.length > 0 && ': ' + e.missed.join('; '), ' ', h('span', {class: 'mono soft'}, e.flowId));
  }
  function reasons(device) {
    const total = device.reasons.reduce((sum, r) => sum + r.flows, 0) + device.ungrouped;
    const box = h('div', {}, h('h3', {class: 'sub'}, 'Why flows were rejected ', h('small', {}, 'by the entry of the profile that came nearest, and what it missed')));
    if (!device.reasons.length) { box.append(h('p', {class: 'soft'}, 'No flow was rejected.')); return box; }
    box.append(h('div', {class: 'scroll'}, table([
      {name: 'Flows', num: true, of: r => [int(r.flows), bar(r.flows / total)]},
      {name: 'Share', num: true, of: r => share(r.flows / total)},
      {name: 'Direction', of: r => h('span', {class: 'nowrap'}, arrowOf(r.direction))},
      {name: 'Reason', of: r => [mono(r.reason), h('div', {class: 'soft'}, REASONS[r.reason] || '')]},
      {name: 'Nearest entry, and what it wants', of: r => r.ace ? [mono(r.ace), r.wanted.map(text => h('div', {}, text))] : h('span', {class: 'soft'}, 'the profile has no entry for this direction')},
      {name: 'Peers', of: r => [tops(r.peers), r.peerCount > r.peers.length && h('span', {class: 'soft'}, ' of ' + int(r.peerCount) + (r.morePeers ? ' and more' : ''))]},
      {name: 'Examples', of: r => h('details', {}, h('summary', {}, many(r.examples.length, 'flow')), h('ul', {}, r.examples.map(example)))}], device.reasons, {class: 'stack'})));
    if (device.ungrouped) box.append(h('p', {class: 'cut'}, many(device.ungrouped, 'rejected flow') + ' for further reasons, in rejected.jsonl'));
    return box;
  }
  function episodes(device) {
    if (!device.episodes.length) return null;
    return h('div', {}, h('h3', {class: 'sub'}, 'Episodes ', h('small', {}, 'runs of anomalous windows')), h('div', {class: 'scroll'}, table([
      {name: 'Episode', of: e => String(e.ordinal)}, {name: 'When', of: e => span(e.start, e.end || e.start)},
      {name: 'Traffic', of: e => mono(e.signature || 'n/a')}, {name: 'Anomalous windows', num: true, of: e => int(e.windows)},
      {name: 'Rejected flows', num: true, of: e => int(e.flows)}, {name: 'Packets', num: true, of: e => int(e.packets)},
      {name: 'End', of: e => e.phase === 'closed' ? 'over' : e.cutOff ? 'went on when the data ended' : 'goes on'}], device.episodes, {class: 'stack'})),
      device.episodesLeftOut > 0 && h('p', {class: 'cut'}, 'Further episodes are in evolution.jsonl'));
  }
  const LEGEND = [['rejected', 'rejected'], ['anomalous', 'rejected, anomalous window (\u25be)'], ['accepted', 'accepted'], ['cluster', 'clusters'], ['noise', 'noise'], ['mutual', 'mutual matches'], ['forward', 'forward'], ['backward', 'backward'], ['band', 'episode']];
  function deviceBody(device) {
    const box = h('div', {class: 'devbody'});
    box.append(h('div', {class: 'facts'}, h('span', {}, 'MUD profile ', h('b', {class: 'mono'}, device.profile || (device.unprofiled ? 'none' : 'not named by a rejected flow'))),
      h('span', {}, 'rejected ', h('b', {}, many(device.rejected, 'flow') + ', ' + many(device.packets, 'packet'))), h('span', {}, 'accepted ', h('b', {}, many(device.accepted, 'flow'))),
      device.unresolved > 0 && h('span', {}, 'name unresolved ', h('b', {}, many(device.unresolved, 'flow'))), device.unprofiled > 0 && h('span', {}, 'unprofiled ', h('b', {}, many(device.unprofiled, 'flow'))),
      h('span', {}, 'windows ', h('b', {}, int(device.windowCount)))));
    for (const alert of device.alerts.slice(0, 4)) box.append(h('p', {}, h('span', {class: 'chip ' + alert.severity}, alert.severity), ' ' + alert.title));
    if (device.alerts.length > 4) box.append(h('p', {class: 'cut'}, 'and ' + many(device.alerts.length - 4, 'more alert')));
    if (!device.bins.length) { box.append(h('p', {class: 'soft'}, 'No window of this device was observed.')); return box; }
    const unusual = (a, b) => (a.anomalous > 0) - (b.anomalous > 0) || a.score - b.score || a.rejected - b.rejected;
    let picked = device.bins.reduce((best, bin, i) => unusual(bin, device.bins[best]) > 0 ? i : best, 0);
    const holder = h('div', {}), panel = h('div', {});
    let width = 0;
    const draw = focus => {
      const svg = chart(device, Math.max(280, Math.round(width || holder.clientWidth || 800)), picked, pick);
      holder.replaceChildren(svg);
      if (focus) svg.focus();
    };
    function pick(index, focus) { picked = index; draw(focus); panel.replaceChildren(windowPanel(device, picked, pick)); }
    box.append(holder, h('div', {class: 'legend', 'aria-hidden': 'true'}, LEGEND.map(([name, text]) => h('span', {}, h('i', {class: 'b-' + name}), text)), h('span', {}, '\u2505 usual for the device')), panel, episodes(device), reasons(device));
    panel.append(windowPanel(device, picked, pick));
    box.draw = () => { width = Math.round(holder.clientWidth); draw(); };
    new ResizeObserver(entries => {
      const now = Math.round(entries[0].contentRect.width);
      if (now && now !== width) { width = now; requestAnimationFrame(() => draw()); }
    }).observe(holder);
    return box;
  }
  function deviceCard(device) {
    const kinds = device.kinds.filter(([kind]) => kind !== 'none').slice(0, 2).map(([kind]) => kindName(kind)).join(', ');
    const top = worst(device);
    const button = h('button', {class: 'devhead', type: 'button', 'aria-expanded': 'false', onclick: () => toggle(device)},
      h('span', {class: 'arrow', 'aria-hidden': 'true'}), h('span', {class: 'devname'}, h('b', {}, device.name), h('span', {}, device.site)),
      h('span', {class: 'sparkcell'}, data.start === undefined ? '' : spark(device)),
      h('span', {class: 'num cell first'}, h('small', {}, 'rejected'), int(device.rejected)),
      h('span', {class: 'num cell'}, h('small', {}, 'share'), device.judged ? share(device.rejected / device.judged) : 'n/a'),
      h('span', {class: 'num cell'}, h('small', {}, 'anomalous'), int(device.anomalous) + ' / ' + int(device.windowCount)),
      h('span', {class: 'kinds'}, top < SEVERITY.length && [h('span', {class: 'chip ' + SEVERITY[top]}, device.alerts.length > 1 ? device.alerts.length + ' alerts' : 'alert'), ' '], h('span', {class: 'soft'}, kinds)));
    device.button = button;
    device.card = h('div', {class: 'card dev', id: 'device-' + device.index}, button);
    return device.card;
  }
  function toggle(device) {
    const body = device.card.querySelector('.devbody');
    if (body) {
      body.remove();
    } else {
      const made = deviceBody(device);
      device.card.append(made);
      if (made.draw) made.draw();
    }
    device.button.setAttribute('aria-expanded', String(!body));
  }
  let showAll = () => {};
  function open(device) {
    if (!device.card.isConnected) showAll();
    if (device.button.getAttribute('aria-expanded') === 'false') toggle(device);
  }
  const ORDERS = {
    unusual: (a, b) => worst(a) - worst(b) || b.score - a.score || b.rejected - a.rejected || a.index - b.index,
    rejected: (a, b) => b.rejected - a.rejected || a.index - b.index,
    name: (a, b) => a.index - b.index};
  function deviceList() {
    const box = body('devices');
    if (!devices.length) { box.append(h('div', {class: 'card empty'}, 'No device was observed.')); return; }
    document.getElementById('devices-title').append(h('small', {}, int(data.deviceTotal) + (devices.length < data.deviceTotal ? ', of which ' + int(devices.length) + ' shown' : '') + '; choose one to open it'));
    devices.forEach(deviceCard);
    const list = h('div', {}), PAGE = 60;
    let order = 'unusual', wanted = '', all = false;
    const draw = () => {
      const fit = devices.filter(d => (d.site + '/' + d.name + ' ' + d.profile + ' ' + d.kinds.map(([kind]) => kind + ' ' + kindName(kind)).join(' ')).toLowerCase().includes(wanted)).sort(ORDERS[order]);
      list.replaceChildren(...(all ? fit : fit.slice(0, PAGE)).map(d => d.card));
      if (!fit.length) list.append(h('div', {class: 'card empty'}, 'No device fits.'));
      if (!all && fit.length > PAGE) list.append(h('button', {class: 'more', type: 'button', onclick: () => { all = true; draw(); }}, 'Show ' + int(fit.length - PAGE) + ' more devices'));
    };
    showAll = () => { all = true; wanted = ''; draw(); };
    if (devices.length > 4) {
      box.append(h('div', {class: 'tools'}, h('label', {}, 'Filter ', h('input', {type: 'search', placeholder: 'site, name, kind of traffic', oninput: event => { wanted = event.target.value.trim().toLowerCase(); draw(); }})),
        h('label', {}, 'Order ', h('select', {onchange: event => { order = event.target.value; draw(); }}, h('option', {value: 'unusual'}, 'most unusual first'), h('option', {value: 'rejected'}, 'most rejected flows first'), h('option', {value: 'name'}, 'site and name')))));
    }
    box.append(h('div', {class: 'devhead cols', 'aria-hidden': 'true'}, h('span'), h('span', {}, 'Device, site'), h('span', {}, 'Rejected flows over time (log scale)'), h('span', {class: 'num'}, 'Rejected flows'), h('span', {class: 'num'}, 'Share'), h('span', {class: 'num'}, 'Anomalous'), h('span', {}, 'Alerts, kinds of traffic')), list);
    draw();
    const first = devices.slice().sort(ORDERS.unusual);
    first.slice(0, devices.length <= 3 ? 2 : 1).filter(d => d.rejected || d.alerts.length).forEach(open);
  }

  /* ---- ledger ---- */
  function ledger() {
    const box = body('ledger'), it = data.ledger;
    if (!it) { box.append(h('div', {class: 'card empty'}, 'There is no ledger.json to show.')); return; }
    document.getElementById('ledger-title').append(h('small', {}, 'where every packet, flow and device view ended'));
    const shown = it.sites.length > 1 ? it.sites.slice(0, 5) : [];
    const columns = [{name: 'All sites', at: it.totals}].concat(shown.map(site => ({name: site.site, at: site})));
    const fates = [...new Set(Object.keys(it.totals.packets.byFate))].sort((a, b) => (b === 'metered') - (a === 'metered') || it.totals.packets.byFate[b] - it.totals.packets.byFate[a]);
    const row = (name, of, kind) => h('tr', {class: kind}, h('td', {}, name), columns.map(c => h('td', {class: 'num'}, of(c.at))));
    const group = (name, unit) => h('tr', {class: 'group'}, h('td', {colspan: columns.length + 1}, name + (unit ? ', ' + unit : '')));
    const both = amount => amount ? int(amount.count) + (amount.packets ? ' \u00b7 ' + int(amount.packets) : '') : '0';
    const named = key => ({ofKnownDevices: 'of known devices', ofUnknownHostsOnly: 'of unknown hosts only'})[key] || key;
    const left = h('div', {class: 'card pad scroll'}, h('table', {class: 'ledger'}, h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, ''), columns.map(c => h('th', {scope: 'col', class: 'num'}, c.name)))), h('tbody', {},
      group('Packets'), row('read', at => int(at.packets.read)), fates.map(fate => row(fate, at => int(at.packets.byFate[fate] || 0), 'sub')),
      group('Flows', 'count \u00b7 packets'), Object.keys(it.totals.flows).map(key => row(named(key), at => both(at.flows[key]), key === 'metered' ? '' : 'sub')),
      group('Device views', 'count \u00b7 packets'), Object.keys(it.totals.views).map(key => row(key, at => both(at.views[key]), key === 'judged' ? '' : 'sub')),
      it.totals.exports && [group('Flow exports', 'all exporters'), Object.keys(it.totals.exports).slice(0, 60).map(key => row(key, at => int((at.exports || {})[key] || 0), 'sub'))],
      Object.keys(it.totals.notes || {}).length > 0 && [group('Also counted'), Object.keys(it.totals.notes).slice(0, 40).map(key => row(key, at => int((at.notes || {})[key] || 0), 'sub'))])),
      it.sites.length > shown.length && shown.length > 0 && h('p', {class: 'cut'}, 'Further sites are in ledger.json'));
    const right = h('div', {class: 'card pad'}, h('h3', {}, 'Checks'), h('ul', {class: 'checks'}, it.checks.map(check => h('li', {},
      h('span', {class: check.holds ? 'good' : 'bad', role: 'img', 'aria-label': check.holds ? 'holds' : 'does not hold'}, check.holds ? '\u2713' : '\u2717'),
      h('span', {}, check.site !== '*' && h('b', {}, check.site + ': '), check.equation, h('div', {class: 'soft'}, int(check.left) + (check.holds ? ' = ' : ' \u2260 ') + int(check.right)))))),
      h('p', {class: 'cut'}, it.balances ? 'The same equations hold at each site.' : 'A sum that differs is a defect: please report it with ledger.json.'));
    box.append(h('div', {class: 'two'}, left, right));
  }
  function hosts() {
    const box = body('hosts');
    const rows = (data.ledger ? data.ledger.sites : []).flatMap(site => site.hosts.map(host => ({...host, site: site.site})));
    const total = (data.ledger ? data.ledger.sites : []).reduce((sum, site) => sum + site.hostCount, 0);
    if (!rows.length) { box.append(h('div', {class: 'card empty'}, 'Every host is a known device, or none was counted.')); return; }
    document.getElementById('hosts-title').append(h('small', {}, many(total, 'host') + ' seen that the devices file does not name'));
    rows.sort((a, b) => b.flows - a.flows || b.packets - a.packets);
    const columns = [{name: 'Host (MAC, address)', of: r => mono(r.host)}, {name: 'Site', of: r => r.site}, {name: 'Flows', num: true, of: r => int(r.flows)}, {name: 'Packets', num: true, of: r => int(r.packets)}];
    const card = h('div', {class: 'card pad scroll'}, table(columns, rows.slice(0, 10)));
    if (rows.length > 10) card.append(h('button', {class: 'more', type: 'button', onclick: () => card.replaceChildren(table(columns, rows), total > rows.length ? h('p', {class: 'cut'}, int(total - rows.length) + ' more in ledger.json') : '')}, 'Show ' + int(rows.length - 10) + ' more'));
    box.append(card);
  }
  const WORDS = [
    ['Rejected flow', 'a flow that no entry of the device\u2019s MUD profile (RFC 8520) accepts in at least one direction'],
    ['Judged', 'accepted, rejected or name unresolved; devices without a profile are unprofiled and not judged'],
    ['Cluster', 'rejected flows of one window that lie close together in the scaled features (HDBSCAN*); its stable id names it over windows'],
    ['Noise', 'rejected flows that belong to no cluster'],
    ['Mutual, forward, backward', 'clusters of two consecutive windows that are each other\u2019s nearest; earlier ones whose nearest later one has a nearer neighbour; and the same the other way round'],
    ['Anomalous', 'a window out of the ordinary for its device: a score of 1 and more'],
    ['Episode', 'a run of anomalous windows of one device'],
    ['Persistence', 'how long a cluster exists over all densities, 0 to 1'],
    ['Distances', 'in standard deviations of the reference that the features are scaled by']];
  function about() {
    const box = body('about');
    const cuts = data.notes;
    box.append(h('div', {class: 'card pad'}, h('h3', {}, 'What is not shown'),
      cuts.length ? h('ul', {}, cuts.map(text => h('li', {}, text))) : h('p', {class: 'soft'}, 'Nothing was cut: the report has every device, window and alert of the result files; clusters, reasons and peers are lists of the largest.'),
      h('h3', {class: 'sub'}, 'Words'), h('dl', {class: 'words'}, WORDS.map(([word, text]) => [h('dt', {}, word), h('dd', {}, text)]))));
  }

  summary();
  alerts();
  deviceList();
  ledger();
  hosts();
  about();
})();
