import {
  type PrecacheEntry,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
// The pupil's page only: the adults' pages and the API are never answered from here.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/'), {
    allowlist: [/^\/(?:index\.html)?(?:\?.*)?$/],
  }),
);

// The page says when no test is under way; until then a newer version waits.
self.addEventListener('message', ({ data }: { data?: { type?: unknown } }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
});
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});
