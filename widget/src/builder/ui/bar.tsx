/** The top bar: which assistant, whether it is saved, back and forth, what is left to mend, and the ways on. */

import type { JSX } from 'preact';
import type { Saver, Saving } from '../model/saving';
import { t, type Code } from '../text';
import { Findings } from './findings';
import { Icon } from './icons';
import { panels } from './panels';
import { useSeen, useStore } from './use';

const STATES: Record<Saving, Code> = {
  saved: 'state_saved',
  changed: 'state_changed',
  saving: 'state_saving',
  offline: 'state_offline',
  away: 'state_away',
  conflict: 'state_conflict',
  refused: 'state_refused',
};

export function Bar({ saver }: { saver: Saver }): JSX.Element {
  const store = useStore();
  const name = useSeen((state) => state.draft.name);
  const { urls, may_change } = store.boot;
  return (
    <header class="bar">
      <a class="icon-button" href={urls.list} aria-label={t('to_list')} title={t('to_list')}><Icon name="left" /></a>
      <h1 class="bar-name"><a href={urls.settings}>{name}</a></h1>
      <SavingState saver={saver} />
      {may_change && <History />}
      <Findings />
      <nav class="bar-panels" aria-label={t('panels')}><Panels /></nav>
      {may_change && <Publish saver={saver} />}
    </header>
  );
}

function SavingState({ saver }: { saver: Saver }): JSX.Element {
  const store = useStore();
  const saving = useSeen((state) => state.saving);
  if (!store.boot.may_change) return <p class="state">{t('read_only')}</p>;
  const stuck = saving === 'offline' || saving === 'away' || saving === 'refused';
  return (
    <div class={`state state-${saving}`}>
      <p role="status">{t(STATES[saving])}</p>
      {saving === 'away' && <a href={store.boot.urls.login} target="_blank" rel="noopener">{t('log_in')}</a>}
      {stuck && <button type="button" class="link" onClick={() => void saver.save()}>{t('save_again')}</button>}
    </div>
  );
}

function History(): JSX.Element {
  const store = useStore();
  useSeen((state) => state.draft);
  return (
    <div class="bar-history">
      <button type="button" class="icon-button" aria-label={t('undo')} title={`${t('undo')} (${t('ctrl')}+Z)`} disabled={!store.canUndo} onClick={() => store.undo()}><Icon name="undo" /></button>
      <button type="button" class="icon-button" aria-label={t('redo')} title={`${t('redo')} (${t('ctrl')}+Y)`} disabled={!store.canRedo} onClick={() => store.redo()}><Icon name="redo" /></button>
    </div>
  );
}

function Panels(): JSX.Element {
  const store = useStore();
  const open = useSeen((state) => state.panel);
  return (
    <>
      {panels.map(({ id, label, icon }) => (
        <button key={id} type="button" class="bar-button" aria-pressed={open === id} onClick={() => store.set({ panel: open === id ? null : id })}>
          <Icon name={icon} /><span>{t(label)}</span>
        </button>
      ))}
    </>
  );
}

/** Lead to publishing, once everything is saved: that page looks at what the server has. */
function Publish({ saver }: { saver: Saver }): JSX.Element {
  const store = useStore();
  const go = async (event: MouseEvent): Promise<void> => {
    if (!saver.unsaved) return;
    event.preventDefault();
    await saver.save();
    if (!saver.unsaved) location.assign(store.boot.urls.publish);
  };
  return <a class="button main" href={store.boot.urls.publish} onClick={(event) => void go(event)}>{t('publish')}</a>;
}
