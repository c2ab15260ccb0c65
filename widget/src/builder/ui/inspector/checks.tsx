/** A question's checks: while this holds, that is said. */

import type { JSX } from 'preact';
import { attempt } from '../../model/attempt';
import type { Check, Field } from '../../model/draft';
import * as edit from '../../model/operations';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Select } from '../controls/choosing';
import { Words } from '../controls/words';
import { focusOn } from '../focus';
import { Icon } from '../icons';
import { ConditionEditor } from './condition';
import { Said } from './said';

export function Checks({ store, field }: { store: Store; field: Field }): JSX.Element {
  const add = (): void => {
    const check = edit.newCheck({ field: field.id, op: 'answered' });
    store.dispatch(edit.addCheck(field.id, check));
    focusOn(`${check.id}.message`);
  };
  return (
    <>
      <p class="hint">{t('checks_help')}</p>
      <ul class="checks">
        {field.checks.map((check) => <One key={check.id} store={store} field={field} check={check} />)}
      </ul>
      {store.boot.may_change && <button type="button" class="add" data-thing={`${field.id}.check`} onClick={add}><Icon name="add" />{t('add_check')}</button>}
    </>
  );
}

function One({ store, field, check }: { store: Store; field: Field; check: Check }): JSX.Element {
  const { id } = check;
  const fixed = !store.boot.may_change;
  const change = (patch: Partial<Check>, merge = ''): void => store.dispatch(edit.changeCheck(field.id, id, patch), { merge });
  const levels = [{ value: 'error', label: t('level_error') }, { value: 'warning', label: t('level_warning') }];
  return (
    <li class="check">
      <Said id={id} />
      <ConditionEditor store={store} placeId={id} value={check.if} needed onChange={(condition, merge) => condition && change({ if: condition }, merge)} />
      <Words
        label={t('check_message')} text={check.message} most={store.boot.lengths.check?.message} thing={`${id}.message`}
        onText={(message) => change({ message: message ?? {} }, `${id}.message`)}
      />
      <Select label={t('check_level')} value={check.level} options={levels} disabled={fixed} onValue={(level) => change({ level })} />
      {!fixed && (
        <button
          type="button" class="button"
          onClick={() => { attempt(store, edit.removeCheck(field.id, id), 'check_removed'); focusOn(`${field.id}.check`); }}
        >
          <Icon name="remove" />{t('remove_check')}
        </button>
      )}
    </li>
  );
}
