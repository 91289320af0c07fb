import * as v from 'valibot';

/** RFC 9562 identifier in lower case: attempts, pupils, enrolments, campaigns. */
export const Uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
);
/** Name of an item, stable over its versions: `grid-first-leg`. */
export const ItemId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{2,40}$/));
/** Name of a form: `g6-a`. */
export const FormId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,40}$/));
/** Short slug of a district, school, class, programme or campaign. */
export const Slug = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,60}$/));
/** A sitting's code: four Crockford base32 symbols, the first group of every login card. */
export const SittingCode = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{4}$/));
/** SHA-256 in lower-case hex. */
export const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** 128 random bits in lower-case hex. */
export const Secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/** Instant in UTC milliseconds. */
export const Instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Seat number (座號) in a sitting. */
export const Seat = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(63));
/** A whole number from 0. */
export const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
