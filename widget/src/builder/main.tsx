/** The builder's page: reads what the server put into it, and starts. */

import { render } from 'preact';
import type { Boot } from './model/boot';
import { Saver } from './model/saving';
import { Shelf } from './model/shelf';
import { Store } from './model/store';
import { speak } from './text';
import { App } from './ui/app';
import { StoreContext } from './ui/use';

const place = document.getElementById('zenflow-builder');
const said = document.getElementById('zenflow-build')?.textContent;
if (place && said) {
  const boot = JSON.parse(said) as Boot;
  speak(boot.language);
  const store = new Store(boot);
  const saver = new Saver(store, store.server, new Shelf(`zenflow-draft ${boot.person} ${boot.assistant}`, localStorage));
  place.replaceChildren();
  render(<StoreContext.Provider value={store}><App saver={saver} /></StoreContext.Provider>, place);
  if (boot.may_change) saver.start();
}
