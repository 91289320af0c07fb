/** How the page may look; `system` follows the device. */
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = 'theme';

let current = $state<Theme>(findKept());
show();

export function readTheme(): Theme {
  return current;
}

export function chooseTheme(theme: Theme): void {
  current = theme;
  show();
  try {
    localStorage.setItem(KEPT, theme);
  } catch {
    // A browser that keeps nothing still shows the theme until the page is left.
  }
}

function findKept(): Theme {
  try {
    const kept = localStorage.getItem(KEPT);
    return THEMES.find((theme) => theme === kept) ?? 'system';
  } catch {
    return 'system';
  }
}

/** tokens.css hangs on the attribute. */
function show(): void {
  if (current === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current;
}
