/** A flow with numbers, amounts, scales, points, days, yes and no, and notices, as it is served. */

import { field, step } from './making.mjs';

const said = (...words) => [{ p: words }];

export const vehicle = {
  steps: [
    step(
      'Ihr Fahrzeug',
      field('info', 'statement', 'Gut zu wissen', { config: { statement: said('Halten Sie den ', { b: ['Fahrzeugschein'] }, ' bereit.'), tone: 'info' } }),
      field('season', 'statement', 'Bitte beachten', { config: { statement: said('Für Saisonkennzeichen gilt ein anderer Tarif.'), tone: 'attention' } }),
      field('power', 'number', 'Motorleistung', { config: { min: '1', max: '2000', decimals: 1, unit: 'kW' } }),
      field('price', 'currency', 'Kaufpreis', { config: { min: '0', max: null, currency: 'EUR' } }),
      field('distance', 'slider', 'Fahrleistung im Jahr', { config: { min: '0', max: '50000', step: '1000', unit: 'km' } }),
      field('content', 'rating', 'Wie zufrieden sind Sie bisher?', { required: false, config: { max: 10, low: 'gar nicht', high: 'sehr' } }),
      field('vin', 'short_text', 'Fahrzeug-Identifizierungsnummer', { required: false, config: { min_length: null, max_length: null, pattern: 'vin' } }),
    ),
    step('Ihr Vertrag', field('start', 'date', 'Beginn', { config: { earliest: 'today', latest: 'today+365' } }), field('birth', 'birth_date', 'Geburtsdatum', { config: { min_age: 18, max_age: null } })),
    step('Gab es Schäden?', field('claims', 'yes_no', 'Gab es Schäden?')),
  ],
};
