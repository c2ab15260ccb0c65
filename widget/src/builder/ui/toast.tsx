/** What was just done, said aloud and shown for a moment with the way back. */

import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../text';
import { Icon } from './icons';
import { useSeen, useStore } from './use';

const SHOWN = 8000;

export function Toast(): JSX.Element {
  const store = useStore();
  const said = useSeen((state) => state.said);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => store.state.said === said && store.set({ said: null }), SHOWN);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="toasts">
      <p role="status" class={said ? 'toast' : 'unseen'}>{said && t(said.code, said.params)}</p>
      {said?.undo && <button type="button" class="toast-undo" onClick={() => { store.undo(); store.set({ said: null }); }}>{t('undo')}</button>}
      {said && <button type="button" class="icon-button" aria-label={t('close')} onClick={() => store.set({ said: null })}><Icon name="close" /></button>}
    </div>
  );
}
