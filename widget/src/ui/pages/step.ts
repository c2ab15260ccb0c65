/** One step: its questions, and what is wrong with the answers. */

import { explain } from '../../engine/answers';
import type { Field, Problem, Step } from '../../engine/types';
import { h } from '../dom';
import { block, type Block } from '../field';
import { rich } from '../rich';
import { form, notice, type Actions, type Page } from './page';

/** An answer that doesn't stand, in words. */
export interface Fault {
  key: string;
  text: string;
}

/** Say the engine's problems in the flow's language. */
export function faultsOf({ session }: Actions, problems: Problem[]): Fault[] {
  return problems.map((problem) => ({ key: problem.field_key, text: explain(session.flow, problem) }));
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
    this.#alone = step.fields.length === 1 && step.fields[0]?.kind === 'single_choice';
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
    const list = this.#fields;
    const wanted = (this.actions.session.visited?.fields ?? []).flatMap((field) => this.#block(field)?.element ?? []);
    // In place: moving a block would take the focus from the control in it.
    wanted.forEach((element, index) => {
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
    while (list.children.length > wanted.length) list.lastElementChild?.remove();
  }

  /** Show what is wrong, and lead to it. */
  fail(faults: Fault[]): void {
    for (const [field, made] of this.#blocks) made?.fail(faults.find(({ key }) => key === field.key)?.text ?? null);
    const items = faults.map(({ key, text }) => h('li', {}, this.#lead(key, text)));
    this.#summary.replaceChildren(h('p', { id: 'notice' }, this.actions.t('error_summary_title')), h('ul', {}, ...items));
    this.element.prepend(this.#summary);
    this.#summary.focus();
  }

  /** Say why this page has come up. */
  explain(text: string): void {
    this.heading.after(h('p', { class: 'aside' }, text));
    this.actions.announce(text);
  }

  #lead(key: string, text: string): HTMLElement | string {
    const target = [...this.#blocks].find(([field]) => field.key === key)?.[1]?.target;
    if (!target) return text;
    const lead = (event: Event): void => {
      event.preventDefault(); // the host's address and its router have no part in this
      target.focus();
    };
    return h('a', { href: `#${target.id}`, onclick: lead }, text);
  }

  #block(field: Field): Block | null {
    let made = this.#blocks.get(field);
    if (made === undefined) this.#blocks.set(field, (made = this.#make(field)));
    return made;
  }

  #make(field: Field): Block | null {
    const { session, t, announce, change, next } = this.actions;
    const cell = {
      field,
      id: `f-${field.id}`,
      value: session.raw[field.key],
      t,
      announce,
      change: (value: unknown) => change(field.key, value),
      advance: this.#alone ? next : null,
    };
    return block(cell, this.step.title);
  }
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
