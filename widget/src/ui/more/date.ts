/** A day of an appointment or a contract. */

import { boundDay, readDay } from '../../engine/more/days';
import { h } from '../dom';
import type { Kind, View } from '../kinds/kind';

/** What an input holds that was left half filled: no day, but not nothing either. */
const UNFINISHED = '?';

/**
 * The native date input: a day near the present is found by looking at a calendar, weekday and all, and every phone's own
 * is better than one of ours. Days of birth are asked otherwise, see birth_date.ts.
 */
export const date: Kind = {
  group: false,
  view({ id, field, value, flow, change }): View {
    const today = new Date().toLocaleDateString('sv', { timeZone: flow.time_zone });
    const tell = (): void => change(target.validity.badInput ? UNFINISHED : target.value);
    const target = h('input', {
      id,
      class: 'input day',
      type: 'date',
      min: boundDay(field.config.earliest, today),
      // Without an end, years of six digits can be typed.
      max: boundDay(field.config.latest, today) ?? '9999-12-31',
      oninput: tell,
      onblur: tell,
    });
    target.value = (typeof value === 'string' && readDay(value)) || '';
    return { target, nodes: [target] };
  },
};
