/**
 * The admin's preview page: shows a draft in the very element that end users get, and follows its changes.
 *
 * The flow stands in `<script type="application/json" id="zenflow-flow">`; `data-runtime` names the runtime, `data-more`
 * the further kinds, `data-poll` (optional) an address that gives `{"revision", "flow"}`, or 204 while `?revision=` is the
 * newest, and `data-step` the step to begin with. They stand at `div#zenflow-preview`, or at this script's own element.
 */

import type { Flow } from './engine/types';

const EVERY = 2000;

interface Previewed extends HTMLElement {
  preview: boolean;
  more: string | undefined;
  update(flow: Flow, stepId?: string | null): Promise<void>;
}

async function show(place: HTMLElement, said: DOMStringMap): Promise<void> {
  await import(new URL(said.runtime ?? '', document.baseURI).href);
  const element = document.createElement('zenflow-assistant') as Previewed;
  element.preview = true;
  element.more = said.more;
  const flow = document.getElementById('zenflow-flow')?.textContent;
  if (flow) await element.update(JSON.parse(flow) as Flow, said.step);
  place.replaceChildren(element);
  if (said.poll) follow(element, new URL(said.poll, document.baseURI), said.revision ?? '');
}

function follow(element: Previewed, url: URL, known: string): void {
  let revision = known;
  const look = async (): Promise<void> => {
    if (document.visibilityState !== 'visible') return;
    url.searchParams.set('revision', revision);
    const response = await fetch(url, { credentials: 'same-origin' });
    if (response.status !== 200) return;
    const news = (await response.json()) as { revision: number; flow: Flow };
    revision = String(news.revision);
    await element.update(news.flow);
  };
  // One look after the other; a failed one is followed by the next.
  const again = (): unknown => setTimeout(() => void look().catch(() => undefined).then(again), EVERY);
  again();
}

const script = document.currentScript as HTMLScriptElement | null;
const own = document.getElementById('zenflow-preview');
const said = (own?.dataset.runtime ? own : (script ?? document.querySelector<HTMLElement>('script[data-runtime]')))?.dataset;
if (said?.runtime) {
  const place = own ?? document.body.appendChild(document.createElement('div'));
  void show(place, said);
}
