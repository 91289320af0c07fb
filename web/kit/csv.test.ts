import { describe, expect, it } from 'vitest';
import { writeCsv } from './csv.ts';

const table = (cell: string | number | null) =>
  writeCsv({ header: ['姓名'], rows: [[cell]], notes: [] });

describe('a table for a spreadsheet', () => {
  it('begins with the byte order mark', () => {
    expect(table('林').charCodeAt(0)).toBe(0xfeff);
  });

  it.each([
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\tx', `"'\tx"`],
    ['林小海', '林小海'],
    ['甲,乙', '"甲,乙"'],
    [-3, '-3'],
    [null, ''],
  ])('%j stands as %j', (cell, field) => {
    expect(table(cell).slice(1)).toBe(`姓名\r\n${field}`);
  });

  it('puts its notes below the table', () => {
    expect(writeCsv({ header: ['甲'], rows: [[1]], notes: ['普測'] }).slice(1)).toBe(
      '甲\r\n1\r\n\r\n普測',
    );
  });
});
