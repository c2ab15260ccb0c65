/** Customers' pages: the plain one under a strict policy, and the difficult ones. */

import { flowFor } from './embed.mjs';

const CSS = {
  '/plain.css': 'body{margin:0;padding:32px 16px;background:#fbfaf7;color:#12211f;font:18px/1.6 Georgia,serif}@media(prefers-color-scheme:dark){body{background:#0e1716;color:#e8efed}}main{max-width:760px;margin:auto}h1{font-size:28px;line-height:1.2;overflow-wrap:anywhere}',
  '/hostile.css':
    'html{font-size:62.5%}body{direction:rtl;text-transform:uppercase;letter-spacing:.4em}' +
    '*{font-size:9px!important;line-height:1!important;color:red!important;text-transform:uppercase!important;' +
    'padding:0!important;border-radius:0!important;box-sizing:content-box!important;display:inline!important;' +
    'min-height:0!important;float:left!important;visibility:hidden!important}',
};

const snippet = (id) => `<div data-zenflow="${id}"><a href="/h/${id}">Jetzt anfragen</a></div>`;
/** Pages that show another flow than the usual one: dev/embed.mjs has them. */
const OTHERS = ['advice', 'claim', 'onward', 'roof', 'themed', 'vehicle'];

export function pages(state, request, response) {
  const url = new URL(request.url, 'http://page');
  if (url.pathname in CSS) return send(response, 'text/css', CSS[url.pathname]);
  if (url.pathname === '/favicon.ico') return response.writeHead(204).end();
  if (url.pathname !== '/') return send(response, 'text/plain', 'Hosted page');
  const page = url.searchParams.get('page') ?? 'plain';
  response.setHeader('Content-Security-Policy', policy(state.embed, page));
  send(response, 'text/html; charset=utf-8', html(state.embed, page));
}

/** The strictest policy that a customer can have: our origin for scripts and connections, and nothing inline. */
function policy(embed, page) {
  const connect = page === 'blocked' ? "'none'" : page.startsWith('preview') ? "'self'" : embed;
  return `default-src 'none'; script-src 'self' ${embed}; style-src 'self'; connect-src ${connect}; img-src ${embed}; ` +
    "require-trusted-types-for 'script'; trusted-types 'none'";
}

function html(embed, page) {
  const loader = `<script async src="${embed}/e/v1.js"></script>`;
  const loaders = { twice: loader + loader, missing: `<script async src="${embed}/e/none.js"></script>` }[page] ?? loader;
  const style = page === 'hostile' ? '/hostile.css' : '/plain.css';
  return `<!doctype html><html lang="${page === 'english' ? 'en-GB' : 'de'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>ABC</title><link rel="stylesheet" href="${style}"></head><body><main><h1>Hausratversicherung</h1>
${page.startsWith('preview') ? preview(embed, page.slice(8)) : snippet(OTHERS.includes(page) ? page : 'demo') + loaders}</main></body></html>`;
}

function preview(embed, id) {
  const flow = JSON.stringify(flowFor('de', id)).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="zenflow-flow">${flow}</script>
<div id="zenflow-preview" data-runtime="${embed}/e/r.js" data-more="/e/m.js"></div><script src="${embed}/_preview.js"></script>`;
}

function send(response, type, text) {
  response.setHeader('Content-Type', type);
  response.end(text);
}
