/** What the server puts into the page, and what it answers. */

import type { Limits, Messages, RichNode, ValueType } from '../../engine/types';
import type { Config, Draft } from './draft';
import type { Marked, Wordings } from './texts';

export interface Option {
  value: string | null;
  label: string;
}

/** One setting of a kind. */
export interface Setting {
  name: string;
  label: string;
  help: string;
  type: 'text' | 'rich' | 'integer' | 'decimal' | 'switch' | 'select' | 'several' | 'day';
  required: boolean;
  options: Option[];
  min: number | null;
  max: number | null;
}

export interface Kind {
  name: string;
  label: string;
  description: string;
  has_choices: boolean;
  /** Whether choices show pictures. */
  pictured: boolean;
  asks: boolean;
  in_groups: boolean;
  value_type: ValueType;
  condition_type: ValueType;
  data_class: string;
  default_config: Config;
  config: Setting[];
}

export interface Operator {
  name: string;
  words: string;
  types: ValueType[];
}

/** What the look panel offers. */
export interface Look {
  /** The tokens of colours, each of which has a twin for dark screens. */
  colours: string[];
  names: Record<string, string>;
  /** Colours that are the same in every look. */
  signs: Record<string, string>;
  pairs: { one: string; other: string; least: number }[];
  presets: { name: string; label: string; tokens: Record<string, string> }[];
  fonts: { value: string; label: string }[];
  spacings: { value: string; label: string }[];
  most_radius: number;
}

export interface Asset {
  hash: string;
  width: number;
  height: number;
}

export interface Finding {
  level: 'error' | 'warning';
  code: string;
  /** The UUID of the thing it is about; '' for the assistant as a whole. */
  where: string;
  text: string;
  /** A page elsewhere that mends it. */
  href: string;
  /** The language that it is about, if it is about one. */
  locale: string;
}

/** The draft as the server has it, and what it says about it. */
export interface Served {
  revision: number;
  csrf: string;
  draft: Draft;
  findings: Finding[];
  /** Keys and values that publishing has fixed, by UUID. */
  frozen: Record<string, string>;
  /** Rich texts of the draft, by their Markdown. */
  rich: Record<string, RichNode[]>;
  /** What languages say that the draft doesn't have at the moment: it may get one back. */
  resting: Record<string, Wordings>;
  /** The translations whose source has changed since. */
  stale: Marked;
}

/** Somebody else's draft, in the way of ours. */
export interface Conflict {
  revision: number;
  draft: Draft;
  by: string;
  at: string;
}

export interface Refusal {
  detail: string;
  /** The UUID of the thing that can't be saved as it is; '' when it can't be told. */
  place: string;
}

export interface Urls {
  draft: string;
  keep: string;
  picture: string;
  publish: string;
  versions: string;
  translations: string;
  snippet: string;
  settings: string;
  list: string;
  login: string;
  preview: string;
  asset: string;
}

export interface Boot extends Served {
  assistant: string;
  /** Whose unsaved work this browser may hold. */
  person: string;
  language: 'de' | 'en';
  may_change: boolean;
  urls: Urls;
  palette: { label: string; kinds: string[] }[];
  kinds: Record<string, Kind>;
  operators: Operator[];
  /** Every language an assistant can have. */
  locales: { tag: string; name: string }[];
  /** The widget's own texts, by language. */
  messages: Record<string, Messages>;
  receipt_url: string;
  limits: Limits & { answers: number };
  /** How long each text of a row may be, by row and property. */
  lengths: Record<string, Record<string, number>>;
  default_theme: Record<string, string>;
  look: Look;
  assets: Asset[];
}
