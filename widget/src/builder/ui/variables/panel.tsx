/** The variables: numbers that are reckoned from answers, each with its name, its blocks, and the whole in words. */

import type { JSX } from 'preact';
import { attempt } from '../../model/attempt';
import type { Expression, Variable } from '../../model/draft';
import { offersAt } from '../../model/offers';
import { addVariable, changeVariable, moveVariable, newVariable, removeVariable, writeVariable } from '../../model/operations';
import type { Store } from '../../model/store';
import { nameOf, sayDecimal, sayExpression } from '../../model/words';
import { t } from '../../text';
import { Select } from '../controls/choosing';
import { TextInput } from '../controls/text';
import { focusOn } from '../focus';
import { Icon, type IconName } from '../icons';
import { useSeen } from '../use';
import { BlockEditor } from './block';

export function VariablesPanel({ store }: { store: Store }): JSX.Element {
  const draft = useSeen((state) => state.draft);
  const { variables } = draft;
  const add = (): void => {
    const variable = newVariable(draft, t('new_variable', { n: variables.length + 1 }));
    store.dispatch(addVariable(variable));
    focusOn(`${variable.id}.label`, true);
  };
  return (
    <div class="page">
      <div class="panel-head"><h2>{t('variables')}</h2></div>
      <p class="hint">{t('variables_hint')}</p>
      <ol class="plain variables">
        {variables.map((variable, at) => <Card key={variable.id} store={store} variable={variable} at={at} last={at === variables.length - 1} />)}
      </ol>
      <button type="button" class="add" onClick={add}><Icon name="add" />{t('add_variable')}</button>
    </div>
  );
}

interface CardProps {
  store: Store;
  variable: Variable;
  at: number;
  last: boolean;
}

function Card({ store, variable, at, last }: CardProps): JSX.Element {
  const { draft, frozen } = store.state;
  const { id, key, label, value, decimals } = variable;
  const name = nameOf(draft, id);
  const change = (next: Expression, merge = ''): void => store.dispatch(changeVariable(id, { value: next }), { merge });
  const button = (icon: IconName, words: string, disabled: boolean, press: () => void): JSX.Element => (
    <button type="button" class="icon-button" aria-label={words} title={words} disabled={disabled} onClick={press}><Icon name={icon} /></button>
  );
  return (
    <li class="variable" data-thing={id}>
      <div class="variable-head">
        <TextInput label={t('variable_name')} value={label} most={store.boot.lengths.variable?.label} thing={`${id}.label`}
          onValue={(typed) => store.dispatch(writeVariable(id, typed, id in frozen), { merge: `label ${id}` })} />
        <Select label={t('decimals')} value={String(decimals)} options={[0, 1, 2, 3, 4].map((n) => ({ value: String(n), label: String(n) }))}
          onValue={(chosen) => store.dispatch(changeVariable(id, { decimals: Number(chosen) }))} />
        <span class="variable-acts">
          {button('up', t('variable_up', { name }), !at, () => attempt(store, moveVariable(id, at - 1), 'variable_moved', { name }))}
          {button('down', t('variable_down', { name }), last, () => attempt(store, moveVariable(id, at + 1), 'variable_moved', { name }))}
          {button('remove', t('variable_remove', { name }), false, () => attempt(store, removeVariable(id), 'variable_removed', { name }))}
        </span>
      </div>
      <p class="hint">{t('variable_recall')} <code>{`{{${key}}}`}</code></p>
      <BlockEditor store={store} variableId={id} offers={offersAt(draft, store.boot.kinds, id)} root={value} value={value} way={[]} label={t('variable_value')} onChange={change} />
      <p class="condition-words" aria-live="polite">{`${name} = ${sayExpression(draft, value)}`}</p>
      <Now id={id} />
    </li>
  );
}

/** The value that follows from the answers in the preview; a dash while it isn't known. */
function Now({ id }: { id: string }): JSX.Element {
  const number = useSeen((state) => state.path?.numbers[id]);
  return <p class="variable-now"><span>{t('variable_now')}</span> <output>{number === undefined ? '–' : sayDecimal(number)}</output></p>;
}
