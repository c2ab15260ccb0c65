/** `#<uuid>` in the page's address is what is selected: findings elsewhere link to it, and a reload comes back to it. */

import { useEffect } from 'preact/hooks';
import { locate } from '../model/places';
import type { Store } from '../model/store';

export function useAddress(store: Store): void {
  useEffect(() => {
    const follow = (): void => {
      const wanted = location.hash.slice(1);
      if (wanted && (wanted === 'assistant' || locate(store.state.draft, wanted))) store.select(wanted);
    };
    const write = (): void => {
      const { selection } = store.state;
      const wanted = selection ? `#${selection}` : ' ';
      // No entry in the browser's history: "back" leaves the page.
      if (location.hash !== wanted.trim()) history.replaceState(null, '', wanted);
    };
    follow();
    addEventListener('hashchange', follow);
    const leave = store.subscribe(write);
    return () => (leave(), removeEventListener('hashchange', follow));
  }, [store]);
}
