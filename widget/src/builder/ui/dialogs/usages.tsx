/** What looks at something that is about to go, or to move: said before it happens. */

import type { JSX } from 'preact';
import { sayBreak } from '../../model/words';
import { t } from '../../text';
import { Dialog } from '../controls/dialog';
import { useSeen, useStore } from '../use';

export function UsagesDialog(): JSX.Element | null {
  const store = useStore();
  const attempt = useSeen((state) => state.attempt);
  if (!attempt) return null;
  const said = [...new Set(attempt.broken.map((one) => sayBreak(store.state.draft, one)))];
  return (
    <Dialog title={t('usages')} onClose={attempt.leave}>
      <ul class="findings">{said.map((words) => <li key={words}>{words}</li>)}</ul>
      <p>{t('usages_help')}</p>
      <div class="dialog-acts">
        <button type="button" class="button main" onClick={attempt.go}>{t('usages_go')}</button>
        <button type="button" class="button" onClick={attempt.leave}>{t('cancel')}</button>
      </div>
    </Dialog>
  );
}
