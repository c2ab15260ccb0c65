/** A flow whose texts recall, whose endings turn away or lead on, and whose look has a logo: of usual questions alone. */

import { choice, field, id, step } from './making.mjs';

const first = field('first', 'short_text', 'Vorname', { required: false });
const adult = field('adult', 'single_choice', 'Sind Sie volljährig?', { choices: [choice('yes', 'Ja'), choice('no', 'Nein')] });
const roof = field('roof', 'single_choice', 'Welches Dach hat Ihr Haus?', {
  choices: [{ ...choice('small', 'Ein kleines'), score: '950.5' }, { ...choice('large', 'Ein großes'), score: '1800' }],
});
const cost = { id: id(), key: 'cost', label: 'Kosten', value: { score: roof.id }, decimals: 2 };
const wish = field('wish', 'short_text', `Ihr Wunsch für {{${roof.id}|das Dach}}`, { required: false, config: { max_length: 20 } });

const about = step('Wer sind Sie?', first, adult);
const ask = { ...step(`{{${first.id}|Guten Tag}}, was wünschen Sie?`, roof, wish), text: [{ p: [`Guten Tag, {{${first.id}|wer auch immer}}.`] }] };
const ending = (kind, title, text = null, url = null) => ({ id: id(), kind, title, text, url });
const led = ending('redirect', `Danke, {{${first.id}|lieber Mensch}}`, [{ p: [`Es kostet etwa {{${cost.id}|nichts}} €.`] }], 'https://abc.example/danke');
const away = ending('disqualified', `Es geht leider nicht, {{${first.id}|lieber Mensch}}`, [{ p: ['Wir beraten nur Erwachsene.'] }]);
const route = { id: id(), if: { field: adult.id, op: 'equals', value: adult.choices[1].id }, to: { ending: away.id } };

export const advice = {
  steps: [{ ...about, routes: [route] }, ask],
  endings: [led, away],
  variables: [cost],
  theme: { logo: 'ab'.repeat(32), spacing: 'airy' },
};

/** The same, with nothing to be read before it leads on. */
export const onward = { ...advice, endings: [{ ...led, text: null }, away] };
