/** What the builder asks the server, and what can come of it. No answer throws. */

import type { Conflict, Refusal, Served, Urls } from './boot';
import type { Draft, Picture } from './draft';
import type { Marked } from './texts';

export type Answer<Good> =
  | { is: 'good'; said: Good }
  | { is: 'conflict'; said: Conflict }
  | { is: 'refused'; said: Refusal }
  /** Logged out, or no longer allowed: the person has to do something elsewhere. */
  | { is: 'away' }
  /** No answer, or one that says that it will be better later. */
  | { is: 'offline' };

export class Server {
  constructor(private readonly urls: Urls, private csrf: string, private readonly ask: typeof fetch = (...said) => fetch(...said)) {}

  async read(): Promise<Answer<Served>> {
    const answer = await this.send<Served>(this.urls.draft, {});
    if (answer.is === 'good') this.csrf = answer.said.csrf;
    return answer;
  }

  /** Save a draft, and which of its translations are right though their sources have changed. */
  save(revision: number, draft: Draft, right: Marked): Promise<Answer<Served>> {
    return this.post<Served>(this.urls.draft, JSON.stringify({ revision, draft, right }));
  }

  /** Put a draft aside among the versions. */
  keep(draft: Draft): Promise<Answer<{ id: string }>> {
    return this.post(this.urls.keep, JSON.stringify({ draft }));
  }

  upload(file: File): Promise<Answer<Picture>> {
    const form = new FormData();
    form.set('picture', file);
    return this.post(this.urls.picture, form);
  }

  /** Post; where the token is one of an earlier login, fetch today's and try once more. */
  private async post<Good>(url: string, body: string | FormData): Promise<Answer<Good>> {
    const once = (): Promise<Answer<Good>> => {
      const headers: Record<string, string> = { 'X-CSRFToken': this.csrf };
      if (typeof body === 'string') headers['Content-Type'] = 'application/json';
      return this.send<Good>(url, { method: 'POST', body, headers });
    };
    const answer = await once();
    if (answer.is !== 'away') return answer;
    const before = this.csrf;
    const found = await this.read();
    if (found.is !== 'good') return found as Answer<Good>;
    return this.csrf === before ? answer : once();
  }

  private async send<Good>(url: string, init: RequestInit): Promise<Answer<Good>> {
    try {
      // A redirect would lead to the login, whose page is no answer to this.
      const response = await this.ask(url, { ...init, redirect: 'manual', credentials: 'same-origin', headers: { Accept: 'application/json', ...init.headers } });
      if (response.ok) return { is: 'good', said: (await response.json()) as Good };
      if (response.status === 409) return { is: 'conflict', said: (await response.json()) as Conflict };
      if (response.status === 422) return { is: 'refused', said: (await response.json()) as Refusal };
      return response.status >= 500 || response.status === 429 ? { is: 'offline' } : { is: 'away' };
    } catch {
      return { is: 'offline' };
    }
  }
}
