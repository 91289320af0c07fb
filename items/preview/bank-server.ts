import type { ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import type { Plugin, ViteDevServer } from 'vite';
import { ITEMS, type Entry, listForms, listPlaces, readEntry, readForm } from '../bank.ts';
import { BankFault } from '../fault.ts';
import { Checker } from './checker.ts';

/** Files of one item are often written one after the other: wait until they are all there. */
const SETTLED = 150;
/** What a change of leads to another check. */
const WATCHED: ReadonlySet<string> = new Set(['bank', 'forms', 'blueprint.json']);

/**
 * Gives the author's page the bank as it lies on the disk, and tells it whenever a file of the bank
 * has changed or the check has found something. Exists while the page is served, never in a build.
 */
export function serveBank(): Plugin {
  return {
    name: 'items-bank',
    configureServer(server) {
      const checker = new Checker(() => {
        server.ws.send('bank:checked');
      });
      server.middlewares.use('/preview/bank.json', (_, answer) => {
        send(answer, readBank());
      });
      server.middlewares.use('/preview/findings.json', (_, answer) => {
        send(answer, checker.read());
      });
      watch(server, checker);
    },
  };
}

function watch({ watcher, ws }: ViteDevServer, checker: Checker): void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  watcher.add([...WATCHED].map((folder) => join(ITEMS, folder)));
  watcher.on('all', (_, file) => {
    const [root, , id] = relative(ITEMS, file).split(sep);
    if (root === undefined || !WATCHED.has(root)) return;
    changed.add(root === 'bank' && id !== undefined ? id : '');
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A form, the blueprint, or a folder that is gone, is a matter of the whole bank.
      const there = new Set(listPlaces().map((place) => place.id));
      const ids = [...changed];
      checker.check(ids.every((one) => there.has(one)) ? ids : []);
      changed.clear();
      ws.send('bank:changed');
    }, SETTLED);
  });
}

/** Everything that can be read; what cannot is told by its reason. */
function readBank(): unknown {
  const broken: { name: string; reason: string }[] = [];
  const entries = listPlaces().flatMap((place): Omit<Entry, 'path'>[] => {
    try {
      const { strand, folder, item, key, pictures } = readEntry(place);
      return [{ strand, folder, item, key, pictures }];
    } catch (error) {
      if (!(error instanceof BankFault)) throw error;
      broken.push({ name: `${place.strand}/${place.id}`, reason: error.message });
      return [];
    }
  });
  const forms = listForms().flatMap((id) => {
    try {
      return [readForm(id)];
    } catch (error) {
      if (!(error instanceof BankFault)) throw error;
      broken.push({ name: `form ${id}`, reason: error.message });
      return [];
    }
  });
  return { entries, forms, broken };
}

function send(answer: ServerResponse, document: unknown): void {
  answer.setHeader('content-type', 'application/json; charset=utf-8');
  answer.setHeader('cache-control', 'no-store');
  answer.end(JSON.stringify(document));
}
