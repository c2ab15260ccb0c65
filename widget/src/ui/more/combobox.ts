/**
 * An input with a list to choose from, after the ARIA pattern of an editable combobox: the focus stays in the input, the
 * arrows move through the list, typing narrows it. Nothing is chosen that nobody chose.
 */

import { fold } from '../../engine/text';
import { h, set } from '../dom';

export interface Option {
  value: string;
  label: string;
  help?: string | null;
}

interface Wiring {
  options(): Option[];
  /** Whether all options are shown whatever the input holds. */
  unfiltered(): boolean;
  choose(option: Option): void;
  /** Say how many options there are, or that there is none. */
  count(options: Option[]): string;
  announce(text: string): void;
}

const PAUSE = 700;
const ROOM = 280;

/** Bring a text into the form in which it is searched: any case, with or without the marks over letters. */
export const searched = (text: string): string =>
  fold(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');

/** Tell whether a label has what was typed in it, also in the middle, and "ue" for "ü". */
export function matches(label: string, typed: string): boolean {
  const wanted = searched(typed.trim());
  const spelt = fold(label).replace(/[äöü]/g, (letter) => `${searched(letter)}e`);
  return searched(label).includes(wanted) || searched(spelt).includes(wanted);
}

export class Combobox {
  readonly popup: HTMLElement;
  readonly #list: HTMLElement;
  readonly #none = h('p', { class: 'none' });
  #shown: { option: Option; element: HTMLElement }[] = [];
  #active = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly input: HTMLInputElement, label: string, private readonly wiring: Wiring) {
    this.#list = h('ul', { id: `${input.id}-o`, role: 'listbox', 'aria-label': label });
    this.popup = h('div', { class: 'popup', hidden: true }, this.#list, this.#none);
    // The focus stays in the input, else the list would close before the click has arrived.
    this.popup.addEventListener('mousedown', (event) => event.preventDefault());
    const wires = { role: 'combobox', autocapitalize: 'none', spellcheck: 'false', 'aria-autocomplete': 'list', 'aria-controls': this.#list.id };
    for (const [name, value] of Object.entries({ ...wires, 'aria-expanded': 'false' })) set(input, name, value);
    input.addEventListener('input', () => this.#typed());
    input.addEventListener('click', () => this.open());
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('blur', () => this.close());
  }

  get opened(): boolean {
    return !this.popup.hidden;
  }

  /** Show what fits, with the chosen one marked. */
  open(): void {
    const { wiring, input } = this;
    const all = wiring.options();
    if (!all.length) return this.close();
    const fitting = wiring.unfiltered() ? all : all.filter(({ label }) => matches(label, input.value));
    this.#shown = fitting.map((option, at) => ({ option, element: this.#item(option, at) }));
    this.#list.replaceChildren(...this.#shown.map(({ element }) => element));
    this.#none.textContent = fitting.length ? '' : wiring.count(fitting);
    this.popup.hidden = false;
    set(input, 'aria-expanded', 'true');
    const { top, bottom } = input.getBoundingClientRect();
    this.popup.classList.toggle('above', innerHeight - bottom < ROOM && top > ROOM);
    this.#activate(fitting.findIndex(({ label }) => label === input.value));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.popup.hidden = true;
    set(this.input, 'aria-expanded', 'false');
    this.#activate(-1);
  }

  #item(option: Option, at: number): HTMLElement {
    const { label, help } = option;
    const attributes = { id: `${this.#list.id}-${at}`, role: 'option', 'aria-selected': 'false', onclick: () => this.#choose(option) };
    return h('li', attributes, label, help && h('span', { class: 'help' }, help));
  }

  #choose(option: Option): void {
    this.wiring.choose(option);
    this.close();
  }

  #typed(): void {
    this.open();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.opened && this.wiring.announce(this.wiring.count(this.#shown.map(({ option }) => option))), PAUSE);
  }

  #activate(at: number): void {
    this.#active = at;
    this.#shown.forEach(({ element }, index) => set(element, 'aria-selected', String(index === at)));
    const element = this.#shown[at]?.element;
    set(this.input, 'aria-activedescendant', element?.id);
    element?.scrollIntoView({ block: 'nearest' });
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || !this.#does(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes the list and not the dialog around it
  }

  /** Do what a key asks for; false leaves it to the browser. */
  #does(key: string): boolean {
    const last = this.#shown.length - 1;
    const steps: Record<string, number> = { ArrowDown: this.#active < last ? this.#active + 1 : 0, ArrowUp: this.#active > 0 ? this.#active - 1 : last };
    if (!this.opened) return key in steps && this.#openBy(key);
    if (key in steps) this.#activate(steps[key]!);
    else if (key === 'Home' && this.#active >= 0) this.#activate(0);
    else if (key === 'End' && this.#active >= 0) this.#activate(last);
    else if (key === 'Escape') this.close();
    else if (key === 'Enter') return this.#enter();
    else return key === 'Tab' && this.#take(this.#shown[this.#active]) && false; // and the focus moves on
    return true;
  }

  #openBy(key: string): boolean {
    this.open();
    if (this.#active < 0) this.#activate(key === 'ArrowDown' ? 0 : this.#shown.length - 1);
    return true;
  }

  /** Take the marked option, or the only one that fits what was typed; else the key goes on to the form. */
  #enter(): boolean {
    const only = this.input.value && this.#shown.length === 1 ? this.#shown[0] : undefined;
    return this.#take(this.#shown[this.#active] ?? only);
  }

  #take(meant: { option: Option } | undefined): boolean {
    if (meant) this.#choose(meant.option);
    return !!meant;
  }
}
