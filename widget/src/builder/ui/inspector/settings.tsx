/** A kind's own settings, as the server describes them: a new kind needs nothing here. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Kind, Setting } from '../../model/boot';
import type { Field, Text } from '../../model/draft';
import { readDecimal, showDecimal } from '../../model/numbers';
import { changeConfig } from '../../model/operations';
import type { Store } from '../../model/store';
import { spoken, t } from '../../text';
import { Select, Switch } from '../controls/choosing';
import { TextInput } from '../controls/text';
import { Words } from '../controls/words';
import { DayBound } from './day';

interface Props {
  store: Store;
  field: Field;
  kind: Kind;
}

export function Settings({ store, field, kind }: Props): JSX.Element | null {
  if (!kind.config.length) return null;
  return (
    <div class="settings">
      {kind.config.map((setting) => <One key={`${kind.name}.${setting.name}`} store={store} field={field} kind={kind} setting={setting} />)}
    </div>
  );
}

function One({ store, field, kind, setting }: Props & { setting: Setting }): JSX.Element {
  const { name, label, help } = setting;
  const value = field.config[name];
  const disabled = !store.boot.may_change;
  const thing = `${field.id}.${name}`;
  const change = (next: unknown): void => store.dispatch(changeConfig(field.id, { [name]: next }), { merge: `${field.id}.${name}` });
  switch (setting.type) {
    case 'rich': return <Words thing={thing} label={label} help={help} text={value as Text} most={setting.max ?? undefined} long onText={(text) => change(text ?? {})} />;
    case 'text':
      if (typeof kind.default_config[name] !== 'object') return <TextInput label={label} help={help} value={String(value ?? '')} disabled={disabled} onValue={change} />;
      return <Words thing={thing} label={label} help={help} text={value as Text} most={setting.max ?? undefined} onText={(text) => change(text ?? {})} />;
    case 'integer':
    case 'decimal': return <Amount setting={setting} value={value as string | number | null} disabled={disabled} onValue={change} />;
    case 'switch': return <Switch label={label} help={help} value={value === true} disabled={disabled} onValue={change} />;
    case 'several': return <Several setting={setting} value={value as string[]} disabled={disabled} onValue={change} />;
    case 'day': return <DayBound setting={setting} value={(value as string | null) ?? null} disabled={disabled} onValue={change} />;
    case 'select': {
      const options = setting.options.map((one) => ({ value: one.value ?? '', label: one.label }));
      return <Select label={label} help={help} value={String(value ?? '')} options={options} disabled={disabled} onValue={(chosen) => change(chosen || null)} />;
    }
  }
}

interface ValueProps<Value> {
  setting: Setting;
  value: Value;
  disabled: boolean;
  onValue(value: Value): void;
}

/** A number: what is typed stays as it is; only what can be read reaches the draft. */
function Amount({ setting, value, disabled, onValue }: ValueProps<string | number | null>): JSX.Element {
  const { label, help, required, min, max, type } = setting;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null || value === undefined ? '' : showDecimal(String(value), spoken()));
  const read = (text: string): string | number | null | undefined => {
    if (!text.trim()) return required ? undefined : null;
    if (type === 'decimal') return readDecimal(text, spoken()) ?? undefined;
    const number = /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
    return number === undefined || (min !== null && number < min) || (max !== null && number > max) ? undefined : number;
  };
  const wrong = typed !== null && read(typed) === undefined;
  return (
    <div onFocusOut={() => setTyped(null)}>
      <TextInput
        label={label} help={help} error={wrong ? t(type === 'decimal' ? 'bad_decimal' : 'bad_integer') : undefined} value={shown}
        mode={type === 'decimal' ? 'decimal' : 'numeric'} disabled={disabled} class="short"
        onValue={(text) => {
          setTyped(text);
          const next = read(text);
          if (next !== undefined) onValue(next);
        }}
      />
    </div>
  );
}

function Several({ setting, value, disabled, onValue }: ValueProps<string[]>): JSX.Element {
  const chosen = new Set(value ?? []);
  const all = setting.options.map((one) => one.value ?? '');
  return (
    <fieldset class="several">
      <legend class="label">{setting.label}</legend>
      {setting.options.map((one) => (
        <Switch
          key={one.value} label={one.label} value={chosen.has(one.value ?? '')} disabled={disabled}
          onValue={(on) => onValue(all.filter((each) => (each === one.value ? on : chosen.has(each))))}
        />
      ))}
      {setting.help && <p class="hint">{setting.help}</p>}
    </fieldset>
  );
}
