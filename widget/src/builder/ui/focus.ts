/** Where the focus goes after something was done; the page is drawn anew first. */

/** Focus the control of a thing, by its UUID or by a name that it was given; `overwrite` selects what stands in it. */
export function focusOn(thing: string, overwrite = false): void {
  requestAnimationFrame(() => {
    const control = document.querySelector<HTMLElement>(`[data-thing="${CSS.escape(thing)}"]`);
    control?.focus();
    if (overwrite) (control as HTMLInputElement | null)?.select();
    control?.scrollIntoView({ block: 'nearest' });
  });
}
