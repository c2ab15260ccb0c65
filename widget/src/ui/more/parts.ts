/** Answers of several inputs, each with a label of its own: what names and addresses share. */

import { invalid, type Kind as Twin } from '../../engine/kind';
import { own } from '../../engine/text';
import { h, set } from '../dom';
import type { Cell, View } from '../kinds/kind';

type Raw = Record<string, unknown>;

/** One input of a record. */
export interface Part {
  name: string;
  /** What stands for the part on the page. */
  element: HTMLElement;
  input: HTMLInputElement;
}

/** What a record was so far, and whom it tells about its parts. */
export class Parts {
  readonly list: Part[] = [];
  #raw: Raw;

  constructor(private readonly cell: Cell, private readonly twin: Twin) {
    const { value } = cell;
    this.#raw = typeof value === 'object' && value ? { ...(value as Raw) } : {};
  }

  given(name: string): string {
    const value = own(this.#raw, name);
    return typeof value === 'string' ? value : '';
  }

  change(name: string, value: string): void {
    this.#raw = { ...this.#raw, [name]: value };
    this.cell.change(this.#raw);
  }

  /** Add an input with its label. */
  add(name: string, attributes: Record<string, string | null>): HTMLInputElement {
    const input = h('input', { id: this.id(name), class: 'input', type: 'text', ...attributes, oninput: () => this.change(name, input.value) });
    input.value = this.given(name);
    this.put(name, input, h('label', { for: input.id }, this.cell.t(`part_${name}`)), input);
    return input;
  }

  /** Add something else that stands for a part. */
  put(name: string, input: HTMLInputElement, ...nodes: Node[]): void {
    this.list.push({ name, input, element: h('div', { class: `of-${name}` }, ...nodes) });
  }

  id(name: string): string {
    return `${this.cell.id}-${name}`;
  }

  view(...nodes: Node[]): View {
    const { list, cell } = this;
    const meant = (): HTMLInputElement => this.#meant() ?? list[0]!.input;
    return {
      get target() {
        return meant();
      },
      nodes: [h('div', { class: 'record' }, ...list.map(({ element }) => element)), ...nodes],
      refresh: () => {
        for (const { input } of list) if (input.type === 'text') set(input, 'aria-required', cell.required() && 'true');
      },
      wrong: () => [meant()],
    };
  }

  /** Tell which input keeps the answer from standing. */
  #meant(): HTMLInputElement | undefined {
    const part = this.#faulty();
    return this.list.find(({ name }) => name === part)?.input ?? this.list.find(({ input }) => !input.value)?.input;
  }

  #faulty(): unknown {
    try {
      this.twin.read(this.cell.field, this.#raw);
      return undefined;
    } catch (thrown) {
      const { code, params } = invalid(thrown);
      return code === 'invalid_postcode' ? 'postcode' : params.part;
    }
  }
}
