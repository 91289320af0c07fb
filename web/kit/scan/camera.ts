/** Why there is no picture. */
export type CameraFault =
  /** The person, or whoever administers the device, said no. */
  | 'denied'
  /** The device has none, or the browser does not hand it out. */
  | 'absent'
  /** Another program has it. */
  | 'busy';

export type Camera = { ok: true; stream: MediaStream } | { ok: false; why: CameraFault };

/** Opens the camera that looks away from the person, where there are two. */
export async function openCamera(): Promise<Camera> {
  try {
    const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 960 } };
    return { ok: true, stream: await navigator.mediaDevices.getUserMedia({ video, audio: false }) };
  } catch (error) {
    return { ok: false, why: nameFault(error) };
  }
}

/** The light of the camera goes out. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The names are those of the Media Capture specification; a page without `mediaDevices` throws a TypeError. */
function nameFault(error: unknown): CameraFault {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'absent';
}
