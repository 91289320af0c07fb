/** How large the words and blocks are. */
export type TextSize = 'usual' | 'large';

const KEPT = 'text-size';

let current = $state<TextSize>(findKept());
show();

export function readTextSize(): TextSize {
  return current;
}

export function chooseTextSize(size: TextSize): void {
  current = size;
  show();
  try {
    localStorage.setItem(KEPT, size);
  } catch {
    // A browser that keeps nothing still shows the size until the page is left.
  }
}

function findKept(): TextSize {
  try {
    return localStorage.getItem(KEPT) === 'large' ? 'large' : 'usual';
  } catch {
    return 'usual';
  }
}

/** tokens.css hangs on the attribute. */
function show(): void {
  if (current === 'usual') delete document.documentElement.dataset['text'];
  else document.documentElement.dataset['text'] = current;
}
