/** What can be set of a selected thing: sections, one below the other, each opened and closed by its heading. */

import type { FunctionComponent } from 'preact';
import type { Place } from '../../model/places';
import type { Store } from '../../model/store';
import type { Code } from '../../text';
import { logicSections } from './logic';

export interface Section<Type extends Place['type'] = Place['type']> {
  id: string;
  label: Code;
  of: Type;
  /** Whether the thing has it at all; always, when there is none. */
  fits?(store: Store, place: Extract<Place, { type: Type }>): boolean;
  /** A word or two beside the heading, so that a closed section tells what it holds. */
  summary?(store: Store, place: Extract<Place, { type: Type }>): string;
  component: FunctionComponent<{ store: Store; place: Extract<Place, { type: Type }> }>;
}

/** Keep a section's own type of place while it stands in the list with all others. */
export function of<Type extends Place['type']>(section: Section<Type>): Section {
  return section as unknown as Section;
}

export const sections: readonly Section[] = [...logicSections];
