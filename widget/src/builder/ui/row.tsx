/** A line of a list that can be chosen, dragged, moved by keys, and has a menu. */

import type { ComponentChildren, JSX } from 'preact';
import type { Level } from '../model/findings';
import { t } from '../text';
import { Icon } from './icons';
import { type Item, Menu } from './controls/menu';

interface RowProps {
  id: string;
  name: string;
  detail: string;
  number?: number | undefined;
  current: boolean;
  level: Level | undefined;
  items: readonly Item[];
  fixed: boolean;
  onChoose(): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
  children?: ComponentChildren;
}

export function Row(row: RowProps): JSX.Element {
  const keys = (event: KeyboardEvent): void => {
    if (row.fixed) return;
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (by) {
      event.preventDefault();
      row.onMove(by as -1 | 1);
    } else if (event.key === 'Delete' && event.target === event.currentTarget) row.onRemove();
  };
  return (
    <li class={`row ${row.current ? 'current' : ''}`} data-item={row.id}>
      {!row.fixed && <span class="grip" aria-hidden="true"><Icon name="grip" /></span>}
      <button
        type="button" class="row-main" data-thing={row.id} aria-current={row.current ? 'true' : undefined}
        onClick={row.onChoose} onKeyDown={keys}
      >
        {row.number !== undefined && <span class="row-number">{row.number}</span>}
        <span class="row-words"><span class="row-name">{row.name}</span><span class="row-detail">{row.detail}</span></span>
        {row.level && <Mark level={row.level} />}
      </button>
      {!row.fixed && <Menu label={t('menu_of', { name: row.name })} items={row.items} />}
      {row.children}
    </li>
  );
}

/** Say that something is to be looked at here: a sign and, for those who are read to, a word. */
export function Mark({ level }: { level: Level }): JSX.Element {
  return <span class={`mark mark-${level}`}><Icon name={level === 'open' ? 'languages' : 'warn'} /><span class="unseen">{t(`has_${level}`)}</span></span>;
}
