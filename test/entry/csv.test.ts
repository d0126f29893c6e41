import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { csvText, decoded, readCsv } from '../../src/entry/csv.ts';
import { bare, neutralCell } from '../../src/spreadsheet/neutral.ts';

const file = (text: string, encoding = 'utf8') => iconv.encode(text, encoding);
const values = (text: string, encoding?: string) =>
  readCsv(file(text, encoding), 'customers').rows.map((r) => r.values);
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'nothing';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('encodings', () => {
  const chinese = '编码,名称,地区\nHX,华信科技有限公司,上海\nCQ,重庆长安,重庆\n';
  const western =
    'code,name,region\nQUEDE,Que Delícia,Brasília\nBLONP,Blondesddsl père et fils,Orléans\nKOENE,Königlich Essen,Zürich\n';

  test.each([
    ['utf8', chinese, 'utf8'],
    ['gbk', chinese, 'gbk'],
    ['utf8', western, 'utf8'],
    ['win1252', western, 'cp1252'],
    ['utf8', 'code,name\nA,Acme\n', 'utf8'],
  ])('%s is recognised', (encoding, text, expected) => {
    expect(decoded(iconv.encode(text, encoding))).toEqual({ text, encoding: expected });
  });

  test('a byte order mark is no part of the first header', () => {
    expect(values('\ufeffcode,name\nA,Acme\n')).toEqual([{ code: 'A', name: 'Acme' }]);
  });

  test('one accent in a short Western file does not make it Chinese', () => {
    expect(decoded(iconv.encode('code,name\nA,Café "x"\n', 'win1252')).encoding).toBe('cp1252');
  });

  test('a spreadsheet file is refused with what to do', () => {
    expect(codeOf(() => readCsv(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'customers'))).toBe('error.file_bytes');
  });
});

describe('columns', () => {
  test.each([
    ['code,name,region\nA,Acme,North\n'],
    ['code;name;region\nA;Acme;North\n'],
    ['code\tname\tregion\nA\tAcme\tNorth\n'],
    ['Region,NAME,Code\r\nNorth,Acme,A\r\n'],
    ['客户编码,名称,区域\nA,Acme,North\n'],
    ['Region,名称,Customer Code\nNorth,Acme,A\n'],
    ['"code","name","region"\n"A","Acme","North"\n'],
    ['\ncode,name,region\n\n,,\nA,Acme,North\n,,\n'],
  ])('%j is the same table', (text) => {
    expect(values(text)).toEqual([{ code: 'A', name: 'Acme', region: 'North' }]);
  });

  test('a comma in a header’s quotation marks is no separator', () => {
    expect(values('code;name;"region"\nA;Acme, Inc;x\n')).toEqual([{ code: 'A', name: 'Acme, Inc', region: 'x' }]);
  });

  test('credit_limit, Credit limit and 信用额度 are one column', () => {
    for (const header of ['credit_limit', 'Credit limit', 'CREDIT-LIMIT', '信用额度'])
      expect(values(`code,name,${header}\nA,B,5\n`)[0]).toMatchObject({ credit_limit: '5' });
  });

  test('a column that is not known is named, and not used', () => {
    const read = readCsv(file('code,name,shoe size\nA,Acme,43\n'), 'customers');
    expect(read.unknown).toEqual(['shoe size']);
    expect(read.rows[0]!.values).toEqual({ code: 'A', name: 'Acme' });
  });

  test.each([
    ['name\nAcme\n', 'error.columns_missing'],
    ['code,name,Code\nA,B,C\n', 'error.column_twice'],
    ['code,name\n', 'error.file_empty'],
    ['', 'error.file_empty'],
    ['code,name\nA,"never closed\n', 'error.file_broken'],
  ])('%j is refused: %s', (text, code) => {
    expect(codeOf(() => readCsv(file(text), 'customers'))).toBe(code);
  });

  test('a short row has empty cells at its end', () => {
    expect(values('code,name,region\nA,Acme\n')).toEqual([{ code: 'A', name: 'Acme', region: '' }]);
  });

  test('a row knows its line of the file', () => {
    expect(readCsv(file('code,name\nA,x\n\nB,y\n'), 'customers').rows.map((r) => r.row)).toEqual([2, 4]);
  });
});

describe('cells that a spreadsheet would run', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+86 138', "'+86 138"],
    ['-cmd', "'-cmd"],
    ['@sum', "'@sum"],
    ['-12.50', '-12.50'],
    ['plain', 'plain'],
  ])('%s is written as %s', (cell, expected) => {
    expect(neutralCell(cell)).toBe(expected);
    expect(bare(neutralCell(cell))).toBe(cell);
  });

  test('what is written is read back the same', () => {
    const cell = fc.stringMatching(/^[A-Za-z0-9华信,;"'=+@\n-]{0,12}$/).filter((t) => t === t.trim() && bare(t) === t);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (cells) => {
        const rows = cells.map(([name, region], i) => [`C${i}`, name, region]);
        const text = csvText(
          ['code', 'name', 'region'],
          rows.map((row) => row.map(neutralCell)),
        );
        const read = readCsv(Buffer.from(text), 'customers').rows;
        expect(read.map(({ values: v }) => [v.code, v.name, v.region])).toEqual(rows);
      }),
    );
  });

  test('signs inside a cell of several lines are no delimiter', () => {
    const rows = [
      ['C0', ';', '0\n;\n;'],
      ['C1', ';', ''],
    ];
    const { rows: read, delimiter } = readCsv(Buffer.from(csvText(['code', 'name', 'region'], rows)), 'customers');
    expect([delimiter, ...read.map(({ values: v }) => v.region)]).toEqual([',', '0\n;\n;', '']);
  });

  test('any bytes are a table or a sentence', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (bytes) =>
          codeOf(() => readCsv(Buffer.concat([Buffer.from('code,name\n'), bytes]), 'customers')).match(
            /^(error\.|nothing)/,
          ) !== null,
      ),
      { numRuns: 500 },
    );
  });
});
