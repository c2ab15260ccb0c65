/** Edits of the endings and of the assistant's own texts. */

import type { Draft, Ending } from '../draft';
import type { Operation } from '../store';
import { inserted, moved, one, patched, without } from './edit';
import { copied, newId } from './fresh';

type Endings = Draft['endings'];

const inEndings = (change: (endings: Endings) => Endings): Operation => (draft) =>
  patched<Draft>(draft, { endings: change(draft.endings) });

export const newEnding = (): Ending => ({ id: newId(), kind: 'thanks', title: {}, text: null, url: null });

export const addEnding = (ending: Ending, at: number): Operation => inEndings((endings) => inserted(endings, at, ending));

export const moveEnding = (id: string, at: number): Operation => inEndings((endings) => moved(endings, id, at));

export const removeEnding = (id: string): Operation => inEndings((endings) => without(endings, id));

export const changeEnding = (id: string, patch: Partial<Ending>): Operation =>
  inEndings((endings) => one(endings, id, (ending) => patched(ending, patch)));

export const copyOfEnding = (ending: Ending): Ending => copied(ending);

/** Change what the assistant itself says: its name, title, introduction, languages, look. */
export const changeAssistant = (patch: Partial<Draft>): Operation => (draft) => patched(draft, patch);
