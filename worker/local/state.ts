import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from './refusal.ts';

/** Rises when what lies in the folder can no longer be read by what starts on it. */
const STATE_VERSION = '1';

/** What the city in the folder was made from. */
export interface Origin {
  seed: string;
  pupils: number;
  now: number;
}

/** The folder that outlives a stop: the local database, the secret, and how far the city is filled. */
export interface State {
  folder: string;
  /** Where the local edge keeps its databases and objects. */
  edge: string;
  /** A file of `NAME=value` lines, read by wrangler so that no secret stands on a command line. */
  secrets: string;
  log: string;
  cards: string;
  origin: Origin;
  /** Steps of filling that are done: names of steps and codes of sittings. */
  done: Set<string>;
  note(step: string): void;
  /** Lets another start have the folder. */
  release(): void;
}

/**
 * Opens the folder, or makes it. Throws Refusal, and touches nothing, when another version wrote it,
 * when it holds something else, or when another start has it.
 */
export function openState(path: string, fresh: Origin): State {
  const folder = resolve(path);
  requireOurs(folder);
  const at = (name: string) => join(folder, name);
  requireAlone(at('pid'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(at('version'), `${STATE_VERSION}\n`);
  writeFileSync(at('pid'), String(process.pid));
  if (!existsSync(at('secret.env'))) {
    const secret = randomBytes(32).toString('hex');
    writeFileSync(at('secret.env'), `MASTER_SECRET=${secret}\n`, { mode: 0o600 });
  }
  if (!existsSync(at('origin.json'))) writeFileSync(at('origin.json'), JSON.stringify(fresh));
  const done = new Set(existsSync(at('done')) ? readFileSync(at('done'), 'utf8').split('\n') : []);
  return {
    folder,
    edge: at('edge'),
    secrets: at('secret.env'),
    log: at('edge.log'),
    cards: at('cards.txt'),
    origin: JSON.parse(readFileSync(at('origin.json'), 'utf8')) as Origin,
    done,
    note(step) {
      done.add(step);
      appendFileSync(at('done'), `${step}\n`);
    },
    release() {
      rmSync(at('pid'), { force: true });
    },
  };
}

function requireOurs(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new Refusal(
      `STATE 要是資料夾：${folder} 是一個檔案。`,
      `STATE wants a folder: ${folder} is a file.`,
    );
  if (readdirSync(folder).length === 0) return;
  const file = join(folder, 'version');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  if (found === STATE_VERSION) return;
  throw new Refusal(
    found === undefined
      ? `資料夾 ${folder} 不是這個平台的，沒有動它。請換一個：STATE=.state-2 npm start`
      : `資料夾 ${folder} 是另一個版本（${found}）留下的，沒有動它。請換一個：STATE=.state-2 npm start`,
    found === undefined
      ? `The folder ${folder} is not this platform's; nothing was touched. Take another one: STATE=.state-2 npm start`
      : `The folder ${folder} was left by another version (${found}); nothing was touched. Take another one: STATE=.state-2 npm start`,
  );
}

function requireAlone(file: string): void {
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  if (!isRunning(pid)) return;
  throw new Refusal(
    `同一個資料夾已經在執行中（程序 ${pid}）。先停掉它，或換一個：STATE=.state-2 npm start`,
    `This folder is already in use (process ${pid}). Stop that one, or take another: STATE=.state-2 npm start`,
  );
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
