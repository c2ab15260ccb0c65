/**
 * Turn every `<div data-zenflow="PUBLIC_ID">` of a customer's page into an assistant, also one that appears later.
 *
 * 1. The link inside the div stays visible until the flow is there: without the script, without the runtime or
 *    without an answer of the server within four seconds the end user still has a way on.
 * 2. The origin is written into this file when it is served: optimisers bundle scripts, and then
 *    `document.currentScript` says nothing.
 * 3. The runtime and the flow are fetched side by side: at this size round trips are what takes time.
 */

import { fetchFlow, type Arrival } from './arrival';

const ORIGIN = '__ZENFLOW_ORIGIN__';
const RUNTIME = '__ZENFLOW_RUNTIME__';
const MORE = '__ZENFLOW_MORE__';
const TAG = 'zenflow-assistant';

/** What the loader tells the element. Old loaders meet new runtimes: only ever add to it. */
export interface Start {
  origin: string;
  id: string;
  keep: boolean;
  flow: Promise<Arrival>;
  /** Where the further kinds are; older loaders don't say. */
  more?: string;
}

interface Startable extends HTMLElement {
  start?(start: Start): void;
}

let runtime: Promise<unknown> | undefined;

function upgrade(place: HTMLElement): void {
  const id = place.dataset.zenflow ?? '';
  const old = place.querySelector<HTMLElement>(TAG);
  // Also what keeps one form where a page holds this script twice, once from its theme and once from its editor.
  if (!id || old?.dataset.id === id) return;
  const element: Startable = document.createElement(TAG);
  const lang = place.dataset.lang ?? place.closest<HTMLElement>('[lang]')?.lang ?? '';
  element.dataset.id = id;
  element.setAttribute('mode', place.dataset.mode ?? 'inline');
  if (place.dataset.theme) element.setAttribute('theme', place.dataset.theme);
  element.append(...(old ?? place).childNodes);
  place.replaceChildren(element);

  const flow = fetchFlow(`${ORIGIN}/e/v1/assistants/${encodeURIComponent(id)}?lang=${encodeURIComponent(lang)}`);
  flow.catch(() => undefined); // the link stays; nothing is to be said in the host's console
  runtime ??= import(new URL(RUNTIME, ORIGIN).href);
  runtime.then(
    () => element.start?.({ origin: ORIGIN, id, keep: place.dataset.keep !== 'off', flow, more: MORE }),
    () => undefined,
  );
}

function upgradeAll(): void {
  for (const place of document.querySelectorAll<HTMLElement>('div[data-zenflow]')) upgrade(place);
}

upgradeAll();
new MutationObserver(upgradeAll).observe(document, { subtree: true, childList: true, attributeFilter: ['data-zenflow'] });
