/** A day of birth. */

import { readDay } from '../../engine/more/days';
import { h } from '../dom';
import type { Kind, View } from '../kinds/kind';

const PARTS = ['day', 'month', 'year'] as const;

/**
 * Three inputs for digits: everybody knows their day of birth by heart and types it faster than any calendar leads there,
 * decades back. No list of months to scroll, no jumping from input to input that takes the focus along unasked: this is
 * what GOV.UK's research found to work for everybody (design-system.service.gov.uk/components/date-input).
 */
export const birthDate: Kind = {
  group: true,
  hint: (_, t) => t('birth_date_example'),
  view({ id, t, value, change }): View {
    const inputs = PARTS.map((part, at) =>
      h('input', {
        id: at ? `${id}-${part}` : id,
        class: 'input',
        inputmode: 'numeric',
        autocomplete: `bday-${part}`,
        maxlength: at === 2 ? 4 : null,
        oninput: () => tell(at),
      }),
    );
    const set = (parts: string[]): void => inputs.forEach((input, at) => (input.value = parts[at] ?? ''));
    const tell = (at: number): void => {
      // A whole date that was pasted or filled in goes where it belongs.
      const whole = readDay(inputs[at]!.value.trim());
      if (whole) set(whole.split('-').reverse());
      const parts = inputs.map((input) => input.value.trim());
      change(parts.some(Boolean) ? parts.join('.') : '');
    };
    const given = typeof value === 'string' ? value : '';
    set(given.includes('-') ? given.split('-').reverse() : given.split('.'));
    const labels = inputs.map((input, at) =>
      h('div', { class: PARTS[at] }, h('label', { for: input.id }, t(PARTS[at]!)), input),
    );
    return { target: inputs[0]!, nodes: [h('div', { class: 'birth' }, ...labels)] };
  },
};
