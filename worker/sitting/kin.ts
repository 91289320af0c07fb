import { findAttempt, saveAttempt, type AttemptRecord } from './attempt.ts';
import { listEpochs } from './epoch.ts';
import { nameRecovered } from './recovered-name.ts';

/** An attempt with those that hold the same work: the device's, and what codes brought of it. */
export function listKin(sql: SqlStorage, id: string): AttemptRecord[] {
  const recovered = listEpochs(sql).flatMap(({ attempt, from }) =>
    from && attempt === nameRecovered(from) ? [{ attempt, of: from.attempt }] : [],
  );
  const own = recovered.find(({ attempt }) => attempt === id)?.of ?? id;
  const ids = [own, ...recovered.filter(({ of }) => of === own).map(({ attempt }) => attempt)];
  return ids.flatMap((kin) => findAttempt(sql, kin) ?? []);
}

/** Makes the same work one pupil's, whichever of it was pointed at. */
export function moveKin(sql: SqlStorage, id: string, enrolment: string): void {
  for (const kin of listKin(sql, id)) {
    if (kin.enrolment !== enrolment) saveAttempt(sql, { ...kin, enrolment });
  }
}
