/** What else can be set of a choice: its help, its value in the tenant's systems. */

import type { JSX } from 'preact';
import { called, type Choice, type Field } from '../../model/draft';
import { derive } from '../../model/keys';
import { changeChoice } from '../../model/operations';
import { locate } from '../../model/places';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Words } from '../controls/words';
import { useSeen } from '../use';
import { Key } from './data';
import { Sections } from './section';

interface Props {
  store: Store;
  field: Field;
  choice: Choice;
}

export function ChoiceMore({ store, field, choice }: Props): JSX.Element {
  const { id } = choice;
  const frozen = useSeen((state) => id in state.frozen);
  const change = (patch: Partial<Choice>): void =>
    store.dispatch(changeChoice(field.id, id, patch), { merge: `${id}.${Object.keys(patch).join()}` });
  const others = (): Set<string> => new Set(field.choices.filter((one) => one.id !== id).map((one) => one.value));
  const place = locate(store.state.draft, id);
  return (
    <div class="choice-more">
      <Words label={t('choice_help')} text={choice.help} most={store.boot.lengths.choice?.help} thing={`${id}.help`} onText={(help) => change({ help })} />
      <Key
        label={t('choice_value')} help={t('choice_value_help')} value={choice.value} frozen={frozen || !store.boot.may_change} taken={others}
        otherwise={() => derive(called(choice.label, store.state.draft), others(), 'choice')} onKey={(value) => change({ value })}
      />
      {place && <Sections store={store} place={place} />}
    </div>
  );
}
