/** What a tenant's systems get of an answer, and what it is needed for. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { called, type Field } from '../../model/draft';
import { derive, keysBeside } from '../../model/keys';
import { changeField } from '../../model/operations';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Select } from '../controls/choosing';
import { TextInput } from '../controls/text';
import { Words } from '../controls/words';
import { useSeen } from '../use';

const KEY = /^[a-z][a-z0-9_]{0,39}$/;

export function dataSummary(field: Field): string {
  return [field.key, field.data_class === 'none' ? '' : t(field.data_class === 'special' ? 'data_special' : 'data_personal')].filter(Boolean).join(' · ');
}

export function DataSection({ store, field, within }: { store: Store; field: Field; within: boolean }): JSX.Element {
  const { id } = field;
  const lengths = store.boot.lengths.field ?? {};
  const classes = [
    { value: 'none', label: t('data_none') },
    { value: 'personal', label: t('data_personal') },
    { value: 'special', label: t('data_special') },
  ];
  return (
    <>
      <Key
        label={t('key')} value={field.key} frozen={useSeen((state) => id in state.frozen) || !store.boot.may_change} taken={() => keysBeside(store.state.draft, id)}
        help={t(within ? 'key_help_group' : 'key_help')}
        onKey={(key) => store.dispatch(changeField(id, { key }), { merge: `${id}.key` })}
        otherwise={() => derive(called(field.label, store.state.draft), keysBeside(store.state.draft, id), field.kind)}
      />
      <Select
        label={t('data_class')} help={t('data_class_help')} value={field.data_class} options={classes} disabled={!store.boot.may_change}
        onValue={(data_class) => store.dispatch(changeField(id, { data_class }))}
      />
      <Words
        label={t('purpose')} help={t('purpose_help')} text={field.purpose} most={lengths.purpose} thing={`${id}.purpose`}
        onText={(purpose) => store.dispatch(changeField(id, { purpose }), { merge: `${id}.purpose` })}
      />
    </>
  );
}

interface KeyProps {
  label: string;
  help: string;
  value: string;
  frozen: boolean;
  taken(): ReadonlySet<string>;
  /** The name that it gets when none is chosen. */
  otherwise(): string;
  onKey(key: string): void;
}

/** A name in a tenant's systems: only one that can be used reaches the draft, and never one that publishing has fixed. */
export function Key({ label, help, value, frozen, taken, otherwise, onKey }: KeyProps): JSX.Element {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? value;
  const bad = typed !== null && typed !== '' && !KEY.test(typed);
  const repeated = typed !== null && typed !== value && taken().has(typed);
  const error = bad ? t('key_bad') : repeated ? t('key_repeated') : undefined;
  return (
    <div onFocusOut={() => setTyped(null)}>
      <TextInput
        label={label} help={frozen ? t('key_frozen_help') : help} error={error} value={shown} most={40} disabled={frozen} class="code"
        onValue={(key) => {
          setTyped(key);
          if (KEY.test(key) && !taken().has(key)) onKey(key);
          else if (key === '') onKey(otherwise());
        }}
      />
    </div>
  );
}
