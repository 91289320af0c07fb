import { tick } from 'svelte';

/**
 * Where another view begins: its heading takes the focus, or a keyboard and a screen reader would
 * be left where a button has just gone. The heading needs `tabindex="-1"`.
 */
export function takeFocus(heading: HTMLElement): void {
  heading.focus();
}

/** The same for what lies over the page: once it is gone, the focus goes back to where it was. */
export function borrowFocus(heading: HTMLElement): () => void {
  const before = document.activeElement;
  heading.focus();
  return () => {
    void tick().then(() => {
      const isFree = document.activeElement === document.body;
      if (isFree && before instanceof HTMLElement) before.focus();
    });
  };
}
