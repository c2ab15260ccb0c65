/**
 * Send an enquiry with its files, and show how far it has come.
 *
 * 1. One body of parts, written by us and not by FormData: a second try carries the very same bytes.
 * 2. XMLHttpRequest, since fetch doesn't tell what has gone out.
 * 3. A slow line is no reason to give up: the more there is to send, the longer it may take.
 */

import type { Answers, Field, FileAnswer } from './engine/types';
import { files } from './files';
import type { Line } from './send';
import type { Session } from './session';
import { h } from './ui/dom';
import type { Actions } from './ui/pages/page';
import { megabytes } from './ui/more/sizes';

const TIMEOUT = 30_000;
/** Bytes per millisecond of the slowest line that is waited for. */
const SLOWEST = 16;
const QUARTERS = [0.25, 0.5, 0.75];

/** How files go out, in place of the usual ways. */
type Upload = Pick<Line, 'post' | 'slow'>;

/** Prepare the sending of a session's files, to be seen on the review page; null when it has none. */
export function upload(actions: Actions, page: HTMLElement): Upload | null {
  const { session } = actions;
  const { steps, answers } = session.path;
  const sent = steps.flatMap(({ fields }) => filesOf(fields, answers));
  if (!sent.length) return null;
  const meter = new Meter(actions);
  page.querySelector('.actions')?.before(meter.element);
  let packed: Blob | undefined;
  return {
    // What is slow shows in the bar.
    slow: () => () => undefined,
    async post(url, body) {
      const lost = await unreadable(sent);
      if (lost) return refusal(422, fieldOf(lost, actions), actions.t('file_unreadable', { name: lost.name }));
      packed ??= parcel(session.submissionId, body, sent);
      const response = await request(url, session.submissionId, packed, meter);
      if (response.ok) sent.forEach(({ id }) => files.remove(id));
      return response.status === 413 ? atField(response, actions, sent) : response;
    },
  };
}

/** Go back to the first step whose files a reload has taken: the field there says so. */
export function recover(session: Session): void {
  const { steps, answers } = session.path;
  const lost = steps.find(({ fields }) => filesOf(fields, answers).some(({ id }) => !files.get(id)));
  if (lost) session.at = lost.step.id;
}

function filesOf(fields: Field[], answers: Answers): FileAnswer[] {
  return fields.flatMap(({ kind, key }) => (kind === 'file' ? ((answers[key] ?? []) as FileAnswer[]) : []));
}

/** Write the body; the id of the submission, which is random, keeps its parts apart. */
function parcel(boundary: string, body: string, sent: FileAnswer[]): Blob {
  const head = (disposition: string, type: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
  const parts: BlobPart[] = [head('name="submission"', 'application/json'), body, '\r\n'];
  for (const { id } of sent) {
    // The name stands in the answer; here it would only have to be escaped.
    parts.push(head(`name="${id}"; filename="${id}"`, 'application/octet-stream'), files.get(id) ?? '', '\r\n');
  }
  return new Blob([...parts, `--${boundary}--\r\n`]);
}

function request(url: string, boundary: string, body: Blob, meter: Meter): Promise<Response> {
  return new Promise((go, fail) => {
    const line = new XMLHttpRequest();
    line.open('POST', url);
    line.setRequestHeader('Content-Type', `multipart/form-data; boundary=${boundary}`); // a Blob's own type is in lower case
    line.timeout = TIMEOUT + body.size / SLOWEST;
    line.upload.onprogress = ({ loaded, total }) => meter.show(loaded, total);
    line.onload = () => {
      // Asked for by name, a header that isn't exposed would make the browser complain.
      const [, after = ''] = /^retry-after: *(.*)$/im.exec(line.getAllResponseHeaders()) ?? [];
      go(new Response(line.responseText, { status: line.status, headers: { 'Retry-After': after } }));
    };
    line.onerror = line.ontimeout = line.onabort = fail;
    line.onloadend = () => (meter.element.hidden = true);
    line.send(body);
  });
}

/** Find a file that was changed or moved since it was chosen: browsers refuse to read it, at each try anew. */
async function unreadable(sent: FileAnswer[]): Promise<FileAnswer | undefined> {
  for (const one of sent) {
    const readable = files.get(one.id)?.slice(0, 1).arrayBuffer();
    if (readable && !(await readable.then(() => true, () => false))) return one;
  }
  return undefined;
}

/** Lead to the files when all of it was too much: a proxy that says so knows of no fields. */
async function atField(response: Response, actions: Actions, [first]: FileAnswer[]): Promise<Response> {
  const { detail, errors } = (await response.clone().json().catch(() => ({}))) as { errors?: unknown[]; detail?: string };
  if (errors?.length) return response;
  const field = fieldOf(first!, actions);
  const max = actions.session.flow.limits.files_mb;
  return refusal(413, field, detail || actions.t('files_too_large', { label: field?.label ?? '', max }));
}

const refusal = (status: number, field: Field | undefined, message: string): Response =>
  new Response(JSON.stringify({ errors: [{ field: field?.key, message }] }), { status });

/** Tell whose answer a file is. */
function fieldOf(file: FileAnswer, { session }: Actions): Field | undefined {
  const { steps, answers } = session.path;
  return steps.flatMap(({ fields }) => fields).find((field) => filesOf([field], answers).includes(file));
}

class Meter {
  #bar = h('progress', { max: 1, value: 0, 'aria-hidden': 'true' });
  #text = h('p', { class: 'note' });
  #said = 0;
  readonly element = h('div', { class: 'upload', hidden: true }, this.#bar, this.#text);

  constructor(private readonly actions: Actions) {}

  show(loaded: number, total: number): void {
    const { t, announce, session } = this.actions;
    const { locale } = session.flow;
    this.element.hidden = false;
    this.#bar.value = loaded / total;
    this.#text.textContent = t('uploaded', { done: megabytes(loaded, locale), all: megabytes(total, locale) });
    const reached = QUARTERS.filter((share) => loaded >= share * total).length;
    if (reached > this.#said) announce(t('uploaded_percent', { percent: reached * 25 }));
    this.#said = reached;
  }
}
