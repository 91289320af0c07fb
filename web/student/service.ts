import { trustScript } from '../kit/trusted.ts';

/**
 * Registers the service worker. A newer one waits until `isIdle`: never does the page change under
 * a pupil who works.
 */
export function registerService(isIdle: () => boolean): void {
  // A guest window may have none; everything but starting offline works without it.
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const hadOne = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (hadOne && isIdle()) location.reload();
  });
  void serviceWorker
    .register(trustScript('/sw.js'), { updateViaCache: 'none' })
    .then((registration) => {
      setInterval(() => {
        if (isIdle()) registration.waiting?.postMessage('activate');
      }, 5_000);
    })
    .catch(() => undefined);
}
