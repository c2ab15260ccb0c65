/** A button that opens a short list of things to do. Keys as in any menu: arrows, Home, End, Escape. */

import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../icons';

export interface Item {
  label: string;
  icon?: IconName;
  keys?: string;
  disabled?: boolean;
  act(): void;
}

interface MenuProps {
  label: string;
  icon?: IconName;
  /** Whether the label is shown, where there is room. */
  worded?: boolean;
  items: readonly Item[];
}

export function Menu({ label, icon = 'more', worded = false, items }: MenuProps): JSX.Element {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useLayoutEffect(() => {
    if (!open || !list.current || !button.current) return;
    list.current.showPopover();
    place(list.current, button.current.getBoundingClientRect());
    list.current.querySelector<HTMLElement>('[role=menuitem]:not([disabled])')?.focus();
  }, [open]);
  const close = (): void => list.current?.hidePopover();
  return (
    <>
      <button
        ref={button} type="button" class={`icon-button ${worded ? 'worded' : ''}`} aria-label={label} title={label} aria-haspopup="menu" aria-expanded={open}
        aria-controls={id} onClick={() => (open ? close() : setOpen(true))}
      >
        <Icon name={icon} />{worded && <span>{label}</span>}
      </button>
      <div
        ref={list} id={id} class="menu" role="menu" aria-label={label} popover="auto" onKeyDown={(event) => walk(event, list.current)}
        onToggle={(event) => (event as unknown as ToggleEvent).newState === 'closed' && setOpen(false)}
      >
        {open && items.map((item) => (
          <button
            key={item.label} type="button" role="menuitem" tabIndex={-1} class="menu-item" disabled={item.disabled}
            onClick={() => { close(); button.current?.focus(); item.act(); }}
          >
            {item.icon && <Icon name={item.icon} />}<span>{item.label}</span>{item.keys && <kbd>{item.keys}</kbd>}
          </button>
        ))}
      </div>
    </>
  );
}

function place(list: HTMLElement, beside: DOMRect): void {
  const { width, height } = list.getBoundingClientRect();
  const below = beside.bottom + 4;
  list.style.left = `${Math.max(8, Math.min(beside.right - width, innerWidth - width - 8))}px`;
  list.style.top = `${below + height > innerHeight ? Math.max(8, beside.top - height - 4) : below}px`;
}

function walk(event: KeyboardEvent, list: HTMLElement | null): void {
  const items = [...(list?.querySelectorAll<HTMLElement>('[role=menuitem]:not([disabled])') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const wanted = next[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(wanted % items.length)?.focus();
}
