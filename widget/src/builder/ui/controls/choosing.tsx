/** Choosing one of a few, and yes or no. */

import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { Labelled, type Labels } from './labelled';

export interface SelectProps extends Labels {
  value: string;
  options: readonly { value: string; label: string; disabled?: boolean }[];
  onValue(value: string): void;
  disabled?: boolean | undefined;
}

export function Select({ value, options, onValue, disabled, ...labels }: SelectProps): JSX.Element {
  return (
    <Labelled {...labels}>
      {(named) => (
        <select {...named} class="select" value={value} disabled={disabled} onChange={(event) => onValue(event.currentTarget.value)}>
          {options.map((one) => <option key={one.value} value={one.value} disabled={one.disabled}>{one.label}</option>)}
        </select>
      )}
    </Labelled>
  );
}

export interface SwitchProps {
  label: string;
  help?: string | undefined;
  value: boolean;
  onValue(value: boolean): void;
  disabled?: boolean | undefined;
}

export function Switch({ label, help, value, onValue, disabled }: SwitchProps): JSX.Element {
  const id = useId();
  return (
    <div class="switch">
      <input
        type="checkbox" id={id} checked={value} disabled={disabled} aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onValue(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {help && <p class="hint" id={`${id}-help`}>{help}</p>}
    </div>
  );
}
