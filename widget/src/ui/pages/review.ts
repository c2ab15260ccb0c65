/** Everything that was answered, before it is sent: and to whom. */

import { kindOf } from '../../engine/kinds';
import type { VisitedStep } from '../../engine/types';
import { h } from '../dom';
import { link } from '../rich';
import type { Actions, Page } from './page';

export interface ReviewPage extends Page {
  /** Say how the sending goes. */
  tell(text: string, busy: boolean): void;
  /** Say why it was not sent. */
  refuse(lines: (string | null)[]): void;
}

/** Make the review page. */
export function reviewPage(actions: Actions): ReviewPage {
  const { session, t } = actions;
  const { recipient } = session.flow;
  const heading = h('h3', { tabindex: -1 }, t('summary_title'));
  const state = h('p', { class: 'note' });
  const notice = h('div', { class: 'summary', tabindex: -1, role: 'group', 'aria-labelledby': 'summary' });
  const button = h('button', { class: 'main' }, t('send'));
  const element = h(
    'form',
    { novalidate: true, class: 'page', onsubmit: (event: Event) => (event.preventDefault(), actions.send()) },
    heading,
    h('p', { class: 'prose' }, t('summary_intro')),
    ...session.path.steps.map((visited) => group(actions, visited)),
    h(
      'p',
      { class: 'privacy' },
      `${t('privacy_note', { recipient: recipient.name })} `,
      recipient.privacy_url && link(recipient.privacy_url, t('privacy_link', { recipient: recipient.name })),
    ),
    h('div', { class: 'actions' }, button, h('button', { type: 'button', class: 'quiet', onclick: actions.back }, t('back'))),
    state,
  );
  return {
    element,
    heading,
    tell(text, busy) {
      state.textContent = text;
      button.textContent = t(busy ? 'sending' : 'try_again');
      button.setAttribute('aria-disabled', String(busy));
      notice.remove();
    },
    refuse(lines) {
      const [title, ...rest] = lines.filter((line): line is string => !!line);
      notice.replaceChildren(h('p', { id: 'summary' }, title), ...rest.map((line) => h('p', {}, line)));
      element.querySelector('.privacy')?.before(notice);
      notice.focus();
    },
  };
}

function group(actions: Actions, { step, fields }: VisitedStep): HTMLElement | null {
  const { session, t, edit } = actions;
  if (!fields.length) return null;
  const title = step.title || (fields[0]?.label ?? '');
  const rows = fields.flatMap((field) => {
    const value = session.path.answers[field.key];
    const words = value === undefined ? h('span', { class: 'optional' }, t('not_answered')) : kindOf(field)?.words(field, value);
    return [h('dt', { class: field.label === title ? 'sr' : '' }, field.label), h('dd', {}, words)];
  });
  const change = h(
    'button',
    { type: 'button', class: 'link', onclick: () => edit(step.id) },
    t('change'),
    h('span', { class: 'sr' }, ` ${t('change_context', { label: title })}`),
  );
  return h('section', { class: 'group' }, h('div', { class: 'row' }, h('h4', {}, title), change), h('dl', {}, ...rows));
}
