/**
 * Lists whose items are dragged. Sortable moves elements; they go back at once and the draft says the new order, so
 * that the page stays what the draft makes of it.
 */

import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import Sortable, { type SortableEvent } from 'sortablejs';

export interface Dropped {
  /** The UUID of what was dragged, and the list's that it fell into. */
  thing: string;
  list: string;
  at: number;
  /** It fell on a list that only takes to its end. */
  end: boolean;
}

interface Options {
  /** Lists of one group give items to one another. */
  group: string;
  handle?: string;
  disabled?: boolean;
  takes?(item: HTMLElement): boolean;
  onDrop(dropped: Dropped): void;
}

/** Let the items of a list be dragged; each has `data-item`, the list itself `data-list`. */
export function useSorting<E extends HTMLElement>(options: Options): RefObject<E | null> {
  const list = useRef<E>(null);
  const now = useRef(options);
  now.current = options;
  useEffect(() => {
    if (!list.current || options.disabled) return undefined;
    const sortable = Sortable.create(list.current, {
      group: { name: options.group, put: (_to, from, item) => from.options.group !== undefined && sameGroup(from, options.group) && (now.current.takes?.(item) ?? true) },
      handle: options.handle ?? '.grip',
      draggable: '[data-item]',
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
      fallbackOnBody: true,
      delayOnTouchOnly: true,
      delay: 120,
      onStart: () => document.body.classList.add(`dragging-${options.group}`),
      onEnd: (event) => {
        document.body.classList.remove(`dragging-${options.group}`);
        putBack(event);
        const { item, to, newDraggableIndex: at } = event;
        if (to === event.from && at === event.oldDraggableIndex) return;
        now.current.onDrop({ thing: item.dataset.item ?? '', list: to.dataset.list ?? '', at: at ?? 0, end: 'end' in to.dataset });
      },
    });
    return () => sortable.destroy();
  }, [options.group, options.disabled]);
  return list;
}

function sameGroup(from: Sortable, name: string): boolean {
  const { group } = from.options;
  return (typeof group === 'object' ? group?.name : group) === name;
}

function putBack({ item, from, oldIndex }: SortableEvent): void {
  item.remove();
  from.insertBefore(item, from.children[oldIndex ?? 0] ?? null);
}
