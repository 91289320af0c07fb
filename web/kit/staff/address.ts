/** Where one is in an adults' page: `#/results/7K3M?pupils=score`. Links and the back button work. */
export interface Address {
  path: string[];
  query: Record<string, string | undefined>;
}

export function parseAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  return {
    path: path.split('/').filter(Boolean).map(decodePart),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** `query` may name what is to be left out by undefined. */
export function buildAddress(path: (string | number)[], query: Address['query'] = {}): string {
  const kept = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const search = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search ? `?${search}` : ''}`;
}

/** A part that nobody has encoded, such as a typed `%`, stands for itself. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
