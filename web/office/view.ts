/** The office's pages, in the order of the menu. */
export const VIEWS = [
  'progress',
  'close',
  'quality',
  'city',
  'districts',
  'schools',
  'results',
] as const;
export type View = (typeof VIEWS)[number];
