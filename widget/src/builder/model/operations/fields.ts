/** Edits of fields: where they stand, and what they say. A place is a step's or a group's UUID and a position. */

import type { Kind, Setting } from '../boot';
import type { Config, Draft, Field } from '../draft';
import { called } from '../draft';
import { derive, isDerived, keyed, keysBeside, keysOf } from '../keys';
import { locate } from '../places';
import type { Operation } from '../store';
import { inField, inFieldsOf, inserted, moved, patched, without } from './edit';
import { copied, newId } from './fresh';

/** Make a field of a kind, with nothing said yet. */
export function newField(kind: Kind, draft: Draft, groupId: string | null = null): Field {
  const field: Field = {
    id: newId(), key: '', kind: kind.name, label: {}, help: null, required: kind.asks && kind.name !== 'group', visible_if: null,
    config: kind.default_config, choices: [], purpose: null, data_class: kind.data_class, required_if: null,
    required_message: null, invalid_message: null, checks: [], fields: [],
  };
  return { ...field, key: derive('', keysIn(draft, groupId), kind.name) };
}

/** Give the keys that a field of a group, or of a step, can't have. */
function keysIn(draft: Draft, groupId: string | null): Set<string> {
  const group = groupId === null ? undefined : locate(draft, groupId);
  return group?.type === 'field' ? new Set(group.field.fields.map((field) => field.key)) : keysOf(draft);
}

export const addField = (field: Field, parentId: string, at: number): Operation =>
  inFieldsOf(parentId, (fields) => inserted(fields, at, field));

export const removeField = (id: string): Operation => (draft) => {
  const parent = parentOf(draft, id);
  return parent ? inFieldsOf(parent, (fields) => without(fields, id))(draft) : draft;
};

/** Move a field within its step, to another, or into or out of a group; `at` counts without it. */
export function moveField(id: string, parentId: string, at: number): Operation {
  return (draft) => {
    const place = locate(draft, id);
    const parent = parentOf(draft, id);
    if (place?.type !== 'field' || !parent) return draft;
    if (parent === parentId) return inFieldsOf(parent, (fields) => moved(fields, id, at))(draft);
    const lifted = removeField(id)(draft);
    const into = locate(lifted, parentId);
    const groupId = into?.type === 'field' ? parentId : null;
    const field = keyed(asPart(place.field, groupId !== null), draft, keysIn(lifted, groupId));
    return addField(field, parentId, at)(lifted);
  };
}

/** A question of a group is needed always or never. */
const asPart = (field: Field, within: boolean): Field => (within ? patched(field, { required_if: null }) : field);

/** Give the UUID of the step or the group that a field stands in. */
export function parentOf(draft: Draft, id: string): string | undefined {
  const place = locate(draft, id);
  return place?.type === 'field' ? (place.group ?? place.step).id : undefined;
}

/** Copy a field, to stand in the same step or group. */
export function copyOfField(draft: Draft, field: Field): Field {
  return keyed(copied(field), draft, keysBeside(draft, field.id).add(field.key));
}

export const changeField = (id: string, patch: Partial<Field>): Operation => inField(id, (field) => patched(field, patch));

export const changeConfig = (id: string, patch: Config): Operation =>
  inField(id, (field) => patched(field, { config: { ...field.config, ...patch } }));

/** Write a label. The key follows it as long as nobody chose another and nothing was published under it. */
export function writeLabel(id: string, label: Field['label'], frozen: boolean): Operation {
  return (draft) => {
    const place = locate(draft, id);
    if (place?.type !== 'field') return draft;
    const { key, kind } = place.field;
    const taken = keysBeside(draft, id);
    const follows = !frozen && isDerived(key, called(place.field.label, draft), taken, kind);
    const next = follows ? derive(called(label, draft), taken, kind) : key;
    return changeField(id, { label, key: next })(draft);
  };
}

/** List the kinds that a question can be asked as instead. */
export function otherKinds(field: Field, within: boolean, kinds: Readonly<Record<string, Kind>>): Kind[] {
  const isAsked = ({ asks, name }: Kind): boolean => asks && name !== 'group';
  const now = kinds[field.kind];
  if (!now || !isAsked(now)) return [];
  return Object.values(kinds).filter((kind) => kind !== now && isAsked(kind) && (kind.in_groups || !within));
}

/** Ask a question in another way: what both kinds know stays as it is, the rest is as for a new question. */
export function changeKind(id: string, from: Kind, to: Kind): Operation {
  return inField(id, (field) => ({
    ...field,
    kind: to.name,
    config: { ...to.default_config, ...Object.fromEntries(to.config.filter((setting) => stays(setting, field.config, from, to)).map(({ name }) => [name, field.config[name]])) },
    choices: to.has_choices ? field.choices.map((choice) => (to.pictured ? choice : patched(choice, { picture: null }))) : [],
    data_class: field.data_class === from.data_class ? to.data_class : field.data_class,
  }));
}

/** Tell whether what a setting says can be said in another kind too. */
function stays({ name, type, min, max, required, options }: Setting, config: Config, from: Kind, to: Kind): boolean {
  const value = config[name];
  const alike = from.config.some((one) => one.name === name && one.type === type);
  if (!alike || value === undefined || typeof from.default_config[name] === 'string' !== (typeof to.default_config[name] === 'string')) return false;
  if (value === null) return !required;
  if (type === 'integer') return typeof value === 'number' && value >= (min ?? value) && value <= (max ?? value);
  if (type === 'select' || type === 'several') return [value].flat().every((one) => options.some((option) => option.value === one));
  return true;
}
