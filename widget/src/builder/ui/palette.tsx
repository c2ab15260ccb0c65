/** The kinds of questions, sorted the way people look for them, with a search. */

import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Kind } from '../model/boot';
import * as edit from '../model/operations';
import type { Store } from '../model/store';
import { t } from '../text';
import { Dialog } from './controls/dialog';
import { TextInput } from './controls/text';
import { fieldsOf } from './acts';
import { focusOn } from './focus';
import { Icon } from './icons';
import { useStore } from './use';

interface PaletteProps {
  store: Store;
  parentId: string;
  within: boolean;
}

export function Palette(props: PaletteProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const { store, parentId, within } = props;
  const choose = (kind: Kind): void => {
    const field = edit.newField(kind, store.state.draft, within ? parentId : null);
    setOpen(false);
    store.dispatch(edit.addField(field, parentId, fieldsOf(store, parentId).length), { select: field.id });
    store.say('question_added', true, { kind: kind.label });
    focusOn(`${field.id}.label`);
  };
  return (
    <>
      <button type="button" class="add" data-thing={`add-in-${props.parentId}`} onClick={() => setOpen(true)}><Icon name="add" />{t('add_question')}</button>
      {open && (
        <Dialog title={t('add_question')} class="palette" onClose={() => setOpen(false)}>
          <Kinds fits={(kind) => kind.in_groups || !props.within} onChosen={choose} />
        </Dialog>
      )}
    </>
  );
}

interface KindsProps {
  fits(kind: Kind): boolean;
  onChosen(kind: Kind): void;
}

/** The kinds to choose from, with a search. */
export function Kinds({ fits, onChosen }: KindsProps): JSX.Element {
  const store = useStore();
  const [sought, setSought] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groups = offered(store, fits, sought);
  const first = groups[0]?.kinds[0];
  return (
    <>
      <TextInput
        label={t('search_kinds')} first value={sought} onValue={setSought}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first) onChosen(first);
          if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
        }}
      />
      <div class="offers" ref={list} onKeyDown={(event) => walk(event, list.current)}>
        {groups.map(({ label, kinds }) => (
          <section key={label} aria-label={label}>
            <h3 class="heading">{label}</h3>
            <ul>
              {kinds.map((kind) => (
                <li key={kind.name}>
                  <button type="button" class="offer" data-kind={kind.name} onClick={() => onChosen(kind)}>
                    <span class="offer-name">{kind.label}</span>
                    <span class="offer-words">{kind.description}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {!first && <p class="empty">{t('no_kind')}</p>}
      </div>
    </>
  );
}

function offered({ boot }: Store, wanted: (kind: Kind) => boolean, sought: string): { label: string; kinds: Kind[] }[] {
  const words = sought.trim().toLowerCase();
  const fits = (kind: Kind): boolean => wanted(kind) && `${kind.label} ${kind.description}`.toLowerCase().includes(words);
  const groups = boot.palette.map(({ label, kinds }) => ({ label, kinds: kinds.map((name) => boot.kinds[name]).filter((kind): kind is Kind => !!kind && fits(kind)) }));
  return groups.filter(({ kinds }) => kinds.length);
}

function walk(event: KeyboardEvent, list: HTMLElement | null): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const offers = [...(list?.querySelectorAll('button') ?? [])];
  offers.at((offers.indexOf(document.activeElement as HTMLButtonElement) + by) % offers.length)?.focus();
}
