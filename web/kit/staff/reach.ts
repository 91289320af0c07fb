/** A region that scrolls sideways must take the focus, or a keyboard cannot scroll it. */
export function reachByKeyboard(region: HTMLElement): void {
  region.tabIndex = 0;
}
