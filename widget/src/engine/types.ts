/**
 * The served flow (one language) and what is said about it.
 * Property names are the document's own: a test compares them with its JSON Schema.
 */

export type Inline =
  | string
  | { b: Inline[] }
  | { i: Inline[] }
  | { a: Inline[]; href: string };

export type RichNode = { p: Inline[] } | { ul: Inline[][] } | { ol: Inline[][] };

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { field: string; op: string; value?: unknown };

export interface Recipient {
  name: string;
  privacy_url: string;
  contact: string;
}

export interface Choice {
  id: string;
  value: string;
  label: string;
  help: string | null;
}

export interface Config {
  max_length?: number | null;
  min?: number | null;
  max?: number | null;
  statement?: RichNode[];
}

export interface Field {
  id: string;
  key: string;
  kind: string;
  label: string;
  help: string | null;
  required: boolean;
  visible_if: Condition | null;
  config: Config;
  choices: Choice[];
  purpose: string | null;
  data_class: string;
}

export type Target = { step: string } | { ending: string };

export interface Route {
  id: string;
  if: Condition | null;
  to: Target;
}

export interface Step {
  id: string;
  title: string;
  text: RichNode[] | null;
  visible_if: Condition | null;
  fields: Field[];
  routes: Route[];
}

export interface Ending {
  id: string;
  kind: string;
  title: string;
  text: RichNode[] | null;
}

export type Messages = Record<string, string>;

export interface Flow {
  schema: number;
  version: string;
  number: number | null;
  locale: string;
  locales: string[];
  time_zone: string;
  title: string;
  intro: RichNode[] | null;
  recipient: Recipient;
  steps: Step[];
  endings: Ending[];
  messages: Messages;
  receipt_url: string;
}

export type ValueType = 'text' | 'choice' | 'choices' | 'flag' | 'number' | 'date';

/** A field's value on the wire, normalised. */
export type Value = string | string[] | true;

/** Values by field key. */
export type Answers = Record<string, Value>;

/** An answer as conditions see it: choices stand in it by their UUIDs. */
export interface Answer {
  type: ValueType;
  value: unknown;
}

export type Params = Record<string, string | number>;

/** What is wrong with one answer; `field_key` is '' where no field is meant. */
export interface Problem {
  field_key: string;
  code: string;
  params: Params;
}

export interface VisitedStep {
  step: Step;
  fields: Field[];
}

export interface Path {
  steps: VisitedStep[];
  ending: Ending;
  answers: Answers;
}

export interface Checked {
  answers: Answers;
  path: Path;
  errors: Problem[];
}
