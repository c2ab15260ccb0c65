/** "Insert an answer": puts the key of an earlier answer or variable into a text, as {{key}}. */

import type { JSX } from 'preact';
import { recallsAt } from '../../model/offers';
import { locate } from '../../model/places';
import { nameOf } from '../../model/words';
import { t } from '../../text';
import { useSeen, useStore } from '../use';
import { Menu } from './menu';

const RECALLING = new Set(['title', 'text', 'label', 'help', 'statement', 'message']);
const HOLDERS = new Set(['step', 'field', 'check', 'ending']);

/** Give the menu of a text, named as `<uuid>.<text>`; nothing where earlier answers can't be shown. */
export function RecallMenu({ thing, onInsert }: { thing: string; onInsert(recall: string): void }): JSX.Element | null {
  const store = useStore();
  const draft = useSeen((state) => state.draft);
  const [id = '', slot = ''] = thing.split('.');
  if (!RECALLING.has(slot) || !HOLDERS.has(locate(draft, id)?.type ?? '')) return null;
  const offers = recallsAt(draft, store.boot.kinds, id);
  if (!offers.length) return null;
  const items = offers.map(({ id: offered, key }) => ({ label: nameOf(draft, offered), keys: `{{${key}}}`, act: () => onInsert(`{{${key}}}`) }));
  return <Menu label={t('insert_recall')} icon="recall" worded items={items} />;
}

/** Put a recall where the cursor is, or at the end. */
export function inserted(text: string, recall: string, control: HTMLInputElement | HTMLTextAreaElement | null): string {
  const at = control?.selectionEnd ?? text.length;
  return `${text.slice(0, at)}${recall}${text.slice(at)}`;
}
