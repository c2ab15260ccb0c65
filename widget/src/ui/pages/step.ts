/** One step: its questions, and what is wrong with the answers. */

import { explain } from '../../engine/answers';
import type { Field, Problem, VisitedStep } from '../../engine/types';
import { h } from '../dom';
import { block, type Block } from '../field';
import { rich } from '../rich';
import type { Actions, Page } from './page';

/** An answer that doesn't stand, in words. */
export interface Fault {
  key: string;
  text: string;
}

export interface StepPage extends Page {
  /** Show the fields that the answers so far ask for. */
  refresh(): void;
  /** Show what is wrong, and lead to it. */
  fail(faults: Fault[]): void;
}

/** Say the engine's problems in the flow's language. */
export function faultsOf(actions: Actions, problems: Problem[]): Fault[] {
  return problems.map((problem) => ({ key: problem.field_key, text: explain(actions.session.flow, problem) }));
}

/** Make the page of one step. */
export function stepPage(actions: Actions, { step }: VisitedStep): StepPage {
  const { session, t } = actions;
  const blocks = new Map<string, Block | null>();
  const heading = h('h3', { tabindex: -1 }, step.title);
  const fields = h('div', { class: 'fields' });
  const summary = h('div', { class: 'summary', tabindex: -1, role: 'group', 'aria-labelledby': 'summary' });
  const alone = step.fields.length === 1 && step.fields[0]?.kind === 'single_choice';

  const blockOf = (field: Field): Block | null => {
    if (!blocks.has(field.id)) blocks.set(field.id, makeBlock(actions, field, step.title, alone));
    return blocks.get(field.id) ?? null;
  };
  const refresh = (): void => {
    const wanted = (session.visited?.fields ?? []).flatMap((field) => blockOf(field)?.element ?? []);
    // In place: moving a block would take the focus from the control in it.
    wanted.forEach((element, index) => {
      if (fields.children[index] !== element) fields.insertBefore(element, fields.children[index] ?? null);
    });
    while (fields.children.length > wanted.length) fields.lastElementChild?.remove();
  };
  const fail = (faults: Fault[]): void => {
    for (const field of step.fields) {
      blocks.get(field.id)?.fail(faults.find(({ key }) => key === field.key)?.text ?? null);
    }
    summary.replaceChildren(...summaryOf(actions, faults, (key) => {
      const field = step.fields.find((other) => other.key === key);
      return field && blockOf(field)?.target;
    }));
    if (faults.length) {
      form.prepend(summary);
      summary.focus();
    } else summary.remove();
  };

  const form = h(
    'form',
    { novalidate: true, class: 'page', onsubmit: (event: Event) => (event.preventDefault(), actions.next()) },
    heading,
    h('div', { class: 'prose' }, ...rich(step.text)),
    fields,
    alone && h('p', { class: 'note' }, t('advances')),
    buttons(actions),
  );
  refresh();
  return { element: form, heading, refresh, fail };
}

function makeBlock(actions: Actions, field: Field, stepTitle: string, alone: boolean): Block | null {
  const { session, t, announce } = actions;
  return block(
    {
      field,
      id: `f-${field.id}`,
      value: session.raw[field.key],
      t,
      announce,
      change: (value) => actions.change(field.key, value),
      advance: alone ? () => actions.next() : null,
    },
    stepTitle,
  );
}

function buttons({ session, t, back }: Actions): HTMLElement {
  const backwards = session.returning ? t('to_summary') : t('back');
  return h(
    'div',
    { class: 'actions' },
    h('button', { class: 'main' }, t('next')),
    (!session.first || session.returning) && h('button', { type: 'button', class: 'quiet', onclick: back }, backwards),
  );
}

function summaryOf(actions: Actions, faults: Fault[], target: (key: string) => HTMLElement | undefined): HTMLElement[] {
  const items = faults.map(({ key, text }) => {
    const control = target(key);
    const lead = (event: Event): void => {
      event.preventDefault(); // the host's address and its router have no part in this
      control?.focus();
    };
    return h('li', {}, control ? h('a', { href: `#${control.id}`, onclick: lead }, text) : text);
  });
  return [h('p', { id: 'summary' }, actions.t('error_summary_title')), h('ul', {}, ...items)];
}
