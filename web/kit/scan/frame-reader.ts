/** Reads the code that the picture shows now, if it shows one. */
export type FrameReader = (video: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(image: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

declare global {
  interface Window {
    BarcodeDetector?: {
      new (options: { formats: string[] }): Detector;
      getSupportedFormats(): Promise<string[]>;
    };
  }
}

/** The browser's own reader where it has one that works, else the one that the site brings along. */
export async function findFrameReader(): Promise<FrameReader> {
  return (await findOwnReader()) ?? loadReader();
}

async function findOwnReader(): Promise<FrameReader | undefined> {
  const { BarcodeDetector } = window;
  if (!BarcodeDetector) return undefined;
  const formats = await BarcodeDetector.getSupportedFormats().catch((): string[] => []);
  if (!formats.includes('qr_code')) return undefined;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  let spare: FrameReader | undefined;
  return async (video) => {
    if (spare) return spare(video);
    try {
      return (await detector.detect(video))[0]?.rawValue;
    } catch {
      // It is announced on some devices whose system has nothing to do the reading.
      spare = await loadReader();
      return spare(video);
    }
  };
}

async function loadReader(): Promise<FrameReader> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    if (!context || width === 0) return Promise.resolve(undefined);
    canvas.width = width;
    canvas.height = height;
    context.drawImage(video, 0, 0);
    try {
      return Promise.resolve(decodeQR(context.getImageData(0, 0, width, height)));
    } catch {
      // It throws where a picture shows no code.
      return Promise.resolve(undefined);
    }
  };
}
