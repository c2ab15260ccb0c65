/** The views of all kinds that come with more.js. */

import type { Kind } from '../kinds/kind';
import { singleChoice } from '../kinds/single_choice';
import { address } from './address';
import { birthDate } from './birth_date';
import { date } from './date';
import { dropdown } from './dropdown';
import { file } from './file';
import { fullName } from './full_name';
import { group } from './group';
import { currency, number } from './number';
import { patterns } from './patterns';
import { postcodeCity } from './postcode_city';
import { rating } from './rating';
import { slider } from './slider';
import { statement } from './statement';
import { iban, licencePlate, phone } from './typed';
import { yesNo } from './yes_no';

export const views: Record<string, Kind> = {
  phone,
  iban,
  licence_plate: licencePlate,
  full_name: fullName,
  address,
  postcode_city: postcodeCity,
  dropdown,
  picture_choice: singleChoice,
  number,
  currency,
  slider,
  rating,
  date,
  birth_date: birthDate,
  yes_no: yesNo,
  statement,
  ...patterns,
  file,
  group,
};
