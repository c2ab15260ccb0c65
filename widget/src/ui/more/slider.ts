/** A number on a scale. */

import { decimal, scaled } from '../../engine/more/decimals';
import { slider as twin } from '../../engine/more/numbers';
import { h, set } from '../dom';
import type { Cell, Kind, View } from '../kinds/kind';

/** Keys that choose a value even where it is the one the handle rests on. */
const CHOOSING = [' ', 'Home', 'End', 'PageUp', 'PageDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

export const slider: Kind = {
  group: false,
  view(cell): View {
    const scale = new Scale(cell);
    return { target: scale.input, nodes: [scale.element], refresh: () => scale.refresh() };
  },
};

/** The handle counts steps, which are whole; the value is worked out from them, without rounding. */
class Scale {
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
  #said = h('p', { class: 'chosen', 'aria-hidden': 'true' });
  #clear: HTMLElement;
  #lowest: bigint;
  #step: bigint;
  #steps: number;
  #touched: boolean;

  constructor(private readonly cell: Cell) {
    const { config } = cell.field;
    this.#lowest = scaled(config.min) ?? 0n;
    this.#step = scaled(config.step) || 1n;
    this.#steps = Number(((scaled(config.max) ?? 0n) - this.#lowest) / this.#step);
    const given = scaled(cell.value);
    this.#touched = given !== undefined;
    this.input = h('input', { type: 'range', id: cell.id, class: 'range', min: 0, max: this.#steps, step: 1 });
    this.#clear = h('button', { type: 'button', class: 'link', onclick: () => this.#forget() }, cell.t('clear'));
    this.#set(given === undefined ? Math.floor(this.#steps / 2) : Number((given - this.#lowest) / this.#step));
    this.input.addEventListener('input', () => this.#choose());
    // A click or key that leaves the handle where it rests chooses that value.
    this.input.addEventListener('click', () => this.#choose());
    this.input.addEventListener('keydown', (event) => this.#key(event));
    const ends = h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, this.#words(0)), h('span', {}, this.#words(this.#steps)));
    this.element = h('div', { class: 'scale' }, this.#said, this.input, ends, this.#clear);
    this.#show();
  }

  refresh(): void {
    // Sliders have no such property: their label says it.
    this.input.removeAttribute('aria-required');
    this.#clear.hidden = !this.#touched || this.cell.required();
  }

  #choose(): void {
    this.#touched = true;
    this.#show();
    this.cell.change(this.#value(Number(this.input.value)));
  }

  #key(event: KeyboardEvent): void {
    if (!CHOOSING.includes(event.key) || this.#touched) return;
    // After the browser has moved the handle, if the key moves it at all.
    setTimeout(() => this.#touched || this.#choose());
    if (event.key === ' ') event.preventDefault();
  }

  #forget(): void {
    this.#touched = false;
    this.#set(Math.floor(this.#steps / 2));
    this.#show();
    this.input.focus();
    this.cell.change('');
  }

  #set(at: number): void {
    this.input.value = String(at);
  }

  #show(): void {
    const at = Number(this.input.value);
    const words = this.#touched ? this.#words(at) : this.cell.t('not_chosen');
    this.#said.textContent = words;
    set(this.input, 'aria-valuetext', words);
    this.element.classList.toggle('untouched', !this.#touched);
    this.input.style.setProperty('--at', `${(at / this.#steps) * 100}%`);
    this.refresh();
  }

  #value(at: number): string {
    return decimal(this.#lowest + BigInt(at) * this.#step);
  }

  #words(at: number): string {
    return twin.words(this.cell.field, this.#value(at), this.cell.flow.locale);
  }
}
