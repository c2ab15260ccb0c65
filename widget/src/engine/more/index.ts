/** The twins of all kinds that come with more.js; a new kind is one row here. */

import { singleChoice } from '../choices';
import type { Kind } from '../kind';
import { birthDate, date } from './days';
import { file } from './file';
import { group } from './group';
import { iban } from './iban';
import { licencePlate } from './licence_plate';
import { currency, number, rating, slider } from './numbers';
import { patterns } from './patterns';
import { phone } from './phone';
import { statement, yesNo } from './plain';
import { address, fullName, postcodeCity } from './records';

export const kinds: Record<string, Kind> = {
  phone,
  iban,
  licence_plate: licencePlate,
  full_name: fullName,
  address,
  postcode_city: postcodeCity,
  dropdown: singleChoice,
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
