import { asking } from './asking.ts';
import { codes } from './codes.ts';
import { customers } from './customers.ts';
import { dates } from './dates.ts';
import { goods } from './goods.ts';
import { money } from './money.ts';
import type { Chapter, Row } from './rows.ts';
import { terms } from './terms.ts';

/** Every kind of line that a salesperson types, with what the form shows: read by the test, the fuzz and the documentation. */
export const chapters: readonly Chapter[] = [...customers, ...asking, ...codes, ...goods, ...money, ...dates, ...terms];
export const table: readonly Row[] = chapters.flatMap(({ rows }) => rows);
