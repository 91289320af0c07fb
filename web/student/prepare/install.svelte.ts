/** The browser's offer to install the app: kept until somebody presses our own button. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer = $state.raw<InstallOffer>();

/** Call it before the page is drawn: the browser makes the offer once. On iPadOS it never does. */
export function awaitInstallOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = event as InstallOffer;
  });
  window.addEventListener('appinstalled', () => {
    offer = undefined;
  });
}

export const mayInstall = () => offer !== undefined;

export async function install(): Promise<void> {
  const taken = offer;
  offer = undefined;
  await taken?.prompt().catch(() => undefined);
}
