import * as v from 'valibot';
import { District, School, type City } from '../../scoring/wire/city.ts';
import { Instant } from '../../scoring/wire/id.ts';
import type { CityNames } from '../../scoring/wire/campaign.ts';
import { Text } from '../../scoring/wire/text.ts';
import { Fault } from '../fault.ts';

const ProgrammeRow = v.object({ id: v.string(), name_json: v.string() });
const MemberRow = v.object({
  programme: v.string(),
  school: v.string(),
  from_at: Instant,
  to_at: v.nullable(Instant),
});

/** Everything of a city but its class lists, as statements of one transaction. Repeatable. */
export function putCity(db: D1Database, city: City): D1PreparedStatement[] {
  const upsert = (sql: string, rows: unknown[]) => db.prepare(sql).bind(JSON.stringify(rows));
  return [
    db
      .prepare('INSERT OR REPLACE INTO city (one, id, name_json, fictional) VALUES (1, ?, ?, ?)')
      .bind(city.id, JSON.stringify(city.name), Number(city.fictional)),
    upsert(
      `INSERT INTO district (id, name_json)
       SELECT value ->> 'id', value -> 'name' FROM json_each(?1) WHERE true
       ON CONFLICT (id) DO UPDATE SET name_json = excluded.name_json`,
      city.districts,
    ),
    upsert(
      `INSERT INTO school (id, code, name_json, district, kind)
       SELECT value ->> 'id', value ->> 'code', value -> 'name', value ->> 'district', value ->> 'kind'
       FROM json_each(?1) WHERE true
       ON CONFLICT (id) DO UPDATE SET code = excluded.code, name_json = excluded.name_json,
         district = excluded.district, kind = excluded.kind`,
      city.schools,
    ),
    upsert(
      `INSERT INTO class_group (id, school, grade, name)
       SELECT value ->> 'id', value ->> 'school', value ->> 'grade', value ->> 'name'
       FROM json_each(?1) WHERE true
       ON CONFLICT (id) DO UPDATE SET grade = excluded.grade, name = excluded.name`,
      city.classes,
    ),
    upsert(
      `INSERT INTO programme (id, name_json)
       SELECT value ->> 'id', value -> 'name' FROM json_each(?1) WHERE true
       ON CONFLICT (id) DO UPDATE SET name_json = excluded.name_json`,
      city.programmes,
    ),
    upsert(
      `INSERT OR REPLACE INTO programme_member (programme, school, from_at, to_at)
       SELECT p.value ->> 'id', m.value ->> 'school', m.value ->> 'from', m.value ->> 'to'
       FROM json_each(?1) AS p, json_each(p.value, '$.members') AS m`,
      city.programmes,
    ),
  ];
}

/** Every programme with the schools that are or were in it, by id. */
export async function listProgrammes(db: D1Database): Promise<City['programmes']> {
  const [programmes, members] = await db.batch([
    db.prepare('SELECT id, name_json FROM programme ORDER BY id'),
    db.prepare(
      'SELECT programme, school, from_at, to_at FROM programme_member ORDER BY school, from_at',
    ),
  ]);
  const memberships = (members?.results ?? []).map((row) => v.parse(MemberRow, row));
  return (programmes?.results ?? []).map((row) => {
    const { id, name_json } = v.parse(ProgrammeRow, row);
    const own = memberships.filter(({ programme }) => programme === id);
    return {
      id,
      name: parseText(name_json),
      members: own.map(({ school, from_at: from, to_at: to }) => ({ school, from, to })),
    };
  });
}

/** Places without people. Undefined before the city has been set up. */
export async function findCity(db: D1Database): Promise<CityNames | undefined> {
  const [city, districts, schools] = await db.batch<Record<string, unknown>>([
    db.prepare('SELECT id, name_json, fictional FROM city'),
    db.prepare('SELECT id, name_json FROM district ORDER BY id'),
    db.prepare('SELECT id, code, name_json, district, kind FROM school ORDER BY code'),
  ]);
  const row = city?.results[0];
  if (!row) return undefined;
  return {
    id: String(row['id']),
    name: parseText(row['name_json']),
    fictional: row['fictional'] === 1,
    districts: (districts?.results ?? []).map(({ name_json, ...rest }) =>
      v.parse(District, { ...rest, name: parseText(name_json) }),
    ),
    schools: (schools?.results ?? []).map(({ name_json, ...rest }) =>
      v.parse(School, { ...rest, name: parseText(name_json) }),
    ),
  };
}

/** Throws the fault `city-missing`. */
export async function getCity(db: D1Database): Promise<CityNames> {
  const city = await findCity(db);
  if (!city) throw new Fault('city-missing');
  return city;
}

/** A class and the school around it. */
export interface ClassPlace {
  id: string;
  name: string;
  grade: number;
  school: string;
  schoolName: Text;
}

const ClassRow = v.object({
  id: v.string(),
  name: v.string(),
  grade: v.number(),
  school: v.string(),
  school_name: v.string(),
});

/** Throws the fault `class-unknown`. */
export async function getClass(db: D1Database, id: string): Promise<ClassPlace> {
  const row = await db
    .prepare(
      `SELECT g.id, g.name, g.grade, g.school, k.name_json AS school_name
       FROM class_group AS g JOIN school AS k ON k.id = g.school WHERE g.id = ?`,
    )
    .bind(id)
    .first();
  if (!row) throw new Fault('class-unknown');
  const { school_name, ...place } = v.parse(ClassRow, row);
  return { ...place, schoolName: parseText(school_name) };
}

/** A name in both languages as it is stored. */
export function parseText(json: unknown): Text {
  return v.parse(v.pipe(v.string(), v.parseJson(), Text), json);
}
