/** The logo above the title: one of the pictures there are, or a new one. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Server } from '../../model/server';
import { t } from '../../text';
import type { Tokens } from './colours';

export function Logo({ store, whole, own, set }: Tokens): JSX.Element {
  const [fault, setFault] = useState('');
  const { asset } = store.boot.urls;
  const chosen = whole.logo;
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const answer = await new Server(store.boot.urls, store.boot.csrf).upload(file);
    if (answer.is === 'good') set({ logo: answer.said.hash });
    setFault(answer.is === 'good' ? '' : answer.is === 'refused' ? answer.said.detail : t('look_logo_failed'));
  };
  return (
    <div class="control">
      <span class="label" id="look-logo">{t('look_logo')}</span>
      <div class="look-logo">
        {chosen && <img src={asset.replace('{hash}', chosen)} alt={t('look_logo')} />}
        <input type="file" accept="image/png,image/jpeg,image/webp" aria-labelledby="look-logo"
          onChange={({ currentTarget }) => void take(currentTarget.files?.[0])} />
        {own.logo && <button type="button" class="button" onClick={() => set({ logo: '' })}>{t('look_logo_remove')}</button>}
      </div>
      {fault && <p class="fault" role="alert">{fault}</p>}
    </div>
  );
}
