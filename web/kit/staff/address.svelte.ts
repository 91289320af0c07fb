/** Where one is in an adults' page: `#/results/7K3M?sort=seat`. Links and the back button work. */
export interface Address {
  path: string[];
  query: URLSearchParams;
}

let hash = $state(location.hash);
window.addEventListener('hashchange', () => {
  hash = location.hash;
});

export function readAddress(): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  return {
    path: path.split('/').filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(query),
  };
}

/** `query` may name what is to be left out by undefined. */
export function buildAddress(
  path: (string | number)[],
  query: Record<string, string | undefined> = {},
): string {
  const kept = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const search = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search ? `?${search}` : ''}`;
}

/** Changes filters of the present page; the history keeps no step for each. */
export function setQuery(change: Record<string, string | undefined>): void {
  const { path, query } = readAddress();
  const merged = { ...Object.fromEntries(query), ...change };
  history.replaceState(null, '', buildAddress(path, merged));
  hash = location.hash;
}
