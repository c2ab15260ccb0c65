/** Shows one flow after the other in one element, also places that the answers don't lead to. */

import { evaluate } from '../engine/conditions';
import { teachTests } from '../engine/more/teaching';
import { rounded } from '../engine/more/variables';
import { comparable, OPERATORS } from '../engine/operators';
import type { Walk } from '../engine/path';
import type { Condition, Field, Flow } from '../engine/types';
import type { Session } from '../session';
import { deciding } from './deciding';
import type { Show, Told } from './messages';
import { withPlaceholders } from './placeholders';
import { schemeRule } from './scheme';

export interface Previewed extends HTMLElement {
  preview: boolean;
  more: string | undefined;
  update(flow: Flow, at?: string | null): Promise<Session | undefined>;
}

export class Stage {
  #element: Previewed | null = null;
  #asked: Show | null = null;
  #busy = false;
  #session: Session | undefined;
  /** What is shown though the answers don't lead to it. */
  #aside: string | null = null;
  #report: () => void = () => undefined;

  constructor(
    private readonly place: HTMLElement,
    private readonly load: () => Promise<Previewed>,
    private readonly tell: (message: Told) => void,
  ) {
    teachTests(OPERATORS, comparable);
  }

  /** Show what is asked for; of requests that come meanwhile, the last one. */
  async show(show: Show): Promise<void> {
    const restart = show.restart || this.#asked?.restart || false;
    this.#asked = { ...show, at: show.at ?? this.#asked?.at ?? null, restart };
    if (this.#busy) return;
    this.#busy = true;
    while (this.#asked) {
      const next: Show = this.#asked;
      this.#asked = null;
      // A draft may be anything while it is being written: what can't be shown leaves the last one standing.
      await this.#draw(next).catch(() => undefined);
    }
    this.#busy = false;
  }

  async #draw({ flow: draft, at, restart, scheme }: Show): Promise<void> {
    const flow = withPlaceholders(draft);
    const element = !this.#element || restart ? await this.load() : this.#element;
    const wanted = restart ? null : (at ?? this.#still());
    const ending = flow.endings.find(({ id }) => id === wanted);
    let session = await element.update(ending ? endingWith(flow, ending.id) : flow, ending ? 'end' : wanted);
    let aside = !!ending;
    if (wanted && !ending && !onPath(session, wanted) && flow.steps.some(({ id }) => id === wanted)) {
      session = await element.update(leadingTo(flow, wanted), wanted);
      aside = true;
    }
    this.#session = session;
    this.#aside = aside ? wanted : null;
    if (this.#element !== element) this.#enter(element);
    this.#paint(element, flow, scheme);
    this.#report = () => session && this.tell(told(flow, session, !!this.#still()));
    this.#report();
  }

  /** Give the place beside the path that was shown, unless the person has gone on from there. */
  #still(): string | null {
    const session = this.#session;
    return session && (session.sent || session.at === this.#aside) ? this.#aside : null;
  }

  /** Put a new element in, and look where the end user is after whatever they do. */
  #enter(element: Previewed): void {
    this.place.replaceChildren(element);
    this.#element = element;
    const root = element.shadowRoot;
    if (!root) return;
    for (const type of ['input', 'change', 'click', 'keyup']) {
      root.addEventListener(type, () => setTimeout(() => this.#report()));
    }
    // A choice goes on by itself a moment after it was pressed.
    new MutationObserver(() => this.#report()).observe(root, { childList: true, subtree: true });
  }

  #paint(element: Previewed, flow: Flow, scheme: Show['scheme']): void {
    document.documentElement.dataset.scheme = scheme ?? '';
    if (!scheme) return element.removeAttribute('theme');
    element.setAttribute('theme', 'light');
    const root = element.shadowRoot;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(schemeRule(flow.theme, scheme));
    if (root) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}

const onPath = (session: Session | undefined, id: string): boolean => !!session?.path.steps.some(({ step }) => step.id === id);

/** Make a step part of every path: nothing hides it, and nothing before leads past it. */
export function leadingTo(flow: Flow, id: string): Flow {
  const place = flow.steps.findIndex((step) => step.id === id);
  const open = (fields: Field[]): Field[] =>
    fields.some(({ visible_if }) => !visible_if) ? fields : fields.map((field) => ({ ...field, visible_if: null }));
  const steps = flow.steps.map((step, at) => {
    if (at < place) return { ...step, routes: [] };
    return at === place ? { ...step, visible_if: null, fields: open(step.fields) } : step;
  });
  return { ...flow, steps };
}

/** Make an ending the only one. */
export function endingWith(flow: Flow, id: string): Flow {
  const endings = flow.endings.filter((ending) => ending.id === id);
  return { ...flow, endings, steps: flow.steps.map((step) => ({ ...step, routes: [] })) };
}

/** Say where the end user is, and what follows from the answers given so far. */
export function told(flow: Flow, session: Session, aside: boolean): Told {
  const { values, steps, ending } = session.path as Walk;
  const held: Told['held'] = {};
  const decided: Told['decided'] = {};
  const judge = (id: string, condition: Condition | null): void => {
    if (!condition) return;
    held[id] = evaluate(condition, values);
    decided[id] = deciding(condition, values);
  };
  for (const step of flow.steps) {
    judge(step.id, step.visible_if);
    for (const route of step.routes) judge(route.id, route.if);
    for (const field of step.fields) {
      judge(field.id, field.visible_if);
      judge(`${field.id}.required`, field.required_if);
      for (const check of field.checks) judge(check.id, check.if);
    }
  }
  const known = flow.variables.map((variable) => [variable.id, rounded(variable, values)] as const);
  const numbers = Object.fromEntries(known.filter((one): one is [string, string] => one[1] !== undefined));
  const at = session.sent ? null : session.at;
  return { zenflow: 'path', at, steps: steps.map(({ step }) => step.id), ending: ending.id, held, decided, numbers, aside };
}
