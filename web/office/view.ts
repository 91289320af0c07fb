/** The office's pages, in the order of the menu. */
export const VIEWS = ['progress', 'city', 'districts', 'schools'] as const;
export type View = (typeof VIEWS)[number];
