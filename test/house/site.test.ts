import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listForms, listPlaces, readEntry } from '../../items/bank.ts';
import { composeForm } from '../../items/seal.ts';
import type { Key } from '../../scoring/wire/key.ts';
import { findChunks } from '../../web/build/chunks.ts';

const site = resolve(import.meta.dirname, '../../dist/site');
const kilobytes = (files: string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(resolve(site, file))).length, 0) / 1000;

describe('weight of the pupil’s app', () => {
  const { first, later } = findChunks(site, 'student/index.html');
  const workers = globSync('assets/journal-worker-*.js', { cwd: site });

  it('first screen: at most 70 kB gzip of HTML, CSS and JavaScript', () => {
    const files = first.filter((file) => /\.(css|js)$/.test(file));
    expect(files.length).toBeGreaterThan(0);
    expect(kilobytes(['index.html', ...files])).toBeLessThanOrEqual(70);
  });

  const isScript = (file: string) => file.endsWith('.js');
  /** Before the lesson, after it, and where the network or a card fails. */
  const ASIDE =
    /PreparePage|read-back|offline-entry|UnlockDialog|OpenWorld|OfferAnswers|CameraReader/;
  const sitting = findChunks(site, 'student/index.html', ASIDE);
  const toSit = new Set([...sitting.first, ...sitting.later, ...workers, 'sw.js']);

  it('all JavaScript for a sitting, Blockly and workers included: at most 300 kB gzip', () => {
    expect(workers).toHaveLength(1);
    expect(kilobytes([...toSit].filter(isScript))).toBeLessThanOrEqual(300);
  });

  it('what is for before, after and the last resort: at most 55 kB gzip more', () => {
    const aside = later.filter((file) => isScript(file) && !toSit.has(file));
    expect(aside.length).toBeGreaterThan(5);
    expect(kilobytes(aside)).toBeLessThanOrEqual(55);
  });

  it('holds nothing of the adults', () => {
    const script = readFileSync(resolve(site, 'sw.js'), 'utf8');
    expect(script).toContain('"/"');
    expect(script).not.toMatch(/assets\/(teacher|office)-/);
  });
});

/** Strings that stand in keys only: hidden worlds, specimens, reasons, rules of marking. */
function listSecrets(form: string): string[] {
  const { keys } = composeForm(form);
  return keys.flatMap((key) => [
    ...listWords(key),
    // In quotes: a name such as "turns left" may also be said in a story.
    ...[...key.solutions, ...key.wrong].map(({ name }) => JSON.stringify(name)),
    ...(key.by === 'running' ? key.hidden.map((world) => JSON.stringify(world)) : []),
    JSON.stringify(key.by === 'answer' ? key.answers : key.levels),
    ...(key.by === 'checker' ? [JSON.stringify(key.checker)] : []),
  ]);
}

/** What an author says to other authors and to teachers, as it stands within JSON. */
function listWords({ difficulty, time, teaching }: Key): string[] {
  const told = Object.values(teaching).flatMap((text) => Object.values(text));
  return [difficulty.reason, time.reason, ...told].map(within);
}

function within(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

describe('no key reaches a pupil’s device', () => {
  const files = globSync('**/*.{html,js,css,json,svg,webmanifest}', { cwd: site });
  const built = files.map((file) => ({ file, text: readFileSync(resolve(site, file), 'utf8') }));

  it.each(listForms())('neither in the built site nor in the package of %s', (form) => {
    const secrets = listSecrets(form);
    expect(secrets.length).toBeGreaterThan(20);
    const pack = JSON.stringify(composeForm(form).package);
    for (const secret of secrets) {
      expect(pack).not.toContain(secret);
      for (const { file, text } of built)
        expect(text.includes(secret), `${file}: ${secret}`).toBe(false);
    }
    for (const word of [
      '"hidden"',
      '"levels"',
      '"solutions"',
      '"wrong"',
      '"answers"',
      '"difficulty"',
      '"teaching"',
      '"uncounted"',
      '"anchors"',
    ])
      expect(pack).not.toContain(word);
  });

  it('nor the key of an item that waits, nor what a reviewer said of any', () => {
    const secrets = listPlaces().flatMap((place) => {
      const { key, review } = readEntry(place);
      return [...listWords(key), ...Object.values(review?.checklist ?? {}).map(within)];
    });
    expect(secrets.length).toBeGreaterThan(500);
    for (const { file, text } of built)
      expect(
        secrets.filter((secret) => text.includes(secret)),
        file,
      ).toEqual([]);
  });

  it('nor does the marking itself', () => {
    const scripts = built.filter(({ file }) => file.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(3);
    for (const { file, text } of scripts) expect(text.includes('minimumBlocks'), file).toBe(false);
  });
});

describe('content policy', () => {
  it('has no unsafe word and no other origin', () => {
    const headers = readFileSync(resolve(site, '_headers'), 'utf8');
    const policy = /Content-Security-Policy: (.*)/.exec(headers)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(policy.match(/'sha256-/g)).toHaveLength(2);
  });

  it('is met by every page: no inline script, style or handler, no foreign address', () => {
    const pages = globSync('**/*.html', { cwd: site });
    expect(pages.sort()).toEqual(['index.html', 'office/index.html', 'teacher/index.html']);
    for (const page of pages) {
      const html = readFileSync(resolve(site, page), 'utf8');
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=|https?:\/\//);
    }
  });
});
