import { strToU8 } from 'fflate';
import { escaped } from './xml.ts';

export const workbookMime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const spreadsheetMl = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** The bytes of a part. */
export const xmlPart = (text: string): Uint8Array => strToU8(`${xmlHead}${text}`);

/** Where the sheet of a number (from 1) is in the package. */
export const sheetPath = (n: number): string => `xl/worksheets/sheet${n}.xml`;

/** A sheet of a workbook: its name, and the range that a filter is over. */
export type NamedSheet = { name: string; filtered?: string };

const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** Where the filter of a sheet is, as spreadsheets keep it. */
const filterXml = ({ name, filtered }: NamedSheet, i: number): string => {
  const range = filtered?.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
  return range
    ? `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${escaped(`${quoted(name)}!${range}`)}</definedName>`
    : '';
};

/** Every part of a workbook around its sheets and styles. */
export function partsOf(sheets: readonly NamedSheet[]): Record<string, string> {
  const each = (of: (sheet: NamedSheet, n: number) => string) => sheets.map((sheet, i) => of(sheet, i + 1)).join('');
  const filters = sheets.map(filterXml).join('');
  const names = filters && `<definedNames>${filters}</definedNames>`;
  return {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${each((_, n) => `<Override PartName="/${sheetPath(n)}" ContentType="${spreadsheet}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${spreadsheetMl}" xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets>${each((s, n) => `<sheet name="${escaped(s.name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets>${names}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  };
}
