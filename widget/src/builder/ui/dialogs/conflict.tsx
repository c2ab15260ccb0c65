/** Two wrote at once: nothing is lost, and the person says whose draft goes on. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Saver } from '../../model/saving';
import { spoken, t } from '../../text';
import { Dialog } from '../controls/dialog';
import { useSeen, useStore } from '../use';

export function ConflictDialog({ saver }: { saver: Saver }): JSX.Element | null {
  const store = useStore();
  const conflict = useSeen((state) => state.conflict);
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!conflict) return null;
  const decide = async (how: () => Promise<boolean>): Promise<void> => {
    setBusy(true);
    const done = await how();
    setBusy(false);
    setWrong(!done);
    if (done) store.say('put_aside');
  };
  const at = conflict.at ? new Date(conflict.at).toLocaleTimeString(spoken(), { hour: '2-digit', minute: '2-digit' }) : '';
  return (
    <Dialog title={t('conflict')} firm onClose={() => undefined}>
      <p>{conflict.by ? t('conflict_by', { by: conflict.by, at }) : t('conflict_before')}</p>
      <p>{t('conflict_help')}</p>
      {wrong && <p class="fault" role="alert">{t('conflict_failed')}</p>}
      <div class="dialog-acts">
        <button type="button" class="button main" disabled={busy} onClick={() => void decide(() => saver.keepMine())}>{t('conflict_mine')}</button>
        <button type="button" class="button" disabled={busy} onClick={() => void decide(() => saver.takeTheirs())}>{t('conflict_theirs')}</button>
      </div>
    </Dialog>
  );
}
