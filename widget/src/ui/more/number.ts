/** Numbers that are typed, with their unit or currency beside them. */

import { saidIn, SIGNS } from '../../engine/more/formats';
import { currency as currencyTwin, number as numberTwin } from '../../engine/more/numbers';
import type { Kind as Twin } from '../../engine/kind';
import { h } from '../dom';
import type { Cell, Kind, View } from '../kinds/kind';
import { note, textInput } from '../kinds/text_input';

const PAUSE = 1000;

/**
 * A line of text, not a native number input: that one swallows "1.234,50" without a word, changes by a turn of the mouse
 * wheel and shows arrows where there is nothing to count. What was typed is sent as it is and read by one rule on both
 * sides; where that isn't plain to see, a line says what it was read as.
 */
function amount(cell: Cell, twin: Twin, beside: { unit: string; before?: boolean }): View {
  const { id, t, announce } = cell;
  const read = note(`${id}-n`);
  const unit = beside.unit ? h('span', { id: `${id}-u`, class: 'unit' }, beside.unit) : null;
  const target = textInput(cell, { inputmode: keyboard(cell), autocomplete: 'off' });
  const box = h('div', { class: 'amount' }, ...(beside.before ? [unit, target] : [target, unit]));
  const show = (): string => {
    const value = readAs(cell, twin, target.value);
    return (read.textContent = value && t('read_as', { value }));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  target.addEventListener('input', () => {
    clearTimeout(timer);
    const text = show();
    if (text) timer = setTimeout(() => announce(text), PAUSE);
  });
  show();
  return { target, nodes: [box, read], describedBy: [...(unit ? [unit.id] : []), read.id] };
}

/** Phones without a minus on their keyboard of digits get letters where a minus may be wanted. */
function keyboard({ field: { kind, config } }: Cell): string | null {
  if (typeof config.min === 'string' && config.min.startsWith('-')) return null;
  return kind === 'currency' || config.decimals ? 'decimal' : 'numeric';
}

/** Say what a number was read as; nothing where that is what was typed, or where it can't be read. */
function readAs({ field, flow: { locale } }: Cell, twin: Twin, typed: string): string {
  try {
    const value = twin.read(field, typed);
    if (value === undefined) return '';
    const words = twin.words(field, value, locale);
    const figures = words.replace(/[^0-9.,-]/g, '');
    return [figures, figures.replace(/[.,]00$/, '')].includes(typed.trim()) ? '' : words;
  } catch {
    return '';
  }
}

export const number: Kind = {
  group: false,
  view: (cell) => amount(cell, numberTwin, { unit: cell.field.config.unit ?? '' }),
};

export const currency: Kind = {
  group: false,
  view(cell) {
    const code = cell.field.config.currency ?? '';
    return amount(cell, currencyTwin, { unit: SIGNS[code] ?? code, before: saidIn(cell.flow.locale).money.startsWith('{sign}') });
  },
};
