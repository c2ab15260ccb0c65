/**
 * The page in a frame that shows a draft in the very element that end users get.
 *
 * The flow stands in `<script type="application/json" id="zenflow-flow">`; `data-runtime` names the runtime, `data-more`
 * the further kinds, `data-poll` (optional) an address that gives `{"revision", "flow"}`, or 204 while `?revision=` is the
 * newest, and `data-step` the step to begin with. They stand at `div#zenflow-preview`, or at this script's own element.
 *
 * A page around it of the same origin may drive it: it is told `{zenflow: "ready"}`, says what to show (`Show`), and is
 * told where the end user would be (`Told`). Answers stay in this frame.
 */

import type { Flow } from './engine/types';
import { Stage, type Previewed } from './previewing/stage';
import type { Show } from './previewing/messages';

const EVERY = 2000;

function begin(place: HTMLElement, said: DOMStringMap): void {
  const load = async (): Promise<Previewed> => {
    await import(new URL(said.runtime ?? '', document.baseURI).href);
    const element = document.createElement('zenflow-assistant') as Previewed;
    element.preview = true;
    element.more = said.more;
    return element;
  };
  const stage = new Stage(place, load, tell);
  const text = document.getElementById('zenflow-flow')?.textContent;
  let driven = false;
  addEventListener('message', ({ data, origin, source }: MessageEvent) => {
    if (origin !== location.origin || source !== parent || (data as Show | null)?.zenflow !== 'show') return;
    driven = true;
    void stage.show(data as Show);
  });
  if (text) void stage.show({ zenflow: 'show', flow: JSON.parse(text) as Flow, at: said.step ?? null });
  if (said.poll) follow(stage, new URL(said.poll, document.baseURI), said.revision ?? '', () => driven);
  tell({ zenflow: 'ready' });
}

function tell(message: object): void {
  if (parent !== window) parent.postMessage(message, location.origin);
}

function follow(stage: Stage, url: URL, known: string, isDriven: () => boolean): void {
  let revision = known;
  const look = async (): Promise<void> => {
    if (document.visibilityState !== 'visible') return;
    url.searchParams.set('revision', revision);
    const response = await fetch(url, { credentials: 'same-origin' });
    if (response.status !== 200) return;
    const news = (await response.json()) as { revision: number; flow: Flow };
    revision = String(news.revision);
    await stage.show({ zenflow: 'show', flow: news.flow, at: null });
  };
  // One look after the other; a failed one is followed by the next. A page that drives knows more than the server.
  const again = (): void => void setTimeout(() => void (isDriven() || look().catch(() => undefined).then(again)), EVERY);
  again();
}

const script = document.currentScript as HTMLScriptElement | null;
const own = document.getElementById('zenflow-preview');
const said = (own?.dataset.runtime ? own : (script ?? document.querySelector<HTMLElement>('script[data-runtime]')))?.dataset;
if (said?.runtime) begin(own ?? document.body.appendChild(document.createElement('div')), said);
