import { readFileSync, globSync } from 'node:fs';
import { markResponse } from './mark/mark.ts';
for (const f of globSync('items/bank/*/*/key.json').sort()) {
  const key = JSON.parse(readFileSync(f,'utf8')); const item = JSON.parse(readFileSync(f.replace('key.json','item.json'),'utf8'));
  const bare = {...key, wrong: []};
  console.log('##', item.id);
  for (const s of [...key.solutions, ...key.wrong]) {
    const m = markResponse({item, key: bare, response: s.response});
    console.log('  ', m.credit===s.credit?'':'CREDIT!', s.credit, s.name, '| says', (s.diagnosis??[]).join(' '), '| found', m.diagnosis.join(' '));
  }
}
