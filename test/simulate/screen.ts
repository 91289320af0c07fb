import type { Course } from '../../scoring/journal/course.ts';
import type { Device } from '../../scoring/journal/device.ts';

/** One load of the pupil's page, as the machine, the air and the pupils have to do with it. */
export interface Screen {
  readonly name: string;
  readonly machine: { readonly isOffline: boolean };
  readonly device: Device;
  /** The attempt that the pupil sees. */
  readonly course: Course | undefined;
  isAlive: boolean;
  readonly isAwake: boolean;
  /** As the browser does it: nothing runs on a page that is gone, and later on one that sleeps. */
  after(ms: number, run: () => void): () => void;
  wakeUp(): void;
  /** The page is gone from one moment to the next; what it was writing may be torn. */
  die(): void;
}
