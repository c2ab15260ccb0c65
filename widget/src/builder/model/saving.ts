/**
 * Saving by itself: a moment after the last change, one request at a time, until the server has what the page shows.
 *
 * 1. Before anything is sent it is kept in this browser, and stays there until the server has it.
 * 2. What was saved names the revision it was made of. Somebody else's in between is a conflict, and nothing is sent
 *    until the person has said whose goes on; the other's is put aside among the versions first.
 * 3. Without an answer it is tried again, less and less often; at once when the browser says that it is online again,
 *    or when the person comes back to the page (from logging in, say).
 */

import type { Conflict, Served } from './boot';
import type { Draft } from './draft';
import type { Answer, Server } from './server';
import { equal, type Shelf } from './shelf';
import type { Store } from './store';
import { hasAny, type Marked, without } from './texts';

export type Saving = 'saved' | 'changed' | 'saving' | 'offline' | 'away' | 'conflict' | 'refused';

const PAUSE = 700;
const LONGEST_WAIT = 60_000;

export class Saver {
  private known: Draft;
  private looked: Draft;
  private called: Marked;
  private revision: number;
  private busy = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: Store, private readonly server: Server, private readonly shelf: Shelf) {
    this.known = this.looked = store.state.draft;
    this.called = store.state.right;
    this.revision = store.boot.revision;
  }

  /** Begin: take up what an earlier visit couldn't save, then follow every change. */
  start(): void {
    const kept = this.shelf.get();
    this.store.subscribe(() => this.look());
    if (!kept || equal(kept.draft, this.known)) return this.shelf.clear();
    const theirs = this.known;
    this.store.dispatch(() => kept.draft);
    if (kept.revision === this.revision) return this.store.say('restored', true);
    this.meet({ revision: this.revision, draft: theirs, by: '', at: '' });
  }

  get unsaved(): boolean {
    return this.store.state.draft !== this.known || hasAny(this.store.state.right);
  }

  /** Keep what is unsaved in this browser; for when the page goes. */
  keep(): void {
    if (this.unsaved) this.shelf.put({ revision: this.revision, draft: this.store.state.draft });
  }

  /** Save now what isn't saved. */
  async save(): Promise<void> {
    clearTimeout(this.timer);
    const { draft, conflict, right } = this.store.state;
    if (this.busy || conflict || !this.unsaved) return;
    this.busy = true;
    this.keep();
    this.store.set({ saving: 'saving' });
    const answer = await this.server.save(this.revision, draft, right);
    this.busy = false;
    if (answer.is === 'good') this.store.set({ right: without(this.store.state.right, right) });
    this.take(draft, answer);
  }

  /** Go on with the other's draft; mine is put aside. */
  async takeTheirs(): Promise<boolean> {
    if ((await this.server.keep(this.store.state.draft)).is !== 'good') return false;
    const answer = await this.server.read();
    if (answer.is !== 'good') return false;
    this.known = this.looked = answer.said.draft;
    this.called = {};
    this.store.set({ right: this.called });
    this.learn(answer.said);
    this.store.set({ conflict: null, saving: 'saved' });
    this.store.replace(answer.said.draft);
    return true;
  }

  /** Go on with mine; the other's is put aside. */
  async keepMine(): Promise<boolean> {
    const { conflict } = this.store.state;
    if (!conflict || (await this.server.keep(conflict.draft)).is !== 'good') return false;
    this.revision = conflict.revision;
    this.known = conflict.draft;
    this.store.set({ conflict: null });
    await this.save();
    return true;
  }

  private look(): void {
    const { draft, right } = this.store.state;
    if (draft === this.looked && right === this.called) return;
    [this.looked, this.called] = [draft, right];
    if (this.busy || this.store.state.conflict) return;
    this.failures = 0;
    if (this.unsaved) this.later(PAUSE, 'changed');
    else this.rest();
  }

  private later(wait: number, saving: Saving): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), wait);
    if (this.store.state.saving !== saving) this.store.set({ saving });
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.shelf.clear();
    this.store.set({ saving: 'saved' });
  }

  private take(sent: Draft, answer: Answer<Served>): void {
    switch (answer.is) {
      case 'good': return this.saved(sent, answer.said);
      case 'conflict': return this.meet(answer.said);
      case 'refused': {
        const { detail, place } = answer.said;
        return this.store.set({ saving: 'refused', refusal: { text: detail, place } });
      }
      case 'away': return this.store.set({ saving: 'away' });
      case 'offline':
        this.failures += 1;
        return this.later(Math.min(1000 * 2 ** this.failures, LONGEST_WAIT), 'offline');
    }
  }

  private saved(sent: Draft, served: Served): void {
    this.failures = 0;
    this.known = sent;
    if (this.store.state.draft === sent && !equal(sent, served.draft)) {
      this.known = this.looked = served.draft;
      this.store.correct(served.draft);
    }
    this.learn(served);
    if (this.unsaved) this.later(PAUSE, 'changed');
    else this.rest();
  }

  private learn({ revision, findings, frozen, rich, resting, stale }: Served): void {
    this.revision = revision;
    this.store.set({ stale: without(stale, this.store.state.right) });
    // An answer to what was sent before a language went doesn't know what that said.
    this.store.set({ findings, frozen, rich, resting: { ...this.store.state.resting, ...resting } });
  }

  private meet(conflict: Conflict): void {
    clearTimeout(this.timer);
    this.keep();
    this.store.set({ saving: 'conflict', conflict });
  }
}
