import { describe, expect, test } from 'vitest';
import { BLOCKS } from '../scoring/wire/block.ts';
import { DOCUMENT_NAMES, describeAll, describeDocument } from './schema.ts';

/** Every `$ref` of a document, wherever it stands. */
function listRefs(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([name, value]: [string, unknown]) =>
    name === '$ref' && typeof value === 'string' ? [value] : listRefs(value),
  );
}

describe('the JSON Schema', () => {
  test.each(DOCUMENT_NAMES)('of %s is whole in itself', (name) => {
    const document = describeDocument(name);
    const defined = Object.keys(document.$defs ?? {}).map((one) => `#/$defs/${one}`);
    expect(defined).toEqual(expect.arrayContaining(listRefs(document)));
    expect(Object.keys(document).length).toBeGreaterThan(2);
  });

  test('knows every block with its fields and holes', () => {
    const text = JSON.stringify(describeDocument('program'));
    for (const [type, { fields, sockets, mouths }] of Object.entries(BLOCKS)) {
      expect(text).toContain(`{"const":"${type}"}`);
      const holes = [...sockets.map(({ name }) => name), ...mouths];
      for (const name of [...fields.map((field) => field.name), ...holes]) {
        expect(text).toContain(`"${name}":`);
      }
    }
  });

  test('of all documents defines each of them', () => {
    expect(Object.keys(describeAll().$defs ?? {})).toEqual(
      expect.arrayContaining([...DOCUMENT_NAMES, 'block', 'input', 'next']),
    );
  });
});
