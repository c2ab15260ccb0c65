/**
 * A customer's page and a stand-in for the server, on two origins: to look at the widget and to test it in a browser.
 *
 *     node dev/serve.mjs [page port] [embed port]
 *
 * Prints `{"page": origin, "embed": origin}` and runs until its standard input ends. The page's query chooses what it is
 * like (`?page=hostile`), `POST {embed}/_faults` what goes wrong next, `GET {embed}/_log` says what was received.
 */

import { createServer } from 'node:http';
import { embed } from './embed.mjs';
import { pages } from './pages.mjs';

const [pagePort = '0', embedPort = '0'] = process.argv.slice(2);
const listen = (server, port) => new Promise((go) => server.listen(Number(port), '127.0.0.1', () => go(server.address().port)));

const state = { embed: '', faults: {}, log: { flows: 0, submissions: [], tries: 0 }, stored: new Map(), flow: null };
state.embed = `http://127.0.0.1:${await listen(createServer((request, response) => embed(state, request, response)), embedPort)}`;
const page = `http://127.0.0.1:${await listen(createServer((request, response) => pages(state, request, response)), pagePort)}`;

console.log(JSON.stringify({ page, embed: state.embed }));
process.stdin.resume().on('end', () => process.exit());
