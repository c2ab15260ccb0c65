/** A stand-in for the server's /e/ pages, with faults to order. */

import { readFileSync } from 'node:fs';
import { advice, onward } from './advice.mjs';
import { claim } from './claim.mjs';
import { explain } from './problems.mjs';
import { vehicle } from './vehicle.mjs';
import { roof } from './roof.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const built = (name) => read(`builder/static/builder/embed/${name}`);
const REFERENCE = '7K3M-9Q2P-4XW8-HTNA';

/** By public id, what differs from the flow of the dev page. */
const FLOWS = {
  advice,
  onward,
  claim,
  vehicle,
  roof,
  themed: {
    theme: {
      accent: '#7a1f4b', on_accent: '#ffffff', surface: '#fffafc', accent_dark: '#f0a6c8', radius: '20', font: 'serif',
      ink: 'red} * {color: red', 'line:red} *{--x': '#ff0000', control: '#GGGGGG',
    },
  },
};

/** Give the flow with its texts, as the server would. */
export function flowFor(locale, id = 'demo') {
  const flow = JSON.parse(read('widget/dev/flow.json'));
  return { ...flow, ...FLOWS[id], locale, messages: JSON.parse(read(`builder/flows/messages/${locale}.json`)) };
}

export async function embed(state, request, response) {
  const url = new URL(request.url, state.embed);
  // Chromium silently repeats what a kept connection breaks off, POST too; then faults could not be counted.
  response.setHeader('Connection', 'close');
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', 'content-type');
  if (request.method === 'OPTIONS') return response.end();
  if (url.pathname === '/e/v1.js') return script(response, loader(state));
  if (url.pathname === '/e/r.js') return script(response, built('runtime.js'));
  if (url.pathname === '/e/m.js') return more(state, response);
  if (url.pathname === '/e/p.txt') return script(response, read('builder/embed/data/postcodes-de.txt'));
  if (url.pathname.startsWith('/e/a.')) return picture(response);
  if (url.pathname === '/_preview.js') return script(response, built('preview.js'));
  if (url.pathname === '/_log') return json(response, 200, state.log);
  if (url.pathname === '/_faults') return order(state, request, response);
  if (url.pathname.endsWith('/submissions')) return submit(state, request, response);
  if (url.pathname.startsWith('/e/v1/assistants/')) return flow(state, response, url);
  json(response, 404, {});
}

function loader(state) {
  const addresses = { ORIGIN: state.embed, RUNTIME: '/e/r.js', MORE: '/e/m.js' };
  return built('loader.js').replace(/__ZENFLOW_([A-Z]+)__/g, (_, name) => addresses[name]);
}

function more(state, response) {
  if (state.faults.more?.shift()) return json(response, 404, {});
  script(response, built('more.js').replace('__ZENFLOW_POSTCODES__', '/e/p.txt'));
}

/** Send the smallest picture there is: its space is known without it. */
function picture(response) {
  response.setHeader('Content-Type', 'image/webp');
  response.end(Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64'));
}

async function order(state, request, response) {
  state.faults = JSON.parse(await body(request));
  state.log = { flows: 0, submissions: [], tries: 0 };
  state.stored.clear();
  json(response, 200, {});
}

function flow(state, response, url) {
  state.log.flows += 1;
  const fault = state.faults.flow?.shift();
  if (fault === 'hang') return;
  if (fault === 'drop') return response.destroy();
  if (fault) return json(response, Number(fault), explain(Number(fault)));
  json(response, 200, flowFor(url.searchParams.get('lang')?.startsWith('en') ? 'en' : 'de', url.pathname.split('/').at(-1)));
}

async function submit(state, request, response) {
  const text = await body(request);
  state.log.tries += 1;
  const fault = state.faults.submit?.shift();
  if (fault === 'drop') return response.destroy();
  if (fault === 'hang') return;
  if (fault && fault !== 'lost') {
    if (fault === '503') response.setHeader('Retry-After', '1');
    return json(response, Number(fault), explain(Number(fault)));
  }
  const { submission_id: id, ...said } = received(text, request.headers['content-type']);
  if (!state.stored.has(id)) state.log.submissions.push({ submission_id: id, ...said });
  else if (state.stored.get(id) !== text) return json(response, 409, explain(409));
  state.stored.set(id, text);
  if (fault === 'lost') return response.destroy();
  json(response, 202, { reference: REFERENCE, receipt: `${state.embed}/r/${REFERENCE}`, notice: state.faults.notice });
}

/** Read JSON, or the part with the JSON and the bytes of each file beside it. */
function received(text, type) {
  if (type === 'application/json') return JSON.parse(text);
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(type)[1];
  const parts = text.split(`--${boundary}`).slice(1, -1).map((part) => part.slice(2, -2).split('\r\n\r\n'));
  const files = parts.slice(1).map(([head, content]) => [/name="([^"]+)"/.exec(head)[1], content.length]);
  return { ...JSON.parse(Buffer.from(parts[0][1], 'latin1').toString()), files: Object.fromEntries(files) };
}

/** Read the body byte by byte: files are no text. */
async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString(request.headers['content-type']?.startsWith('multipart') ? 'latin1' : 'utf8');
}

function script(response, text) {
  response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
  response.end(text);
}

function json(response, status, value) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(value));
}
