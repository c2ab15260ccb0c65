/** Files to go along with the enquiry: chosen or dropped, looked at on the spot, sent with all the rest. */

import type { Field, FileAnswer, Flow } from '../../engine/types';
import { files } from '../../files';
import { h } from '../dom';
import type { Cell, Kind, View } from '../kinds/kind';
import { note } from '../kinds/text_input';
import { megabytes } from './sizes';
import { thumbnail } from './thumbnail';

const MEGABYTE = 2 ** 20;
/** What is chosen where the config names no types. */
const EVERY = ['picture', 'pdf', 'document'];
/** What pickers offer. Without HEIC, so that phones hand over a JPEG. */
const OFFERED: Record<string, string> = {
  picture: 'image/jpeg,image/png,image/webp,image/gif',
  pdf: 'application/pdf',
  document: '.docx,.xlsx,.odt,.txt',
};
/** What is refused at once, by the ends of names; what a file really is the server finds out from its content. */
const ENDS: Record<string, RegExp> = {
  picture: /\.(jpe?g|png|webp|gif|hei[cf])$/i,
  pdf: /\.pdf$/i,
  document: /\.(docx|xlsx|odt|txt)$/i,
};

export const file: Kind = {
  group: false,
  view: (cell) => new Files(cell).view,
  review: (_, value, { flow }) =>
    (value as FileAnswer[]).map(({ name, size }) => h('p', {}, `${name} (${megabytes(size, flow.locale)})`)),
};

const typesOf = ({ types }: Field['config']): string[] => (types?.length ? types : EVERY);

/** Give the most megabytes of one file: the config can only lower what the instance takes. */
const limitOf = ({ config }: Field, { limits }: Flow): number => Math.min(config.max_mb ?? Infinity, limits.file_mb);

class Files {
  readonly view: View;
  #chosen: FileAnswer[];
  #input: HTMLInputElement;
  #list = h('ul', { class: 'files' });
  #said: HTMLElement;

  constructor(private readonly cell: Cell) {
    const { id, field, value } = cell;
    const answer = (Array.isArray(value) ? value : []) as FileAnswer[];
    this.#chosen = answer.filter((one) => files.get(one.id));
    this.#said = h('div', { id: `${id}-n`, class: 'refused' });
    const hint = note(`${id}-t`, this.#hint());
    this.#input = h('input', {
      id,
      type: 'file',
      multiple: field.config.max_files !== 1,
      accept: typesOf(field.config).map((type) => OFFERED[type]).join(),
      onchange: () => this.#take([...(this.#input.files ?? [])]),
    });
    const nodes = [this.#area(hint), this.#said, this.#list];
    this.view = { target: this.#input, nodes, describedBy: [hint.id, this.#said.id] };
    this.#show();
    if (this.#chosen.length < answer.length) this.#lost();
  }

  #hint(): string {
    const { field, flow, t } = this.cell;
    const max = field.config.max_files ?? 1;
    const types = typesOf(field.config).map((type) => t(`files_${type}`));
    return t(max > 1 ? 'files_hint' : 'files_hint_one', { max, size: limitOf(field, flow), types: types.join(', ') });
  }

  /** Make the place to click on and to drop on: the input itself lies over the words, so nothing has to be played. */
  #area(hint: HTMLElement): HTMLElement {
    const { t } = this.cell;
    const words = h('p', { 'aria-hidden': 'true' }, h('b', {}, t('files_choose')), ` ${t('files_drop')}`);
    const area = h('div', { class: 'drop' }, words, hint, this.#input);
    const over = (on: boolean) => () => void area.classList.toggle('over', on);
    for (const [type, on] of [['dragenter', true], ['dragleave', false], ['drop', false]] as const) area.addEventListener(type, over(on));
    return area;
  }

  /** Say that a reload has taken the files; after the page has come up, which may depend on this answer. */
  #lost(): void {
    const { t, change } = this.cell;
    this.#say([t('files_gone')]);
    setTimeout(() => change(this.#chosen));
  }

  #take(added: File[]): void {
    this.#input.value = ''; // the same file may be chosen again after it was removed
    const refused: string[] = [];
    for (const one of added) {
      const why = this.#refuses(one);
      if (why) refused.push(why);
      else this.#chosen = [...this.#chosen, files.add(one)];
    }
    this.#changed();
    this.#say(refused, this.#count());
  }

  /** Say why a file won't do; '' when it will. */
  #refuses(one: File): string {
    const { field, flow, t } = this.cell;
    const { max_files = 1 } = field.config;
    const name = one.name;
    const limit = limitOf(field, flow);
    const all = this.#chosen.reduce((sum, { size }) => sum + size, one.size);
    if (!typesOf(field.config).some((type) => ENDS[type]?.test(name))) return t('file_not_of_type', { name });
    if (!one.size) return t('file_is_empty', { name });
    if (one.size > limit * MEGABYTE) return t('file_is_too_large', { name, max: limit });
    if (this.#chosen.length >= max_files) return t('file_is_too_many', { name, max: max_files });
    return all > flow.limits.files_mb * MEGABYTE ? t('files_are_too_large', { name, max: flow.limits.files_mb }) : '';
  }

  #remove(at: number): void {
    const [gone] = this.#chosen.splice(at, 1);
    if (gone) files.remove(gone.id);
    this.#changed();
    this.#say([], this.cell.t('file_removed', { name: gone?.name ?? '' }));
    const buttons = this.#list.querySelectorAll('button');
    (buttons[Math.min(at, buttons.length - 1)] ?? this.#input).focus();
  }

  #changed(): void {
    this.#show();
    this.cell.change(this.#chosen);
  }

  #show(): void {
    this.#list.replaceChildren(...this.#chosen.map((one, at) => this.#line(one, at)));
  }

  #line({ id, name, size }: FileAnswer, at: number): HTMLElement {
    const { t, flow } = this.cell;
    const remove = h(
      'button',
      { type: 'button', class: 'link', onclick: () => this.#remove(at) },
      t('remove'),
      h('span', { class: 'sr' }, ` ${name}`),
    );
    const words = h('span', { class: 'file-name' }, name, h('span', { class: 'note' }, megabytes(size, flow.locale)));
    return h('li', {}, thumbnail(files.get(id)), words, remove);
  }

  #count(): string {
    const count = this.#chosen.length;
    return count ? this.cell.t(count === 1 ? 'files_one' : 'files_many', { count }) : '';
  }

  /** Show what was refused, and say all of it to those who listen. */
  #say(refused: string[], news = ''): void {
    this.#said.replaceChildren(...refused.map((line) => h('p', { class: 'error soft' }, line)));
    this.cell.announce([...refused, news].filter(Boolean).join(' '));
  }
}
