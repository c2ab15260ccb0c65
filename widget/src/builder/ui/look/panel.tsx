/** The assistant's look, beside the preview that shows it: a look to begin with, then what is to differ. */

import type { JSX } from 'preact';
import { resetLook, setLook, takeLook, wholeLook } from '../../model/operations/look';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Select } from '../controls/choosing';
import { useSeen } from '../use';
import { Colours } from './colours';
import { alike } from './contrast';
import { Faults } from './faults';
import { Logo } from './logo';
import { Presets } from './presets';

export function LookPanel({ store }: { store: Store }): JSX.Element {
  const { look, default_theme: defaults, may_change } = store.boot;
  const draft = useSeen((state) => state.draft);
  const whole = wholeLook(draft, defaults);
  const own = Object.keys(draft.theme).length;
  const set = (tokens: Record<string, string>, merge = ''): void => store.dispatch(setLook(tokens, defaults), { merge });
  const shape = { store, whole, own: draft.theme, set };
  return (
    <div class="look">
      <div class="look-head">
        <h2>{t('look')}</h2>
        <button type="button" class="button" disabled={!own || !may_change} onClick={() => store.dispatch(resetLook)}>{t('look_reset')}</button>
      </div>
      <p class="hint">{own ? t('look_own', { n: own }) : t('look_general')}</p>
      <Faults store={store} faults={alike({ ...look.signs, ...whole }, look.pairs)} set={set} />
      <fieldset class="look-parts" disabled={!may_change}>
        <legend class="unseen">{t('look')}</legend>
        <h3>{t('look_presets')}</h3>
        <Presets store={store} whole={whole} take={(tokens) => store.dispatch(takeLook(tokens, defaults))} />
        <h3>{t('look_colours')}</h3>
        <Colours {...shape} suffix="" label={t('preview_light')} />
        <Colours {...shape} suffix="_dark" label={t('preview_dark')} />
        <h3>{t('look_shape')}</h3>
        <Radius value={whole.radius ?? '8'} most={look.most_radius} set={set} />
        <Select label={t('look_font')} value={whole.font ?? 'system'} options={look.fonts} onValue={(font) => set({ font })} />
        <Select label={t('look_spacing')} value={whole.spacing ?? 'normal'} options={look.spacings} onValue={(spacing) => set({ spacing })} />
        <Logo {...shape} />
      </fieldset>
    </div>
  );
}

function Radius({ value, most, set }: { value: string; most: number; set(tokens: Record<string, string>, merge: string): void }): JSX.Element {
  return (
    <div class="control">
      <label class="label" for="look-radius">{t('look_radius')}</label>
      <div class="look-radius">
        <input type="range" id="look-radius" min="0" max={most} value={value} onInput={({ currentTarget }) => set({ radius: currentTarget.value }, 'radius')} />
        <output for="look-radius">{t('look_pixels', { n: Number(value) })}</output>
      </div>
    </div>
  );
}
