/** Take one end user through a flow: show the page of where they are, and send at the end. */

import { more } from '../extend';
import type { Keep } from '../keep';
import { speaker, type Say } from '../say';
import { browser, send, type Refusal, type Sending } from '../send';
import { within, type Session } from '../session';
import { h } from './dom';
import { header, type Header } from './header';
import { donePage } from './pages/done';
import type { Actions } from './pages/page';
import { ReviewPage } from './pages/review';
import { faultsOf, StepPage, type Fault } from './pages/step';
import { rich } from './rich';

export interface Surroundings {
  /** Where to send to; empty in a preview. */
  url: string;
  preview: boolean;
  keep: Keep;
  emit(name: string, detail: object): void;
}

export class Guide implements Actions {
  readonly element: HTMLElement;
  readonly t: Say;
  readonly preview: boolean;
  #header: Header;
  #body = h('div', { class: 'body' });
  /** There before its first message: a live region that comes with its text is not read out. */
  #live = h('div', { class: 'sr', role: 'status' });
  #step: StepPage | null = null;
  #review: ReviewPage | null = null;
  #sending = false;

  constructor(readonly session: Session, private readonly around: Surroundings) {
    const { flow } = session;
    this.t = speaker(flow.messages);
    this.preview = around.preview;
    this.#header = header(this);
    this.element = h(
      'section',
      { class: `zf ${flow.theme?.font ?? ''}`, lang: flow.locale, 'aria-label': flow.title },
      this.#live,
      this.#header.element,
      this.#body,
    );
    more.dress?.(this.element, this);
    // A double click counts as one: its second half would land on whatever has come up under the pointer.
    this.element.addEventListener('click', (event) => event.detail > 1 && swallow(event), true);
  }

  /** Show where the end user is. The first page takes no focus: it is the host's page until they begin. */
  show(focus: boolean): void {
    const { session } = this;
    const visited = session.visited;
    this.#step = this.#review = null;
    let page = more.page?.(this);
    if (session.sent) page ??= donePage(this, session.sent);
    else if (visited) page = this.#step = new StepPage(this, visited.step);
    else page ??= this.#review = new ReviewPage(this);
    const intro = session.first && !session.sent ? h('div', { class: 'prose intro' }, ...rich(session.flow.intro)) : null;
    this.#body.replaceChildren(...(intro ? [intro] : []), page.element);
    this.#header.refresh();
    if (focus) this.#arrive(page.heading);
  }

  change = (key: string, value: unknown): void => {
    this.session.change(key, value);
    this.around.keep.write(this.session.keep());
    this.#step?.refresh();
    this.#header.refresh();
  };

  announce = (text: string): void => {
    this.#live.textContent = text;
  };

  next = (): void => {
    const changed = this.session.returning;
    const wrong = this.session.next();
    if (wrong.length) return this.#step?.fail(faultsOf(this, wrong), this.session.checked.warnings.includes(wrong[0]!));
    this.#moved();
    if (changed && this.session.at) this.#step?.explain(this.t('newly_needed'));
  };

  back = (): void => {
    if (this.#sending) return;
    this.session.back();
    this.#moved();
  };

  edit = (stepId: string): void => {
    if (this.#sending) return;
    this.session.edit(stepId);
    this.#moved();
  };

  /** Send once, however often the button is pressed. */
  send = async (): Promise<void> => {
    const { session, around } = this;
    if (this.#sending) return;
    const open = session.toFirstWrong();
    if (open) return this.#fail(faultsOf(this, session.wrongIn(open.fields)));
    if (this.preview) return this.#arrived({ reference: '', receipt: '' });
    this.#sending = true;
    const { submissionId: submission_id, flow, checked } = session;
    const body = JSON.stringify({ version: flow.version, submission_id, locale: flow.locale, answers: checked.answers });
    const outcome = await send(around.url, body, this.#tell, { ...browser, ...more.upload?.(this, this.#body) });
    this.#sending = false;
    if ('receipt' in outcome) this.#arrived(outcome.receipt);
    else this.#refused(outcome.refusal);
  };

  #tell = (state: Sending): void => {
    const text = this.t(state);
    this.#review?.tell(state === 'sending' ? '' : text, true);
    this.announce(text);
  };

  #arrived(sent: { reference: string; receipt: string }): void {
    this.session.sent = sent;
    this.around.keep.clear();
    this.show(true);
    this.around.emit('submitted', { reference: sent.reference });
  }

  #refused(refusal: Refusal): void {
    const { session, t } = this;
    const faults = refusal.errors.map(({ field, message }) => ({ field_key: field, text: message }));
    const first = session.path.steps.find(({ fields }) => within(fields, faults).length);
    if (first) {
      session.edit(first.step.id);
      return this.#fail(within(first.fields, faults));
    }
    const { name: recipient, contact } = session.flow.recipient;
    const reach = contact && t('contact_hint', { recipient, contact });
    this.#review?.refuse([t('send_failed'), refusal.detail, ...faults.map(({ text }) => text), reach]);
    this.announce('');
  }

  #fail(faults: Fault[]): void {
    this.#moved();
    this.#step?.fail(faults);
  }

  #moved(): void {
    const { session, around } = this;
    if (Object.keys(session.raw).length) around.keep.write(session.keep());
    this.show(true);
    around.emit('step', { step: session.at, number: session.at ? session.progress[0] : null });
  }

  #arrive(heading: HTMLElement): void {
    heading.focus({ preventScroll: true });
    const { top } = this.element.getBoundingClientRect();
    const outside = top < 0 || heading.getBoundingClientRect().bottom > innerHeight;
    if (outside) this.element.scrollIntoView();
  }
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
