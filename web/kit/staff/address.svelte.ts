import { type Address, buildAddress, parseAddress } from './address.ts';

let hash = $state(location.hash);
window.addEventListener('hashchange', () => {
  hash = location.hash;
});

export function readAddress(): Address {
  return parseAddress(hash);
}

/** Changes filters of the present page; the history keeps no step for each. */
export function setQuery(change: Address['query']): void {
  const { path, query } = readAddress();
  history.replaceState(null, '', buildAddress(path, { ...query, ...change }));
  hash = location.hash;
}
