import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { BLOCKS, BLOCK_TYPES, type BlockField, type BlockSpec } from '../scoring/wire/block.ts';
import { Item } from '../scoring/wire/item.ts';
import { Key } from '../scoring/wire/key.ts';
import { MAX_BLOCKS, Program } from '../scoring/wire/program.ts';
import { Response } from '../scoring/wire/response.ts';
import { LARGEST_NUMBER, World } from '../scoring/wire/world.ts';
import { Review } from './review.ts';

/** Every document that an author or a researcher writes by hand or by program. */
const DOCUMENTS = {
  item: Item,
  key: Key,
  review: Review,
  world: World,
  program: Program,
  response: Response,
};
export type DocumentName = keyof typeof DOCUMENTS;
export const DOCUMENT_NAMES = Object.keys(DOCUMENTS) as DocumentName[];

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** The JSON Schema (2020-12) of one kind of document, whole in itself. */
export function describeDocument(name: DocumentName): JsonSchema {
  const body = convert(DOCUMENTS[name]);
  const asksBlocks = JSON.stringify(body).includes('#/$defs/block');
  return {
    $schema: DIALECT,
    title: name,
    ...body,
    ...(asksBlocks && { $defs: blockDefinitions() }),
  };
}

/** The schemas of all kinds of documents, each a definition of one document. */
export function describeAll(): JsonSchema {
  const documents = DOCUMENT_NAMES.map((name) => [name, convert(DOCUMENTS[name])] as const);
  return { $schema: DIALECT, $defs: { ...Object.fromEntries(documents), ...blockDefinitions() } };
}

function convert(schema: v.GenericSchema): JsonSchema {
  const body = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'ignore',
    // The only custom schema of the wire is the forest of blocks.
    overrideSchema: ({ valibotSchema }) =>
      valibotSchema.type === 'custom'
        ? { type: 'array', maxItems: MAX_BLOCKS, items: { $ref: '#/$defs/block' } }
        : undefined,
  });
  delete body.$schema;
  return body;
}

function blockDefinitions(): Record<string, JsonSchema> {
  const inner: JsonSchema = { $ref: '#/$defs/block' };
  return {
    block: { oneOf: BLOCK_TYPES.map((type) => describeBlock(type, BLOCKS[type])) },
    input: {
      type: 'object',
      properties: { block: inner, shadow: inner },
      additionalProperties: false,
    },
    next: { type: 'object', properties: { block: inner }, additionalProperties: false },
  };
}

function describeBlock(type: string, { kind, fields, sockets, mouths }: BlockSpec): JsonSchema {
  const inputs = [...sockets.map(({ name }) => name), ...mouths];
  return {
    type: 'object',
    properties: {
      type: { const: type },
      id: { type: 'string' },
      ...(fields.length > 0 && {
        fields: {
          type: 'object',
          properties: Object.fromEntries(fields.map((field) => [field.name, describeField(field)])),
          required: fields.map(({ name }) => name),
        },
      }),
      ...(inputs.length > 0 && {
        inputs: {
          type: 'object',
          properties: Object.fromEntries(inputs.map((name) => [name, { $ref: '#/$defs/input' }])),
        },
      }),
      ...((kind === 'hat' || kind === 'command') && { next: { $ref: '#/$defs/next' } }),
    },
    required: fields.length > 0 ? ['type', 'fields'] : ['type'],
  };
}

function describeField({ of, options }: BlockField): JsonSchema {
  if (of === 'choice') return { enum: [...(options ?? [])] };
  if (of === 'times') return { type: 'integer', minimum: 1, maximum: 99 };
  if (of !== 'number') return { type: 'string' };
  return { type: 'integer', minimum: -LARGEST_NUMBER, maximum: LARGEST_NUMBER };
}
