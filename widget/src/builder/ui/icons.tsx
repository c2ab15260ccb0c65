/** Our own signs, 20 by 20, drawn in the colour of the text around them. */

import type { JSX } from 'preact';

const PATHS = {
  add: 'M10 4v12M4 10h12',
  less: 'M4 10h12',
  recall: 'M7 4c-2 0-2 1-2 3s0 3-2 3c2 0 2 1 2 3s0 3 2 3M13 4c2 0 2 1 2 3s0 3 2 3c-2 0-2 1-2 3s0 3-2 3M10 8v4M8 10h4',
  fit: 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4',
  up: 'M10 16V5M5 10l5-5 5 5',
  down: 'M10 4v11M5 10l5 5 5-5',
  undo: 'M4 8h8a4 4 0 0 1 0 8H8M4 8l4-4M4 8l4 4',
  redo: 'M16 8H8a4 4 0 0 0 0 8h4M16 8l-4-4M16 8l-4 4',
  restart: 'M5 6v4h4M5.5 10a5.5 5.5 0 1 1 1.6 4.4',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  remove: 'M5 6h10M8 6V4h4v2M6 6l1 10h6l1-10M9 9v4M11 9v4',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  grip: 'M8 5h.01M12 5h.01M8 10h.01M12 10h.01M8 15h.01M12 15h.01',
  close: 'M5 5l10 10M15 5L5 15',
  open: 'M6 8l4 4 4-4',
  right: 'M8 5l5 5-5 5',
  left: 'M12 5l-5 5 5 5',
  search: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM13 13l4 4',
  warn: 'M10 3l7.5 13h-15zM10 8v4M10 14v.01',
  tick: 'M4 10l4 4 8-8',
  map: 'M5 5h4v4H5zM11 11h4v4h-4zM9 7h4v4',
  look: 'M10 3a7 7 0 1 0 0 14c2 0 1-2 2-3s5 0 5-4a7 7 0 0 0-7-7zM7 8v.01M11 6.5v.01M14 9v.01',
  variables: 'M4 16L16 4M6 5.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM14 11.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z',
  languages: 'M3 6h8M7 4v2M9 6c-1 4-3 6-6 7M5 8c1 2 3 4 6 5M11 16l3-7 3 7M12 14h4',
  branch: 'M6 4v12M6 10c5 0 8-1 8-5M12 7l2-2 2 2',
  picture: 'M4 5h12v10H4zM4 13l4-4 3 3 2-2 3 3M12.5 8v.01',
  end: 'M5 3v14M5 4h10l-3 3 3 3H5',
  group: 'M4 5h12M4 15h12M6 8h8v4H6z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
