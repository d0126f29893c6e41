import { strToU8, zipSync } from 'fflate';

/**
 * A cell of a workbook: a text (always shown as text, never read as a formula), a day, or a number with so many decimals;
 * `bold` is for heads and sums.
 */
export type SheetCell =
  | null
  | { text: string; bold?: true }
  | { date: string }
  /** An integer of 1/10^`digits`: money in minor units, or a count. */
  | { number: number; digits: number; bold?: true };

export type Sheet = { name: string; widths: readonly number[]; rows: readonly (readonly SheetCell[])[] };

export const workbookMime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const xml = (text: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`);

/** Whether XML can hold a sign: no control signs but tab and ends of lines, no halves of a pair. */
function isHeld(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** A text of XML; signs that it cannot hold are left out. */
const escaped = (text: string): string =>
  [...text]
    .filter(isHeld)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** The name of a column counted from 0: A, B … Z, AA. */
const columnName = (n: number): string =>
  n < 26 ? String.fromCharCode(65 + n) : columnName(Math.floor(n / 26) - 1) + columnName(n % 26);

/** The number by which spreadsheets know a day. */
const serialOf = (date: string): number => (Date.parse(date) - Date.parse('1899-12-30')) / 86_400_000;

/** Exactly, without a number of the machine in between. */
function decimal(number: number, digits: number): string {
  const text = String(Math.abs(number)).padStart(digits + 1, '0');
  const sign = number < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Styles by their place: plain, bold, day, then for 0 to 3 decimals a number and a bold number. */
const numberStyle = (digits: number, bold: boolean): number => 3 + Math.min(3, digits) * 2 + (bold ? 1 : 0);
const formats = ['#,##0', '#,##0.0', '#,##0.00', '#,##0.000'];

const styles = (): string => {
  const xf = (format: number, font: number) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  const own = formats.map((code, i) => `<numFmt numFmtId="${170 + i}" formatCode="${code}"/>`).join('');
  const numbers = formats.map((_, i) => xf(170 + i, 0) + xf(170 + i, 1)).join('');
  return `<styleSheet xmlns="${main}"><numFmts count="5">${own}<numFmt numFmtId="169" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="11">${xf(0, 0)}${xf(0, 1)}${xf(169, 0)}${numbers}</cellXfs></styleSheet>`;
};

function cellXml(cell: SheetCell, ref: string): string {
  if (cell === null) return '';
  if ('date' in cell) return `<c r="${ref}" s="2"><v>${serialOf(cell.date)}</v></c>`;
  if ('number' in cell)
    return `<c r="${ref}" s="${numberStyle(cell.digits, cell.bold === true)}"><v>${decimal(cell.number, cell.digits)}</v></c>`;
  const style = cell.bold ? ' s="1"' : '';
  return `<c r="${ref}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(cell.text)}</t></is></c>`;
}

function sheetXml({ rows, widths }: Sheet): string {
  const columns = widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('');
  const body = rows.map((cells, r) => {
    const inside = cells.map((cell, c) => cellXml(cell, `${columnName(c)}${r + 1}`)).join('');
    return inside && `<row r="${r + 1}">${inside}</row>`;
  });
  return `<worksheet xmlns="${main}"><cols>${columns}</cols><sheetData>${body.join('')}</sheetData></worksheet>`;
}

/** The bytes of a workbook (XLSX). Names of sheets have at most 31 signs, of which spreadsheets forbid some. */
export function workbookOf(sheets: readonly Sheet[]): Uint8Array {
  const each = (of: (sheet: Sheet, n: number) => string) => sheets.map((sheet, i) => of(sheet, i + 1)).join('');
  const name = (text: string) => escaped(text.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31));
  return zipSync({
    '[Content_Types].xml': xml(
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`)}</Types>`,
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each((s, n) => `<sheet name="${name(s.name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships xmlns="${packaged}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': xml(styles()),
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml(sheetXml(sheet))])),
  });
}
