import * as v from 'valibot';
import { type DeviceCount, DeviceReport, DeviceTrouble } from '../../scoring/wire/preparation.ts';
import { dayOf } from '../day.ts';
import { getConfig } from './config.ts';

/** A school has some thirty devices: more than these nobody counts. */
const MOST = 200;
/** The day on which a device was ready is the school's. */
const TIME_ZONE = 'Asia/Taipei';
/** With one of these a device cannot take the test. */
const BLOCKING: readonly DeviceTrouble[] = ['no-store', 'old-browser', 'little-room', 'no-package'];

/** A report as it is kept: the class code is the same in all. */
const Kept = v.pipe(v.string(), v.parseJson(), v.omit(DeviceReport, ['code', 'device']));
type Kept = v.InferOutput<typeof Kept>;

/**
 * Keeps the newest report of a device. The same once more on one day is no news and writes nothing;
 * where there is no room for one more, a device of an earlier day makes way, and without one the
 * newcomer is not counted. Answers whether the board has changed.
 */
export function saveReport(sql: SqlStorage, report: DeviceReport, now: number): boolean {
  const { device, package: hash, survived } = report;
  const troubles = DeviceTrouble.options.filter((one) => report.troubles.includes(one));
  const kept = JSON.stringify({ package: hash, survived, troubles } satisfies Kept);
  const [before] = sql
    .exec<Row>(`SELECT id, report, seen_at FROM device WHERE id = ?`, device)
    .toArray();
  if (before?.report === kept && isToday(before.seen_at, now)) return false;
  if (!before && !makeRoom(sql, now)) return false;
  sql.exec(`INSERT OR REPLACE INTO device VALUES (?, ?, ?)`, device, kept, now);
  return true;
}

type Row = { id: string; report: string; seen_at: number };

function makeRoom(sql: SqlStorage, now: number): boolean {
  const { known } = sql.exec<{ known: number }>(`SELECT count(*) AS known FROM device`).one();
  if (known < MOST) return true;
  const [oldest] = sql
    .exec<Row>(`SELECT id, report, seen_at FROM device ORDER BY seen_at, id LIMIT 1`)
    .toArray();
  if (!oldest || isToday(oldest.seen_at, now)) return false;
  sql.exec(`DELETE FROM device WHERE id = ?`, oldest.id);
  return true;
}

/** The board's summary of the devices that have reported. */
export function countDevices(sql: SqlStorage, now: number): DeviceCount {
  const { packageHash } = getConfig(sql).setup;
  const devices = sql
    .exec<Row>(`SELECT id, report, seen_at FROM device`)
    .toArray()
    .map(({ report, seen_at }) => ({ ...v.parse(Kept, report), isToday: isToday(seen_at, now) }));
  const isFit = (device: Kept) =>
    device.survived &&
    device.package === packageHash &&
    !device.troubles.some((trouble) => BLOCKING.includes(trouble));
  const fit = devices.filter(isFit);
  return {
    ready: fit.filter((device) => device.isToday).length,
    earlier: fit.filter((device) => !device.isToday).length,
    unfit: devices.length - fit.length,
    troubles: countTroubles(devices),
  };
}

/** Worst first. */
function countTroubles(devices: readonly Kept[]): DeviceCount['troubles'] {
  return DeviceTrouble.options.flatMap((trouble) => {
    const count = devices.filter(({ troubles }) => troubles.includes(trouble)).length;
    return count > 0 ? [{ trouble, count }] : [];
  });
}

function isToday(instant: number, now: number): boolean {
  return dayOf(instant, TIME_ZONE) === dayOf(now, TIME_ZONE);
}
