import { expect, test } from 'vitest';
import { BELIEVED } from './belief.ts';
import { BY_RULE } from './diagnosis.ts';
import { SOURCES } from './source.ts';

test('research is named for diagnoses that marking finds, with a year or an inventory', () => {
  const found = new Set<string>([...BY_RULE, ...BELIEVED]);
  for (const [code, source] of Object.entries(SOURCES)) {
    expect(found).toContain(code);
    expect(source).toMatch(/\b(19|20)\d\d\b|progmiscon\.org, [A-Z]/);
  }
});
