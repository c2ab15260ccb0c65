/** What a test compares with, asked for in the way that fits it. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { decimal, readNumber } from '../../../engine/more/decimals';
import type { Offer } from '../../model/offers';
import type { Shape } from '../../model/tests';
import { sayDecimal } from '../../model/words';
import { t } from '../../text';

interface OperandProps {
  offer: Offer;
  shape: Shape;
  value: unknown;
  /** Whether it has still to be typed or chosen. */
  open: boolean;
  onChange(value: unknown): void;
}

export function OperandInput(props: OperandProps): JSX.Element {
  const { shape, value, open } = props;
  const invalid = { 'aria-invalid': open };
  const label = t('compared_with');
  switch (shape) {
    case 'choice': return <ChoiceSelect {...props} />;
    case 'choices': return <ChoiceBoxes {...props} />;
    case 'flag': return <FlagSelect {...props} />;
    case 'number': return <DecimalInput label={label} value={String(value ?? '')} onChange={props.onChange} />;
    case 'numbers': case 'dates': return <Pair {...props} />;
    case 'date':
      return <input class="text" type="date" aria-label={label} {...invalid} value={String(value ?? '')} onInput={(event) => props.onChange(event.currentTarget.value)} />;
    case 'count':
      return <input class="text narrow" type="number" min="0" max="1000000" step="1" aria-label={label} value={Number(value ?? 0)}
        onInput={(event) => props.onChange(Math.max(0, Math.floor(event.currentTarget.valueAsNumber || 0)))} />;
    case 'texts': return <Lines {...props} />;
    default:
      return <input class="text" type="text" maxLength={200} aria-label={label} {...invalid} value={String(value ?? '')} onInput={(event) => props.onChange(event.currentTarget.value)} />;
  }
}

function ChoiceSelect({ offer, value, open, onChange }: OperandProps): JSX.Element {
  const known = offer.choices.some(({ id }) => id === value);
  return (
    <select class="select" aria-label={t('compared_with')} aria-invalid={open || !known} value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value)}>
      {known ? null : <option value={String(value ?? '')} disabled>{t(offer.choices.length ? 'deleted' : 'no_choices')}</option>}
      {offer.choices.map((choice) => <option key={choice.id} value={choice.id}>{labelOf(choice)}</option>)}
    </select>
  );
}

const labelOf = ({ label, value }: Offer['choices'][number]): string => Object.values(label).find(Boolean) ?? value;

function ChoiceBoxes({ offer, value, open, onChange }: OperandProps): JSX.Element {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  // In the order in which they are offered, whichever was ticked first.
  const toggle = (id: string): void =>
    onChange(offer.choices.map((choice) => choice.id).filter((one) => (one === id) !== chosen.includes(one)));
  return (
    <fieldset class="choice-boxes" aria-label={t('compared_with')} data-open={open}>
      {offer.choices.map((choice) => (
        <label key={choice.id}>
          <input type="checkbox" checked={chosen.includes(choice.id)} onChange={() => toggle(choice.id)} />
          <span>{labelOf(choice)}</span>
        </label>
      ))}
      {open ? <span class="fault">{t('choose_some')}</span> : null}
    </fieldset>
  );
}

function FlagSelect({ offer, value, onChange }: OperandProps): JSX.Element {
  const options = offer.consent ? (['agreed'] as const) : (['yes', 'no'] as const);
  return (
    <select class="select narrow" aria-label={t('compared_with')} value={value === false ? 'no' : options[0]} onChange={(event) => onChange(event.currentTarget.value !== 'no')}>
      {options.map((code) => <option key={code} value={code}>{t(code)}</option>)}
    </select>
  );
}

function Pair({ shape, value, onChange }: OperandProps): JSX.Element {
  const [low = '', high = ''] = Array.isArray(value) ? (value as string[]) : [];
  const one = (at: number, bound: string, label: string): JSX.Element => {
    const put = (next: string): void => onChange(at ? [low, next] : [next, high]);
    return shape === 'numbers' ? (
      <DecimalInput label={label} value={bound} onChange={put} />
    ) : (
      <input class="text" type="date" aria-label={label} aria-invalid={!bound} value={bound} onInput={(event) => put(event.currentTarget.value)} />
    );
  };
  return <span class="pair">{one(0, low, t('from'))}<span>{t('and')}</span>{one(1, high, t('up_to'))}</span>;
}

function Lines({ value, open, onChange }: OperandProps): JSX.Element {
  const said = Array.isArray(value) ? (value as string[]) : [];
  const [text, setText] = useState(said.join('\n'));
  const write = (typed: string): void => {
    setText(typed);
    onChange(typed.split('\n').map((line) => line.trim()).filter(Boolean));
  };
  return <textarea class="text" rows={2} aria-label={t('one_a_line')} placeholder={t('one_a_line')} aria-invalid={open} value={text} onInput={(event) => write(event.currentTarget.value)} />;
}

interface DecimalProps {
  label: string;
  value: string;
  /** Whether there may be none. */
  optional?: boolean;
  thing?: string;
  placeholder?: string;
  disabled?: boolean;
  onChange(value: string): void;
}

/** A number as people type it; what can't be read yet is marked, and the last that could be stays. */
export function DecimalInput({ label, value, optional = false, thing, placeholder, disabled, onChange }: DecimalProps): JSX.Element {
  const [typed, setTyped] = useState(sayNumber(value));
  useEffect(() => {
    if (parsed(typed) !== value) setTyped(sayNumber(value));
  }, [value]);
  const write = (text: string): void => {
    setTyped(text);
    const number = parsed(text);
    if (number !== undefined && number !== value) onChange(number);
  };
  return <input class="text narrow" type="text" inputMode="decimal" autocomplete="off" data-thing={thing} placeholder={placeholder} disabled={disabled} aria-label={label} aria-invalid={optional ? parsed(typed) === undefined : !parsed(typed)} value={typed} onInput={(event) => write(event.currentTarget.value)} />;
}

const sayNumber = (value: string): string => (value ? sayDecimal(value).replace('\u2212', '-') : '');

function parsed(text: string): string | undefined {
  if (!text.trim()) return '';
  try {
    return decimal(readNumber(text.trim(), 4));
  } catch {
    return undefined;
  }
}
