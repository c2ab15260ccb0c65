/** What opens from the top bar, beside the questions. A further panel is one entry here. */

import type { FunctionComponent } from 'preact';
import type { Store } from '../model/store';
import type { Code } from '../text';
import type { IconName } from './icons';
import { LookPanel } from './look/panel';
import { MapPanel } from './map/panel';
import { VariablesPanel } from './variables/panel';

export interface Panel {
  id: string;
  label: Code;
  icon: IconName;
  component: FunctionComponent<{ store: Store }>;
}

export const panels: readonly Panel[] = [
  { id: 'map', label: 'map', icon: 'map', component: MapPanel },
  { id: 'variables', label: 'variables', icon: 'variables', component: VariablesPanel },
  { id: 'look', label: 'look', icon: 'look', component: LookPanel },
];
