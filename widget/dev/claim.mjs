/** A flow with groups, files and warnings, as it is served. */

import { choice, field, id, step } from './making.mjs';

const yesNo = [choice('yes', 'Ja'), choice('no', 'Nein')];

const age = field('age', 'short_text', 'Alter in Jahren', { config: { max_length: 3 } });
age.checks = [{ id: id(), if: { field: age.id, op: 'equals', value: '17' }, level: 'warning', message: 'Mit 17 Jahren ist nur begleitetes Fahren möglich.' }];
const accident = field('accident', 'single_choice', 'Gab es schon einen Unfall?', { choices: yesNo });
const drivers = field('drivers', 'group', 'Wer fährt das Auto?', {
  config: { min: 1, max: 3, item: 'Fahrer' },
  fields: [
    field('name', 'short_text', 'Vor- und Nachname'),
    age,
    accident,
    field('when', 'short_text', 'Wann war der Unfall?', { visible_if: { field: accident.id, op: 'equals', value: yesNo[0].id } }),
  ],
});
const cost = field('cost', 'short_text', 'Schaden in Euro', { required: false });
cost.checks = [{ id: id(), if: { field: cost.id, op: 'starts_with', value: '0' }, level: 'warning', message: 'Ein Schaden von 0 Euro ist ungewöhnlich.' }];
const reason = field('reason', 'short_text', 'Wie ist es passiert?', {
  required: false,
  required_if: { field: cost.id, op: 'answered' },
});
const photos = field('photos', 'file', 'Fotos vom Schaden', {
  help: 'Am besten eines aus der Nähe und eines vom ganzen Wagen.',
  config: { max_files: 3, max_mb: 2, types: ['picture', 'pdf'] },
});

export const claim = {
  steps: [
    step('Wer fährt?', drivers),
    step('Was ist passiert?', cost, reason),
    step('Haben Sie Fotos?', photos),
    step('Wie erreichen wir Sie?', field('email', 'email', 'E-Mail-Adresse')),
  ],
  limits: { file_mb: 25, files_mb: 3 },
};
