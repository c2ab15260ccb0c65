/** A bound in time: none, a certain day, or so many days around the day of the enquiry ("today+14"). */

import type { JSX } from 'preact';
import type { Setting } from '../../model/boot';
import { t } from '../../text';
import { Select } from '../controls/choosing';
import { Labelled } from '../controls/labelled';

type Mode = '' | 'day' | 'today' | 'after' | 'before';

interface Props {
  setting: Setting;
  value: string | null;
  disabled: boolean;
  onValue(value: string | null): void;
}

const MOVING = /^today([+-])(\d{1,4})$/;

function modeOf(value: string | null): Mode {
  const moving = MOVING.exec(value ?? '');
  if (moving) return moving[1] === '+' ? 'after' : 'before';
  return value === 'today' ? 'today' : value === null ? '' : 'day';
}

function inMode(mode: Mode, days: number): string | null {
  if (mode === 'day') return new Date().toISOString().slice(0, 10);
  if (mode === 'after' || mode === 'before') return `today${mode === 'after' ? '+' : '-'}${days}`;
  return mode || null;
}

export function DayBound({ setting, value, disabled, onValue }: Props): JSX.Element {
  const mode = modeOf(value);
  const days = Number(MOVING.exec(value ?? '')?.[2] ?? 14);
  const modes: { value: Mode; label: string }[] = [
    { value: '', label: t('day_none') },
    { value: 'day', label: t('day_certain') },
    { value: 'today', label: t('day_today') },
    { value: 'after', label: t('day_after') },
    { value: 'before', label: t('day_before') },
  ];
  return (
    <div class="beside">
      <Select label={setting.label} help={setting.help} value={mode} options={modes} disabled={disabled} onValue={(next) => onValue(inMode(next as Mode, days))} />
      {mode === 'day' && (
        <Labelled label={t('day')}>
          {(named) => <input {...named} type="date" class="text" value={value ?? ''} disabled={disabled} onChange={(event) => event.currentTarget.value && onValue(event.currentTarget.value)} />}
        </Labelled>
      )}
      {(mode === 'after' || mode === 'before') && (
        <Labelled label={t('days')}>
          {(named) => (
            <input
              {...named} type="number" class="text short" min={1} max={9999} value={days} disabled={disabled}
              onChange={(event) => { const next = event.currentTarget.valueAsNumber; if (next >= 1 && next <= 9999) onValue(inMode(mode, Math.trunc(next))); }}
            />
          )}
        </Labelled>
      )}
    </div>
  );
}
