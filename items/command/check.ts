import { listPlaces } from '../bank.ts';
import { type Finding, checkBank, checkPlace } from '../check.ts';
import { BankFault } from '../fault.ts';
import { readFlags } from './usage.ts';

/** `check`: the whole bank with its forms, or the items named; 1 where anything is at fault. */
export function check(args: string[]): number {
  const { values, positionals } = readFlags(args, { json: { type: 'boolean' } });
  const findings = positionals.length > 0 ? positionals.map(checkNamed) : checkBank();
  if (values.json) console.log(JSON.stringify(findings));
  else tell(findings);
  return findings.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

/** By its id, with or without its strand. */
function checkNamed(name: string): Finding {
  const id = name.slice(name.lastIndexOf('/') + 1);
  const place = listPlaces().find((one) => one.id === id);
  if (!place) throw new BankFault('items/bank', `no item is named "${id}"`);
  return checkPlace(place);
}

function tell(findings: Finding[]): void {
  for (const { name, faults, note } of findings) {
    if (faults.length === 0) console.log(`✓ ${name} (${note})`);
    for (const { file, reason } of faults) console.log(`✗ ${name}: ${file}: ${reason}`);
  }
  const faults = findings.reduce((sum, finding) => sum + finding.faults.length, 0);
  const count = (begin: RegExp) => findings.filter(({ name }) => begin.test(name)).length;
  console.log(`${count(/\//)} items, ${count(/^form /)} forms, ${faults} faults`);
}
