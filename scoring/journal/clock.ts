/** The clocks of a page, in whole ms. */
export interface Clock {
  /** Since some instant of the page's own: never set back. */
  monotonic(): number;
  /** The wall clock's: recorded, never trusted. */
  wall(): number;
}
