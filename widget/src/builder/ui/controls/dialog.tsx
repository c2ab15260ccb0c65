/** A dialog over the page; Escape closes it, and the focus goes back to where it was. */

import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../../text';
import { Icon } from '../icons';

interface DialogProps {
  title: string;
  onClose(): void;
  /** Whether it may be closed without a decision. */
  firm?: boolean;
  class?: string;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, firm = false, class: name = '', children }: DialogProps): JSX.Element {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      if (before?.isConnected && document.activeElement === document.body) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog} class={`dialog ${name}`} aria-labelledby={id} onClick={(event) => !firm && event.target === dialog.current && onClose()}
      onCancel={(event) => { event.preventDefault(); if (!firm) onClose(); }}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        {!firm && <button type="button" class="icon-button" aria-label={t('close')} onClick={onClose}><Icon name="close" /></button>}
      </div>
      {children}
    </dialog>
  );
}
