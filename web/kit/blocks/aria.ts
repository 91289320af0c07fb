/**
 * Blockly 13 says of each block which connections it owns, drawn or not, and leaves those of the
 * toolbox inside a list of options, where nothing but options may be; a number on offer turns from
 * an option into a button; the canvas for measuring text lies outside every landmark. This takes
 * back what is wrong and touches nothing else.
 */
export function repairAria(place: HTMLElement): void {
  for (const drawn of place.querySelectorAll('[role="listbox"] [role="figure"]')) {
    drawn.removeAttribute('role');
    drawn.removeAttribute('aria-roledescription');
    drawn.setAttribute('aria-hidden', 'true');
  }
  for (const offered of place.querySelectorAll('[role="listbox"] [role="button"]'))
    offered.setAttribute('role', 'option');
  for (const owner of place.querySelectorAll('[aria-owns]')) {
    const owned = owner.getAttribute('aria-owns')?.split(' ') ?? [];
    const there = owned.filter((id) => {
      const element = document.getElementById(id);
      return element !== null && !element.hasAttribute('aria-hidden');
    });
    if (there.length === 0) owner.removeAttribute('aria-owns');
    else if (there.length < owned.length) owner.setAttribute('aria-owns', there.join(' '));
  }
  for (const canvas of document.querySelectorAll<HTMLElement>('.blocklyComputeCanvas'))
    canvas.hidden = true;
}
