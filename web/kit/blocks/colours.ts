const QUERIES = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'];

/** Calls `run` when the device turns dark or light or asks for contrast; returns the way to stop. */
export function watchColours(run: () => void): () => void {
  const queries = QUERIES.map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener('change', run);
  return () => {
    for (const query of queries) query.removeEventListener('change', run);
  };
}
