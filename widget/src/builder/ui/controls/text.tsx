/** Texts that are typed. */

import type { JSX, TargetedKeyboardEvent, TargetedClipboardEvent } from 'preact';
import { Labelled, type Labels } from './labelled';

type Typed = HTMLInputElement | HTMLTextAreaElement;

export interface TextProps extends Labels {
  value: string;
  onValue(value: string): void;
  most?: number | undefined;
  placeholder?: string | undefined;
  /** Several lines. */
  long?: boolean | undefined;
  disabled?: boolean | undefined;
  mode?: 'decimal' | 'numeric' | 'url' | undefined;
  /** The language that it is written in, for those who are read to. */
  lang?: string | undefined;
  thing?: string | undefined;
  class?: string | undefined;
  /** Where a dialog begins. */
  first?: boolean | undefined;
  onKeyDown?(event: TargetedKeyboardEvent<Typed>): void;
  onPaste?(event: TargetedClipboardEvent<Typed>): void;
}

export function TextInput(props: TextProps): JSX.Element {
  const { value, onValue, most, placeholder, long, disabled, mode, lang, thing, first, onKeyDown, onPaste, ...labels } = props;
  return (
    <Labelled {...labels}>
      {(named) => {
        const given = {
          ...named, class: `text ${props.class ?? ''}`, value, placeholder, disabled, lang, maxLength: most, 'data-thing': thing, autofocus: first, onKeyDown, onPaste,
          onInput: (event: { currentTarget: Typed }): void => onValue(event.currentTarget.value),
        };
        return long ? <textarea {...given} rows={2} /> : <input {...given} type="text" inputMode={mode} autocomplete="off" />;
      }}
    </Labelled>
  );
}
