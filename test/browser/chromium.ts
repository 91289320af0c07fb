import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { inflate } from '@sparticuz/chromium';

/** A browser to test in, and what its process needs in its environment. */
export interface Browser {
  executablePath: string;
  env: Record<string, string>;
}

/** Arguments for a headless browser that talks to this machine only. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The browser named by CHROME_PATH, else an installed one, else the one that came with the
 * lockfile, unpacked beside it once. Throws where none of them can be had.
 */
export async function findBrowser(): Promise<Browser> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROME_PATH: no file ${named}`);
  const installed = named ?? INSTALLED.find((path) => existsSync(path));
  if (installed !== undefined) return { executablePath: installed, env: environment() };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chrome found: install one, or name it in CHROME_PATH.');
  return unpackBrowser();
}

async function unpackBrowser(): Promise<Browser> {
  const folder = resolve(import.meta.dirname, '../../node_modules/.cache/chromium');
  const packed = resolve(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin');
  mkdirSync(folder, { recursive: true });
  // The package unpacks into the system's folder for temporary files; give it one of our own.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  const names = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'];
  const [executablePath] = await Promise.all(names.map((name) => inflate(resolve(packed, name))));
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  if (executablePath === undefined) throw new Error('the packed browser could not be unpacked');
  return {
    executablePath,
    env: {
      ...environment(),
      LD_LIBRARY_PATH: resolve(folder, 'al2023/lib'),
      FONTCONFIG_PATH: resolve(folder, 'fonts'),
    },
  };
}

function environment(): Record<string, string> {
  const given = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return Object.fromEntries(given);
}
