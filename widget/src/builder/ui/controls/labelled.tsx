/** What every control has: a label, a hint, and the sentence that says what is wrong. */

import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

export interface Labels {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  /** Said, but not shown: where the place tells enough. */
  silent?: boolean | undefined;
}

/** What the control itself gets. */
export interface Named {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

export function Labelled({ label, help, error, silent, children }: Labels & { children: (named: Named) => ComponentChildren }): JSX.Element {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="control">
      <label for={id} class={silent ? 'unseen' : 'label'}>{label}</label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {help && <p class="hint" id={`${id}-help`}>{help}</p>}
      {error && <p class="fault" id={`${id}-error`}>{error}</p>}
    </div>
  );
}
