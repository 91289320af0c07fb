import { Workbox } from 'workbox-window';
import { trustScript } from '../kit/trusted.ts';

/**
 * Registers the service worker. A newer one waits until `isIdle`: never does the page change under
 * a pupil who works.
 */
export function registerService(isIdle: () => Promise<boolean>): void {
  // A guest window may have none; everything but starting offline works without it.
  if (!('serviceWorker' in navigator)) return;
  const workbox = new Workbox(trustScript('/sw.js'), { updateViaCache: 'none' });
  workbox.addEventListener('waiting', () => {
    const tryIt = async () => {
      if (await isIdle()) workbox.messageSkipWaiting();
      else setTimeout(() => void tryIt(), 5_000);
    };
    setTimeout(() => void tryIt(), 5_000);
  });
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (!isUpdate) return;
    void isIdle().then((idle) => {
      if (idle) location.reload();
    });
  });
  void workbox.register().catch(() => undefined);
}
