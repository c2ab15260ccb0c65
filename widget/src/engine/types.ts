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

export type Expression =
  | string
  | { field: string }
  | { score: string }
  | { count: string }
  | { add: Expression[] }
  | { subtract: [Expression, Expression] }
  | { multiply: Expression[] }
  | { divide: [Expression, Expression] }
  | { min: Expression[] }
  | { max: Expression[] }
  | { if: Condition; then: Expression; else: Expression }
  | { or: Expression[] };

export interface Recipient {
  name: string;
  privacy_url: string;
  contact: string;
}

export interface Picture {
  hash: string;
  width: number;
  height: number;
}

export interface Choice {
  id: string;
  value: string;
  label: string;
  help: string | null;
  picture: Picture | null;
  score: string | null;
}

export interface Check {
  id: string;
  if: Condition;
  level: string;
  message: string;
}

/** By kind of field; what a kind needs of it stands with its twin. */
export interface Config {
  min_length?: number | null;
  max_length?: number | null;
  pattern?: string | null;
  /** Counts are numbers, amounts decimal strings. */
  min?: number | string | null;
  max?: number | string | null;
  step?: string;
  decimals?: number;
  unit?: string;
  currency?: string;
  low?: string;
  high?: string;
  earliest?: string | null;
  latest?: string | null;
  min_age?: number | null;
  max_age?: number | null;
  statement?: RichNode[];
  tone?: string;
  region?: string;
  country?: string;
  salutation?: boolean;
  max_files?: number;
  max_mb?: number | null;
  types?: string[];
  item?: string;
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
  required_if: Condition | null;
  required_message: string | null;
  invalid_message: string | null;
  checks: Check[];
  fields: Field[];
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
  url: string | null;
}

/** A number reckoned from answers, for conditions and texts. */
export interface Variable {
  id: string;
  key: string;
  label: string;
  value: Expression;
  decimals: number;
}

export type Messages = Record<string, string>;

/** What the instance takes: megabytes of one file, and of all together. */
export interface Limits {
  file_mb: number;
  files_mb: number;
}

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
  theme: Record<string, string>;
  variables: Variable[];
  messages: Messages;
  receipt_url: string;
  limits: Limits;
}

export type ValueType =
  | 'text'
  | 'choice'
  | 'choices'
  | 'flag'
  | 'number'
  | 'date'
  | 'record'
  | 'records'
  | 'files'
  | 'none';

/** A file as an answer names it; its content travels beside the answers. */
export interface FileAnswer {
  id: string;
  name: string;
  size: number;
}

/** Values by part of a record. */
export type RecordValue = Record<string, string>;

/** A field's value on the wire, normalised. */
export type Value = string | string[] | boolean | RecordValue | FileAnswer[] | Answers[];

/** Values by field key. */
export interface Answers {
  [key: string]: Value;
}

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
  warnings: Problem[];
  /** The flow with what was answered in its texts, where it recalls any. */
  told?: Flow;
}
