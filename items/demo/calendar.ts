const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Taipei keeps no summer time. */
const TAIPEI = 8 * HOUR;

/** An instant by the clock on the wall in Taipei; months from 1. */
export function taipei(year: number, month: number, day: number, hour = 0, minute = 0): number {
  return Date.UTC(year, month - 1, day, hour, minute) - TAIPEI;
}

/** The academic year (學年度, from August, counted from 1911) that an instant lies in. */
export function academicYear(now: number): number {
  const wall = new Date(now + TAIPEI);
  return wall.getUTCFullYear() - (wall.getUTCMonth() >= 7 ? 1911 : 1912);
}

/** Midnight in Taipei so many days after the day of `now`. */
export function midnight(now: number, days: number): number {
  return Math.floor((now + TAIPEI) / DAY) * DAY - TAIPEI + days * DAY;
}

/** First minutes of the lessons that a school gives a test. */
const LESSONS = [
  [8, 40],
  [9, 30],
  [10, 30],
  [11, 20],
  [13, 30],
  [14, 20],
] as const;

/** The `lesson`-th lesson of the `day`-th school day from `from` on, a midnight in Taipei. */
export function lessonAt(from: number, day: number, lesson: number): number {
  const [hour, minute] = LESSONS[lesson % LESSONS.length] ?? LESSONS[0];
  let at = from;
  for (let left = day; ; at += DAY) {
    const weekday = new Date(at + TAIPEI).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    if (left === 0) break;
    left -= 1;
  }
  return at + hour * HOUR + minute * 60_000;
}
