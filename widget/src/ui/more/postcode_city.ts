/** A postcode and its city, which is suggested: filled in where only one fits, else offered. */

import { compact } from '../../engine/more/compact';
import { postcodeCity as twin } from '../../engine/more/records';
import { h, set } from '../dom';
import type { Cell, Kind } from '../kinds/kind';
import { note } from '../kinds/text_input';
import { cities, type Cities } from './cities';
import { Combobox } from './combobox';
import { Parts } from './parts';

export const postcodeCity: Kind = {
  group: true,
  view(cell) {
    const parts = new Parts(cell, twin);
    const postcode = parts.add('postcode', { autocomplete: 'postal-code', inputmode: 'numeric' });
    const city = parts.add('city', { autocomplete: 'address-level2' });
    const several = note(`${cell.id}-n`);
    const suggesting = new Suggesting(cell, parts, postcode, city, several);
    void cities().then((known) => suggesting.begin(known));
    return parts.view(several);
  },
};

class Suggesting {
  #known: Cities = new Map();
  /** What we wrote into the city: that alone may be written over. */
  #ours = '';

  constructor(
    private readonly cell: Cell,
    private readonly parts: Parts,
    private readonly postcode: HTMLInputElement,
    private readonly city: HTMLInputElement,
    private readonly several: HTMLElement,
  ) {
    const box = new Combobox(city, cell.t('part_city'), {
      options: () => (this.#places.length > 1 ? this.#places.map((label) => ({ value: label, label })) : []),
      unfiltered: () => !city.value.trim() || this.#places.includes(city.value),
      choose: ({ label }) => this.#write(label),
      count: ({ length }) => (length ? cell.t('dropdown_count', { count: length }) : ''),
      announce: cell.announce,
    });
    set(city, 'aria-describedby', several.id);
    city.parentElement?.append(h('div', { class: 'combobox' }, city, box.popup));
    postcode.addEventListener('input', () => this.#suggest());
  }

  begin(known: Cities): void {
    this.#known = known;
    if (this.postcode.value && !this.city.value) this.#suggest();
  }

  get #places(): string[] {
    return this.#known.get(compact(this.postcode.value).replace(/^de?/i, '')) ?? [];
  }

  #suggest(): void {
    const { city, cell, several } = this;
    const places = this.#places;
    const free = !city.value.trim() || city.value === this.#ours;
    several.textContent = free && places.length > 1 ? cell.t('cities_suggested') : '';
    if (!free) return;
    const [only] = places;
    if (places.length === 1 && only) {
      this.#write(only);
      cell.announce(cell.t('city_suggested', { city: only }));
    } else if (city.value) this.#write('');
    if (places.length > 1) cell.announce(several.textContent);
  }

  #write(place: string): void {
    this.#ours = place;
    this.city.value = place;
    this.several.textContent = '';
    this.parts.change('city', place);
  }
}
