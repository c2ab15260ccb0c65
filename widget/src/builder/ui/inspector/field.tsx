/** Everything that can be set of a question, where it stands. What is needed every time comes first, the rest is folded. */

import type { JSX } from 'preact';
import type { Field, Text } from '../../model/draft';
import { addChoice, changeField, newChoice, writeLabel } from '../../model/operations';
import { locate } from '../../model/places';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Switch } from '../controls/choosing';
import { Words } from '../controls/words';
import { focusOn } from '../focus';
import { Fields } from '../questions';
import { useSeen } from '../use';
import { Checks } from './checks';
import { Choices } from './choices';
import { DataSection, dataSummary } from './data';
import { Said } from './said';
import { Fold, Sections } from './section';
import { Settings } from './settings';

interface Props {
  store: Store;
  field: Field;
  within: boolean;
  selection: string | null;
}

export function FieldInspector({ store, field, within, selection }: Props): JSX.Element {
  const { id } = field;
  const kind = store.boot.kinds[field.kind];
  const lengths = store.boot.lengths.field ?? {};
  const place = locate(store.state.draft, id);
  const frozen = id in store.state.frozen;
  const text = (slot: 'help', value: Text | null): void => store.dispatch(changeField(id, { [slot]: value }), { merge: `${id}.${slot}` });
  // Once it has its words, it has answers.
  const answers = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !kind?.has_choices || !store.boot.may_change) return;
    event.preventDefault();
    const first = field.choices[0] ?? newChoice(field);
    if (!field.choices.length) store.dispatch(addChoice(id, first, 0));
    focusOn(`${first.id}.label`);
  };
  const writing = useSeen((state) => state.locale !== state.draft.default_locale);
  return (
    <div class="inspector">
      <Said id={id} />
      <Words
        label={t('label')} text={field.label} most={lengths.label} thing={`${id}.label`} class="title" onKeyDown={answers}
        onText={(label) => store.dispatch(writeLabel(id, label ?? {}, frozen), { merge: `${id}.label` })}
      />
      <Words label={t('help')} help={t('help_help')} text={field.help} most={lengths.help} thing={`${id}.help`} onText={(help) => text('help', help)} />
      {kind?.has_choices && <Choices store={store} field={field} selection={selection} />}
      {kind && <Settings store={store} field={field} kind={kind} />}
      {field.kind === 'group' && (
        <div class="group">
          <h3 class="heading">{t('group_asks')}</h3>
          <Fields store={store} parentId={id} fields={field.fields} selection={selection} within />
        </div>
      )}
      {kind?.asks && field.kind !== 'group' && (
        <Switch
          label={t('required')} value={field.required} disabled={!store.boot.may_change}
          onValue={(required) => store.dispatch(changeField(id, required ? { required, required_if: null } : { required }))}
        />
      )}
      {place && <Sections store={store} place={place} />}
      {kind?.asks && (
        <>
          <Fold title={t('checks')} summary={field.checks.length ? String(field.checks.length) : undefined} begun={writing && !!field.checks.length}><Checks store={store} field={field} /></Fold>
          <Fold title={t('own_messages')} summary={messagesSummary(field)} begun={writing && !!messagesSummary(field)}><OwnMessages store={store} field={field} /></Fold>
          <Fold title={t('data')} summary={dataSummary(field)} begun={writing && !!field.purpose}><DataSection store={store} field={field} within={within} /></Fold>
        </>
      )}
    </div>
  );
}

function messagesSummary(field: Field): string | undefined {
  const own = [field.required_message, field.invalid_message].filter(Boolean).length;
  return own ? String(own) : undefined;
}

function OwnMessages({ store, field }: { store: Store; field: Field }): JSX.Element {
  const lengths = store.boot.lengths.field ?? {};
  const change = (slot: 'required_message' | 'invalid_message') => (value: Text | null): void =>
    store.dispatch(changeField(field.id, { [slot]: value }), { merge: `${field.id}.${slot}` });
  return (
    <>
      <Words label={t('required_message')} help={t('required_message_help')} text={field.required_message} most={lengths.required_message} thing={`${field.id}.required_message`} onText={change('required_message')} />
      <Words label={t('invalid_message')} help={t('invalid_message_help')} text={field.invalid_message} most={lengths.invalid_message} thing={`${field.id}.invalid_message`} onText={change('invalid_message')} />
    </>
  );
}
