/** The part of jsdom that the build uses; the package brings no types of its own. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options: { pretendToBeVisual: boolean });
    readonly window: Window & typeof globalThis;
  }
}
