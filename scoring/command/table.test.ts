import { describe, expect, test } from 'vitest';
import { NOT_ADMINISTERED, NOT_REACHED, OMITTED } from '../calibrate/matrix.ts';
import { readResponses, readScores } from './table.ts';

const REFUSED: [string, string, string][] = [
  ['nothing', '', 'the file is empty'],
  ['blank lines only', '\n\n', 'the file is empty'],
  ['a header alone', 'id,a,b\n', 'the file has a header and no line'],
  ['no id', 'pupil,a\n1,0\n', 'the first column is "pupil", not "id"'],
  ['no item', 'id\n1\n', 'the file has no item column'],
  ['an unnamed column', 'id,a,\n1,0,1\n', 'column 3 has no name'],
  ['one item twice', 'id,a,a\n1,0,1\n', 'column "a" is there twice'],
  ['one id twice', 'id,a\n1,0\n1,1\n', 'id "1" is there twice'],
  ['one id twice but for a space', 'id,a\n1,0\n1 ,1\n', 'id "1" is there twice'],
  ['an empty id', 'id,a\n,0\n', 'row 1 has no id'],
  ['a long line', 'id,a\n1,0\n2,0,1\n', 'line 3 has 3 cells, the header 2'],
  ['a negative cell', 'id,a\n1,-1\n', 'line 2, a: "-1" is no category'],
  ['a fraction', 'id,a\n\n1,0.5\n', 'line 3, a: "0.5" is no category'],
  ['two digits', 'id,a\n1,10\n', 'line 2, a: "10" is no category'],
  ['a word', 'id,school,a\n1,X1,0\n', 'line 2, school: "X1" is no category'],
  ['an open quote', 'id,a\n1,"0\n', 'line 2: Quoted field unterminated'],
];

describe('a response file', () => {
  test.each(REFUSED)('with %s is refused', (_, text, reason) => {
    expect(() => readResponses(text, [])).toThrow(reason);
  });

  test('of which a named column is not there is refused', () => {
    expect(() => readResponses('id,a\n1,0\n', ['gender'])).toThrow('there is no column "gender"');
  });

  test('keeps the four ways not to answer apart, and groups as text', () => {
    const { matrix, columns } = readResponses(
      '\uFEFFid,gender,a,b,c\r\n甲,女,9,.,\r\n乙,男,2, 1 ,0\r\n',
      ['gender'],
    );
    expect([...matrix.cells]).toEqual([OMITTED, NOT_REACHED, NOT_ADMINISTERED, 2, 1, 0]);
    expect(matrix.items).toEqual([
      { id: 'a', max: 2 },
      { id: 'b', max: 1 },
      { id: 'c', max: 0 },
    ]);
    expect(matrix.ids).toEqual(['甲', '乙']);
    expect(columns.get('gender')).toEqual(['女', '男']);
  });

  test.each([
    ['CR LF and LF', 'id,g,a\r\n1,f ,0\n2,f,1\r\n'],
    ['CR alone', 'id,g,a\r1,f,0\r2,f,1\r'],
    ['quotes', '"id","g","a"\n"1"," f","0"\n"2","f","1"'],
  ])('may have %s', (_, text) => {
    const { matrix, columns } = readResponses(text, ['g']);
    expect(matrix).toMatchObject({ ids: ['1', '2'], cells: Int8Array.of(0, 1) });
    expect(columns.get('g')).toEqual(['f', 'f']);
  });

  test('may be longer than what was set aside for it', () => {
    const lines = Array.from({ length: 5000 }, (_, row) => `${row},${row % 2}`);
    const { matrix } = readResponses(`id,a\n${lines.join('\n')}`, []);
    expect(matrix.cells.reduce((sum, cell) => sum + cell, 0)).toBe(2500);
    expect(matrix.cells).toHaveLength(5000);
  });
});

test.each([
  ['id,y,s\n1,x,a\n', 'line 2, y: "x" is no number'],
  ['id,y,s\n1,,a\n', 'line 2, y: "" is no number'],
  ['id,y,s\n1,1e999,a\n', 'line 2, y: "1e999" is no number'],
  ['id,y,s\n1,1,\n', 'line 2, s: empty'],
  ['id,y\n1,1\n', 'there is no column "s"'],
  ['id,y,s\n1,1,a\n1,2,b\n', 'id "1" is there twice'],
])('a score file %j is refused', (text, reason) => {
  expect(() => readScores(text, { score: 'y', by: 's' })).toThrow(reason);
});
