/**
 * The builder's state, and the only way to change it.
 *
 * 1. A draft is never changed in place: an operation gives the next one, and history is the list of drafts.
 * 2. Steps of the same writing (`merge`) are one step of history: undo takes back a sentence, not a letter.
 * 3. What is selected travels with history, so that undo shows what it brings back.
 */

import type { Boot, Conflict, Finding } from './boot';
import type { Draft } from './draft';
import { joined, type Marked, type Wordings, without } from './texts';
import { locate } from './places';
import type { RichNode } from '../../engine/types';
import type { Told } from '../../previewing/messages';
import type { Saving } from './saving';
import { Server } from './server';
import type { Code, Params } from '../text';
import type { Attempt } from './attempt';

export type Operation = (draft: Draft) => Draft;

/** A UUID of the draft, 'assistant' for its own texts, or null. */
export type Selection = string | null;

export interface State {
  draft: Draft;
  selection: Selection;
  /** How often something was chosen, the same thing again too: the preview goes there. */
  chosen: number;
  /** The language whose texts are being written. */
  locale: string;
  /** The panel that is open, by its id; null shows the questions. */
  panel: string | null;
  findings: readonly Finding[];
  frozen: Readonly<Record<string, string>>;
  rich: Readonly<Record<string, RichNode[]>>;
  /** What languages say that were taken away. */
  resting: Readonly<Record<string, Wordings>>;
  /** The translations whose source has changed since. */
  stale: Marked;
  /** Those that the person called right all the same, until the server knows. */
  right: Marked;
  /** A sentence of the server's about one thing, until it is changed. */
  refusal: { text: string; place: string } | null;
  saving: Saving;
  conflict: Conflict | null;
  /** Where the end user of the preview is, and which conditions hold for them. */
  path: Told | null;
  /** A removal or a move that would break something, until it is decided. */
  attempt: Attempt | null;
  /** The question whose new place is being chosen. */
  moving: string | null;
  /** The question whose new kind is being chosen. */
  changing: string | null;
  /** What was just done, said aloud and shown for a moment. */
  said: Said | null;
}

export interface Said {
  code: Code;
  params: Params;
  /** Whether it offers to take back what was done. */
  undo: boolean;
}

interface Moment {
  draft: Draft;
  selection: Selection;
}

export interface Change {
  /** What is selected afterwards; unchanged when it isn't named. */
  select?: Selection;
  /** Changes with the same word, one after the other, are one step of history. */
  merge?: string;
}

const MOST_STEPS = 200;
const SAME_WRITING = 2000;

export class Store {
  state: State;
  readonly server: Server;
  private past: Moment[] = [];
  private future: Moment[] = [];
  private merging = '';
  private mergedAt = 0;
  private listeners = new Set<() => void>();

  constructor(readonly boot: Boot, private readonly now: () => number = Date.now) {
    const { draft, findings, frozen, rich, resting, stale } = boot;
    this.server = new Server(boot.urls, boot.csrf);
    const selection = draft.steps[0]?.id ?? 'assistant';
    this.state = {
      draft, selection, chosen: 0, locale: draft.default_locale, panel: null, findings, frozen, rich, resting, stale, right: {}, refusal: null,
      saving: 'saved', conflict: null, path: null, attempt: null, moving: null, changing: null, said: null,
    };
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Change what is no part of the draft. */
  set(change: Partial<Omit<State, 'draft'>>): void {
    this.state = { ...this.state, ...change };
    for (const listener of [...this.listeners]) listener();
  }

  /** Say what was done. */
  say(code: Code, undo = false, params: Params = {}): void {
    this.set({ said: { code, params, undo } });
  }

  /** Call a translation right though its source has changed. */
  callRight(locale: string, place: string): void {
    const { stale, right } = this.state;
    const called = { [locale]: [place] };
    this.set({ stale: without(stale, called), right: joined(right, called) });
  }

  /** Show another thing; a UUID that isn't there (any more) shows nothing. */
  select(selection: Selection): void {
    this.set({ selection, chosen: this.state.chosen + 1, panel: null, moving: null, changing: null });
    this.merging = '';
  }

  /** Change the draft. An operation that gives back the same draft changes nothing. */
  dispatch(operation: Operation, { select, merge = '' }: Change = {}): void {
    if (!this.boot.may_change) return;
    const { draft, selection } = this.state;
    const next = operation(draft);
    if (next === draft) return;
    const now = this.now();
    if (!merge || merge !== this.merging || now - this.mergedAt > SAME_WRITING) {
      this.past = [...this.past.slice(1 - MOST_STEPS), { draft, selection }];
    }
    this.merging = merge;
    this.mergedAt = now;
    this.future = [];
    this.state = { ...this.state, said: null }; // what it offers to take back is no longer the last thing done
    this.show(next, select === undefined ? selection : select);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.future.push({ draft: this.state.draft, selection: this.state.selection });
    this.merging = '';
    this.show(before.draft, before.selection);
  }

  redo(): void {
    const after = this.future.pop();
    if (!after) return;
    this.past.push({ draft: this.state.draft, selection: this.state.selection });
    this.merging = '';
    this.show(after.draft, after.selection);
  }

  /** Take over a draft from elsewhere; what was before it can't be brought back by undo. */
  replace(draft: Draft): void {
    this.past = [];
    this.future = [];
    this.show(draft, this.state.selection);
  }

  /** Take over the server's wording of the very draft that it was sent. */
  correct(draft: Draft): void {
    this.state = { ...this.state, draft };
  }

  private show(draft: Draft, selection: Selection): void {
    const kept = selection === 'assistant' || locate(draft, selection) ? selection : (draft.steps[0]?.id ?? 'assistant');
    const locale = draft.locales.includes(this.state.locale) ? this.state.locale : draft.default_locale;
    this.state = { ...this.state, draft, locale };
    this.set({ selection: kept, refusal: null });
  }
}
