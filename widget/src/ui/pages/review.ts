/** Everything that was answered, before it is sent: and to whom. */

import { kindOf } from '../../engine/kinds';
import type { Field, Value, VisitedStep } from '../../engine/types';
import { h, set, type Child } from '../dom';
import { KINDS } from '../kinds';
import { link } from '../rich';
import { form, notice, type Actions, type Page } from './page';

export class ReviewPage implements Page {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  #state = h('p', { class: 'aside wait' });
  #notice = notice();
  #button: HTMLElement;
  #back: HTMLElement;
  #buttons: HTMLElement;

  constructor(private readonly actions: Actions) {
    const { session, t, back, send } = actions;
    this.heading = h('h3', { tabindex: -1 }, t('summary_title'));
    this.#button = h('button', { class: 'main' }, t('send'));
    this.#back = h('button', { type: 'button', class: 'quiet', onclick: back }, t('back'));
    this.#buttons = h('div', { class: 'actions' }, this.#button, this.#back);
    this.element = form(
      send,
      this.heading,
      h('p', { class: 'prose' }, t('summary_intro')),
      ...session.path.steps.map((visited) => group(actions, visited)),
      privacy(actions),
      this.#state,
      this.#buttons,
    );
  }

  /** Say how the sending goes. */
  tell(text: string, busy: boolean): void {
    this.#state.textContent = text;
    this.#button.textContent = this.actions.t(busy ? 'sending' : 'try_again');
    set(this.#button, 'aria-disabled', String(busy));
    this.#notice.remove();
    this.#back.hidden = busy;
  }

  /** Say why it was not sent. */
  refuse([title, ...rest]: string[]): void {
    this.tell('', false);
    this.#notice.replaceChildren(h('p', { id: 'notice' }, title), ...rest.map((line) => line && h('p', {}, line)));
    this.#buttons.before(this.#notice);
    this.#notice.focus();
  }
}

function privacy({ session, t }: Actions): HTMLElement {
  const { name: recipient, privacy_url } = session.flow.recipient;
  const more = privacy_url && link(privacy_url, t('privacy_link', { recipient }));
  return h('p', { class: 'aside' }, `${t('privacy_note', { recipient })} `, more);
}

function group(actions: Actions, { step, fields }: VisitedStep): HTMLElement | null {
  const { session, t, edit } = actions;
  const asked = fields.filter(({ kind }) => KINDS[kind]?.asks !== false);
  if (!asked.length) return null;
  const title = step.title || asked[0]!.label;
  const { flow } = session;
  const words = (field: Field, value: Value): Child => kindOf(field)?.words(field, value, flow.locale);
  const say = (field: Field, value: Value): Child[] =>
    KINDS[field.kind]?.review?.(field, value, { flow, t, words }) ?? [words(field, value)];
  const rows = asked.map((field) => {
    const value = session.path.answers[field.key];
    const said = value === undefined ? [h('span', { class: 'optional' }, t('not_answered'))] : say(field, value);
    return h('div', {}, h('dt', { class: field.label === title && 'sr' }, field.label), h('dd', {}, ...said));
  });
  const change = h(
    'button',
    { type: 'button', class: 'link', onclick: () => edit(step.id) },
    t('change'),
    h('span', { class: 'sr' }, ` ${t('change_context', { label: title })}`),
  );
  return h('section', { class: 'group' }, h('div', { class: 'row' }, h('h4', {}, title), change), h('dl', {}, ...rows));
}
