import * as v from 'valibot';
import { Count, FormId, Hash, Instant, SittingCode, Slug, Uuid } from './id.ts';
import { Text } from './text.ts';

/** One sitting as a prepared device holds it: enough to begin with no network. */
export const PreparedSitting = v.object({
  sitting: SittingCode,
  className: v.string(),
  form: v.object({ id: FormId, version: Hash, items: Count, minutes: Count }),
  /** SHA-256 of the sealed package, and how many bytes it has. */
  package: Hash,
  bytes: Count,
  /** The content key under the sitting's unlock code, base64: see `worker/seal.ts`. */
  wrap: v.string(),
});
export type PreparedSitting = v.InferOutput<typeof PreparedSitting>;

/** `POST /sittings/:sitting/preparation`: what a device fetches from a class link. No pupil's name. */
export const Preparation = v.object({
  campaign: Slug,
  campaignTitle: Text,
  kind: v.picklist(['pilot', 'census', 'before-after', 'rehearsal']),
  school: v.string(),
  /** The sitting that the class code names. */
  sitting: SittingCode,
  /** That one first, then the others of its school in the campaign. */
  sittings: v.pipe(v.array(PreparedSitting), v.minLength(1)),
  /** The campaign's public key for answer files, base64: see `worker/answer-key.ts`. */
  answerKey: v.string(),
  /** The campaign's window. */
  opensAt: Instant,
  closesAt: Instant,
  now: Instant,
});
export type Preparation = v.InferOutput<typeof Preparation>;

/** What a device was found not to do, worst first. The first four mean that it is not ready. */
export const DeviceTrouble = v.picklist([
  /** Neither store keeps anything: private window, or everything forbidden. */
  'no-store',
  'old-browser',
  'little-room',
  /** The package did not arrive whole. */
  'no-package',
  /** No log files: the index alone keeps the journal. */
  'no-files',
  'no-index',
  /** Without a service worker the app does not start offline. */
  'no-service',
  /** The browser may clear what is stored when room is short. */
  'not-persistent',
  /** No voice on the device reads Chinese aloud. */
  'no-voice',
]);
export type DeviceTrouble = v.InferOutput<typeof DeviceTrouble>;

/** `POST /sittings/:sitting/devices`: how a device stands that has read its preparation back. */
export const DeviceReport = v.strictObject({
  /** Made by the device at its first preparation; it names no pupil. */
  device: Uuid,
  /** The class code: who does not know it counts nothing. */
  code: v.pipe(v.string(), v.maxLength(40)),
  /** Hash of the package that was verified just now; null where there is none. */
  package: v.nullable(Hash),
  /** What was stored was found again at a later start of the app. */
  survived: v.boolean(),
  troubles: v.array(DeviceTrouble),
});
export type DeviceReport = v.InferOutput<typeof DeviceReport>;

/** The board's summary of the devices that have reported. */
export const DeviceCount = v.object({
  /** Verified today. */
  ready: Count,
  /** Verified on an earlier day, not yet today. */
  earlier: Count,
  /** Reported, and not able to take the test. */
  unfit: Count,
  troubles: v.array(v.object({ trouble: DeviceTrouble, count: Count })),
});
export type DeviceCount = v.InferOutput<typeof DeviceCount>;
