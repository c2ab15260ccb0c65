/** A flow with names, addresses, places, long lists and pictures, as it is served. */

import { choice, field, step } from './making.mjs';

const INSURERS = [
  'Allianz Versicherungs-AG', 'AXA Versicherung AG', 'Barmenia', 'Continentale', 'DEVK', 'ERGO', 'Gothaer', 'HanseMerkur',
  'HUK-COBURG', 'LVM', 'Provinzial', 'R+V', 'Signal Iduna', 'VHV', 'Württembergische', 'Zurich',
];
const shown = (value, label) => ({ ...choice(value, label), picture: { hash: value, width: 640, height: 480 } });

export const roof = {
  steps: [
    step('Wer sind Sie?',
      field('name', 'full_name', 'Ihr Name', { config: { salutation: true } }),
      field('address', 'address', 'Ihre Anschrift', { config: { country: 'DE' } }),
      field('phone', 'phone', 'Telefon', { required: false, config: { region: 'DE' } })),
    step('Wo steht das Haus?', field('place', 'postcode_city', 'Standort des Hauses')),
    step('Was ist versichert?',
      field('insurer', 'dropdown', 'Wo sind Sie bisher versichert?', { choices: INSURERS.map((name, at) => choice(`i${at}`, name)) }),
      field('iban', 'iban', 'IBAN für die Abbuchung', { required: false }),
      field('plate', 'licence_plate', 'Kennzeichen', { required: false })),
    step('Was liegt auf dem Dach?',
      field('on_it', 'multiple_choice', 'Was liegt auf dem Dach?', {
        required: false,
        choices: [shown('solar', 'Solaranlage'), shown('dormer', 'Gaube'), choice('nothing', 'Nichts davon')],
      })),
    step('Welches Dach hat Ihr Haus?',
      field('roof', 'picture_choice', 'Welches Dach hat Ihr Haus?', {
        choices: [shown('gable', 'Satteldach'), shown('hip', 'Walmdach'), shown('flat', 'Flachdach'), shown('shed', 'Pultdach')],
      })),
  ],
};
