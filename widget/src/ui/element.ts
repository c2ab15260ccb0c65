/** `<zenflow-assistant>`: where an assistant lives in the customer's page. */

import type { Arrival } from '../arrival';
import type { Flow } from '../engine/types';
import { extend, more } from '../extend';
import { keepInTab, keepNothing, type Keep } from '../keep';
import type { Start } from '../loader';
import { Session } from '../session';
import { h } from './dom';
import { Guide } from './guide';
import frame from './styles/frame.css';
import pages from './styles/pages.css';
import questions from './styles/questions.css';
import { themeRule } from './theme';

const SCHEMA = 1;

/** Sessions of elements that left the page: single-page sites take elements away and bring new ones. */
const parked = new Map<string, Session>();

/** What typing and choosing sends through the page; hosts hang shortcuts and trackers on it. */
const PRIVATE = ['beforeinput', 'input', 'keydown', 'keypress', 'keyup', 'paste', 'copy', 'cut'];


export class Assistant extends HTMLElement {
  /** Show only: no network, no storage, no events. */
  preview = false;
  /** Where the further kinds are, seen from the runtime. */
  more: string | undefined;

  #root = this.attachShadow({ mode: 'open' });
  #session: Session | null = null;
  #id = '';

  constructor() {
    super();
    // The link in the page shows through until there is something better.
    this.#root.append(document.createElement('slot'));
    for (const type of PRIVATE) this.#root.addEventListener(type, withhold);
  }

  connectedCallback(): void {
    parked.delete(this.#id);
  }

  disconnectedCallback(): void {
    if (this.#id && this.#session) parked.set(this.#id, this.#session);
  }

  /** Begin with a flow that is on its way; the loader calls this once. */
  async start({ origin, id, keep, flow, more: address }: Start): Promise<void> {
    if (this.#id) return;
    this.#id = id;
    const arrival = await flow.catch(() => null);
    if (!arrival) return;
    if (!arrival.ok) return this.#explain(arrival);
    const document = arrival.body as Flow;
    if (document.schema !== SCHEMA) return; // made for a newer runtime: the link is the way on
    try {
      await extend(document, address);
    } catch {
      return; // the link, too
    }
    const store = keep ? keepInTab(id) : keepNothing;
    this.#session = resume(document, parked.get(id), store);
    parked.delete(id);
    this.#show(this.#session, store, `${origin}/e/v1/assistants/${encodeURIComponent(id)}/submissions`);
    this.#emit('ready', { id });
  }

  /** Show this flow in a preview, keeping answers, at a step, at its end or where the end user was; give their way. */
  async update(flow: Flow, at?: string | null): Promise<Session | undefined> {
    if (!this.preview) return undefined;
    await extend(flow, this.more).catch(() => undefined);
    const session = new Session(flow);
    if (this.#session) session.restore({ ...this.#session.keep(), version: '' });
    if (at && flow.steps.some((step) => step.id === at)) session.at = at;
    if (at === 'end') session.sent = { reference: '', receipt: '' };
    this.#show(session, keepNothing, '');
    return (this.#session = session);
  }

  #show(session: Session, keep: Keep, url: string): void {
    const emit = (name: string, detail: object): void => this.#emit(name, detail);
    const guide = new Guide(session, { url, preview: this.preview, keep, emit });
    this.#fill(guide.element, session.flow.theme);
    guide.show(false);
  }

  /** Say why there is no flow, as the server puts it: paused, withdrawn, unknown. */
  #explain({ body }: Arrival): void {
    const { detail, contact } = body as Record<string, unknown>;
    if (typeof detail !== 'string' || !detail) return;
    const lines = [detail, typeof contact === 'string' && contact].map((line) => line && h('p', {}, line));
    this.#fill(h('div', { class: 'zf' }, h('div', { class: 'body', role: 'status' }, ...lines)));
  }

  #fill(content: HTMLElement, theme: Flow['theme'] = {}): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(frame + questions + pages + (more.styles ?? '') + themeRule(theme));
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.replaceChildren(content);
  }

  #emit(name: string, detail: object): void {
    if (this.preview) return;
    this.dispatchEvent(new CustomEvent(`zenflow:${name}`, { bubbles: true, composed: true, detail }));
  }
}

function resume(flow: Flow, left: Session | undefined, keep: Keep): Session {
  if (left?.flow.version === flow.version) return left;
  const session = new Session(flow);
  const kept = keep.read();
  if (kept) session.restore(kept);
  more.recover?.(session);
  return session;
}

function withhold(event: Event): void {
  // Dialogs and focus traps of the host need these two.
  if (event instanceof KeyboardEvent && (event.key === 'Escape' || event.key === 'Tab')) return;
  event.stopPropagation();
}
