/** Keys that work everywhere, and what happens when the page goes. */

import { useEffect } from 'preact/hooks';
import type { Saver } from '../model/saving';
import type { Store } from '../model/store';

export function useShortcuts(store: Store, saver: Saver): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
      const key = event.key.toLowerCase();
      const act = key === 'z' ? () => (event.shiftKey ? store.redo() : store.undo())
        : key === 'y' ? () => store.redo()
        : key === 's' ? () => void saver.save() : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    const leave = (event: BeforeUnloadEvent): void => {
      if (!saver.unsaved) return;
      saver.keep();
      event.preventDefault();
    };
    // One place holds the work of all tabs of this browser: another that is done with it leaves it to this one.
    const emptied = (event: StorageEvent): void => {
      if (event.newValue === null) saver.keep();
    };
    // Back from the login in another tab, or online again: there may be an answer now.
    const again = (): void => {
      if (document.visibilityState === 'visible' && ['offline', 'away'].includes(store.state.saving)) void saver.save();
    };
    addEventListener('keydown', press);
    addEventListener('beforeunload', leave);
    addEventListener('storage', emptied);
    addEventListener('online', again);
    addEventListener('focus', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener('beforeunload', leave);
      removeEventListener('storage', emptied);
      removeEventListener('online', again);
      removeEventListener('focus', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [store, saver]);
}
