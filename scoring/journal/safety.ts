/** What is known of how safe the work is. */
export interface Safety {
  /** Events that the server lacks, and that not even this device has kept. */
  pending: number;
  unsaved: number;
  /** Storing failed at the last try. */
  storeFails: boolean;
  /** Wall time of the last save on this device; undefined before the first. */
  savedAt: number | undefined;
  /** When the school's server stopped answering, by the monotonic clock; undefined while it answers. */
  downSince: number | undefined;
  /** When it answered again after such a time. */
  upSince: number | undefined;
  /** The server understands what is sent and does not take it. */
  refused: string | undefined;
}

/** Before anything has happened. */
export const CALM: Safety = {
  pending: 0,
  unsaved: 0,
  storeFails: false,
  savedAt: undefined,
  downSince: undefined,
  upSince: undefined,
  refused: undefined,
};

/** Something is neither on this device nor at the server: it would be lost with the page. */
export function isAtRisk({ unsaved, pending }: Safety): boolean {
  return unsaved > 0 && pending > 0;
}

/** At risk for longer than the moment that saving takes. */
export function isOnlyInPage(safety: Safety): boolean {
  return isAtRisk(safety) && safety.storeFails;
}

/** The server does or does not answer, at `now` of the monotonic clock. */
export function noteConnection(safety: Safety, answers: boolean, now: number): Safety {
  const { downSince, upSince } = safety;
  if (!answers) return { ...safety, downSince: downSince ?? now };
  return { ...safety, downSince: undefined, upSince: downSince === undefined ? upSince : now };
}
