/** The part of d3-scale 4.0.3 that is used; the package brings no types. */
declare module 'd3-scale' {
  interface LinearScale {
    (value: number): number;
    domain(ends: [number, number]): LinearScale;
    domain(): [number, number];
    clamp(clamped: boolean): LinearScale;
    range(ends: [number, number]): LinearScale;
    nice(count?: number): LinearScale;
    ticks(count?: number): number[];
  }
  export function scaleLinear(): LinearScale;
}
