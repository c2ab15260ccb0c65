/** Numbers that people know by heart or copy: phone, bank account, licence plate. */

import { invalid, type Kind as Twin } from '../../engine/kind';
import { iban as ibanTwin } from '../../engine/more/iban';
import { licencePlate as plateTwin } from '../../engine/more/licence_plate';
import type { Cell, Kind } from '../kinds/kind';
import { textInput } from '../kinds/text_input';

/** What a keyboard must not do to a number. */
const EXACT = { autocapitalize: 'characters', autocorrect: 'off', spellcheck: 'false', autocomplete: 'off' };

export const phone: Kind = typed('phone', { type: 'tel', inputmode: 'tel', autocomplete: 'tel' });
export const iban: Kind = typed('iban', EXACT, ibanTwin);
export const licencePlate: Kind = typed('plate', EXACT, plateTwin);

/** Make a kind of one input; with a twin, a number that stands is shown the way it is written, once it was left. */
function typed(name: string, attributes: Record<string, string>, twin?: Twin): Kind {
  return {
    group: false,
    view(cell) {
      const target = textInput(cell, { ...attributes, class: `input ${name}` });
      const tidy = (): void => {
        target.value = (twin && said(twin, cell, target.value)) || target.value;
      };
      target.addEventListener('change', tidy);
      tidy();
      return { target, nodes: [target] };
    },
  };
}

function said(twin: Twin, { field, flow }: Cell, raw: string): string | undefined {
  try {
    const value = twin.read(field, raw);
    return value === undefined ? undefined : twin.words(field, value, flow.locale);
  } catch (thrown) {
    invalid(thrown);
    return undefined;
  }
}
