/** Where the focus goes after something was done; the page is drawn anew first. */

/** Focus the control of a thing, by its UUID or by a name that it was given. */
export function focusOn(thing: string): void {
  requestAnimationFrame(() => {
    const control = document.querySelector<HTMLElement>(`[data-thing="${CSS.escape(thing)}"]`);
    control?.focus();
    control?.scrollIntoView({ block: 'nearest' });
  });
}
