/** The same questions again and again, such as for each driver: each entry is a card of its own. */

import type { Answers, Field } from '../../engine/types';
import type { Block } from '../field';
import { arrange, h } from '../dom';
import type { Cell, Kind, Saying, View } from '../kinds/kind';
import { note } from '../kinds/text_input';

const MOST = 20;

type Raw = Record<string, unknown>;

export const group: Kind = {
  group: true,
  view: (cell) => new Entries(cell).view,
  review: (field, value, { t, words }) =>
    (value as Answers[]).map((entry, at) =>
      h('div', { class: 'entry' }, h('h5', {}, nameOf(field, at, t)), h('dl', {}, ...rows(field, entry, words))),
    ),
};

function rows(field: Field, entry: Answers, words: Saying['words']): HTMLElement[] {
  return field.fields.flatMap((sub) => {
    const value = entry[sub.key];
    return value === undefined ? [] : h('div', {}, h('dt', {}, sub.label), h('dd', {}, words(sub, value)));
  });
}

const itemOf = ({ config, label }: Field): string => config.item || label;
const nameOf = (field: Field, at: number, t: Cell['t']): string => t('entry', { item: itemOf(field), number: at + 1 });

class Entry {
  readonly legend = h('legend', { class: 'label' });
  readonly fields = h('div', { class: 'fields' });
  readonly blocks = new Map<Field, Block | null>();
  readonly remove = h('button', { type: 'button', class: 'link' });
  readonly element = h('fieldset', { class: 'entry' }, this.legend, this.fields, this.remove);

  constructor(public raw: Raw, readonly id: string) {}

  /** The control of its first question. */
  get first(): HTMLElement | undefined {
    return [...this.blocks.values()].find((block) => block?.element.isConnected)?.target;
  }
}

class Entries {
  readonly view: View;
  #entries: Entry[] = [];
  #made = 0;
  #list = h('div', { class: 'entries' });
  #undo: HTMLElement | null = null;
  #add: HTMLButtonElement;
  #full: HTMLElement;

  constructor(private readonly cell: Cell) {
    const { field, t, id, value } = cell;
    this.#add = h('button', { type: 'button', class: 'quiet', onclick: () => this.#append() }, t('entry_add', { item: itemOf(field) }));
    this.#full = note(`${id}-n`);
    const given = (Array.isArray(value) ? value : []) as Raw[];
    const count = Math.max(given.length, this.#least);
    for (let at = 0; at < count; at++) this.#insert(at, given[at] ?? {});
    const first = (): HTMLElement => this.#entries[0]?.first ?? this.#add;
    this.view = {
      get target() {
        return first();
      },
      nodes: [this.#list, this.#add, this.#full],
      describedBy: [this.#full.id],
      refresh: () => this.#refresh(),
      inner: () => this.#entries.flatMap(({ blocks }, at) => [...blocks].map(([{ key }, block]) => [`${at}.${key}`, block] as const)),
    };
    this.#refresh();
  }

  get #least(): number {
    const { config, required } = this.cell.field;
    return Number(config.min) || (required ? 1 : 0);
  }

  get #most(): number {
    return Number(this.cell.field.config.max) || MOST;
  }

  #insert(at: number, raw: Raw): Entry {
    return this.#put(at, new Entry(raw, `${this.cell.id}-${this.#made++}`));
  }

  #put(at: number, entry: Entry): Entry {
    entry.remove.onclick = () => this.#remove(entry);
    this.#list.insertBefore(entry.element, this.#entries[at]?.element ?? null);
    this.#entries.splice(at, 0, entry);
    return entry;
  }

  #append(): void {
    this.#forget();
    const entry = this.#insert(this.#entries.length, {});
    this.#tell();
    entry.first?.focus();
  }

  /** Take an entry out; what was typed into it can be had back. */
  #remove(entry: Entry): void {
    const { field, t, announce } = this.cell;
    this.#forget();
    const at = this.#entries.indexOf(entry);
    const words = t('entry_removed', { name: nameOf(field, at, t) });
    this.#entries.splice(at, 1);
    entry.element.remove();
    this.#tell();
    announce(words);
    if (Object.values(entry.raw).some((value) => value !== undefined && value !== '')) this.#offer(entry, at, words);
    else ((this.#entries[at] ?? this.#entries[at - 1])?.first ?? this.#add).focus();
  }

  #offer(entry: Entry, at: number, words: string): void {
    const back = (): void => {
      this.#forget();
      this.#put(at, entry);
      this.#tell();
      entry.first?.focus();
    };
    const button = h('button', { type: 'button', class: 'link', onclick: back }, this.cell.t('undo'));
    this.#undo = h('p', { class: 'aside row' }, h('span', {}, words), button);
    this.#list.insertBefore(this.#undo, this.#entries[at]?.element ?? null);
    button.focus();
  }

  #forget(): void {
    this.#undo?.remove();
    this.#undo = null;
  }

  #tell(): void {
    this.cell.change(this.#entries.map(({ raw }) => raw));
  }

  #refresh(): void {
    const { field, t } = this.cell;
    const shown = this.cell.shown(this.#entries.map(({ raw }) => raw));
    this.#entries.forEach((entry, at) => {
      const name = nameOf(field, at, t);
      entry.legend.textContent = name;
      entry.remove.replaceChildren(t('remove'), h('span', { class: 'sr' }, ` ${name}`));
      entry.remove.hidden = this.#entries.length <= this.#least;
      const blocks = (shown[at] ?? []).flatMap((sub) => this.#block(entry, sub) ?? []);
      blocks.forEach((block) => block.refresh());
      arrange(entry.fields, blocks.map(({ element }) => element));
    });
    const full = this.#entries.length >= this.#most;
    this.#add.hidden = full;
    this.#full.textContent = full ? t('entries_full', { max: this.#most }) : '';
  }

  #block(entry: Entry, sub: Field): Block | null {
    const known = entry.blocks.get(sub);
    if (known !== undefined) return known;
    const change = (value: unknown): void => {
      entry.raw = { ...entry.raw, [sub.key]: value };
      this.#tell();
    };
    const made = this.cell.block(sub, `${entry.id}-${sub.id}`, entry.raw[sub.key], change);
    entry.blocks.set(sub, made);
    return made;
  }
}
