/** One step: its questions, and what is wrong with the answers. */

import { explain } from '../../engine/answers';
import type { Field, Problem, Step } from '../../engine/types';
import { arrange, h } from '../dom';
import { block, type Block } from '../field';
import type { Cell } from '../kinds/kind';
import { KINDS } from '../kinds';
import { rich } from '../rich';
import { form, notice, type Actions, type Page } from './page';

/** Ours, wherever this script is embedded. */
const ORIGIN = new URL(import.meta.url).origin;

/** An answer that doesn't stand, in words. */
export interface Fault {
  field_key: string;
  text: string;
}

/** Say the engine's problems in the flow's language. */
export function faultsOf({ session }: Actions, problems: Problem[]): Fault[] {
  return problems.map((problem) => ({ field_key: problem.field_key, text: explain(session.checked.told ?? session.flow, problem) }));
}

export class StepPage implements Page {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  #blocks = new Map<Field, Block | null>();
  #fields = h('div', { class: 'fields' });
  #summary = notice();
  /** Whether a choice is all there is to this step; then a click on it goes on. */
  #alone: boolean;

  constructor(private readonly actions: Actions, private readonly step: Step) {
    this.#alone = step.fields.length === 1 && !!KINDS[step.fields[0]!.kind]?.advances;
    this.heading = h('h3', { tabindex: -1 }, step.title);
    this.element = form(
      actions.next,
      this.heading,
      h('div', { class: 'prose' }, ...rich(step.text)),
      this.#fields,
      this.#alone && h('p', { class: 'note' }, actions.t('advances')),
      buttons(actions),
    );
    this.refresh();
  }

  /** Show the fields that the answers so far ask for. */
  refresh(): void {
    const wanted = (this.actions.session.visited?.fields ?? []).flatMap((field) => this.#block(field) ?? []);
    wanted.forEach((made) => made.refresh());
    arrange(this.#fields, wanted.map(({ element }) => element));
  }

  /** Show what is wrong, or only doubtful, and lead to it. */
  fail(faults: Fault[], soft?: boolean): void {
    const { t } = this.actions;
    const made = this.#made();
    for (const [key, { fail }] of made) fail(faults.find(({ field_key }) => field_key === key)?.text ?? null, soft);
    const items = faults.map(({ field_key, text }) => h('li', {}, lead(made.get(field_key)?.target, text)));
    this.#summary.replaceChildren(
      h('p', { id: 'notice' }, t(soft ? 'warning_title' : 'error_summary_title')),
      h('ul', {}, ...items),
      soft ? h('p', {}, t('warning_go_on')) : '',
    );
    this.#summary.classList.toggle('soft', !!soft);
    this.element.prepend(this.#summary);
    this.#summary.focus();
  }

  /** Say why this page has come up. */
  explain(text: string): void {
    this.heading.after(h('p', { class: 'aside' }, text));
    this.actions.announce(text);
  }

  /** Give all blocks by their keys, also those inside others. */
  #made(): Map<string, Block> {
    const all = [...this.#blocks].flatMap(([{ key }, made]) => {
      const inner = (made?.inner() ?? []).map(([rest, block]) => [`${key}.${rest}`, block] as const);
      return [[key, made] as const, ...inner];
    });
    return new Map(all.filter((one): one is [string, Block] => !!one[1]));
  }

  #block(field: Field): Block | null {
    let made = this.#blocks.get(field);
    if (made === undefined) this.#blocks.set(field, (made = this.#make(field)));
    return made;
  }

  #make(field: Field): Block | null {
    const { session, change } = this.actions;
    const cell = this.#cell(field, `f-${field.id}`, session.raw[field.key], (value) => change(field.key, value));
    return block(cell, this.step.title);
  }

  #cell(...[field, id, value, change]: Parameters<Cell['block']>): Cell {
    const { session, t, announce, next } = this.actions;
    return {
      field,
      flow: session.flow,
      origin: ORIGIN,
      id,
      value,
      t,
      announce,
      change,
      advance: this.#alone ? next : null,
      required: () => session.needs(field),
      block: (...inner) => block(this.#cell(...inner), ''),
      shown: (entries) => session.shown(field, entries),
    };
  }
}

function lead(target: HTMLElement | undefined, text: string): HTMLElement | string {
  const onclick = (event: Event): void => {
    event.preventDefault(); // the host's address and its router have no part in this
    target?.focus();
  };
  return target ? h('a', { href: `#${target.id}`, onclick }, text) : text;
}

function buttons({ session, t, back }: Actions): HTMLElement {
  const backwards = session.returning ? t('to_summary') : t('back');
  const canGoBack = !session.first || session.returning;
  return h(
    'div',
    { class: 'actions' },
    h('button', { class: 'main' }, t('next')),
    canGoBack && h('button', { type: 'button', class: 'quiet', onclick: back }, backwards),
  );
}
