import type { Resource } from '../resource.ts';
import { report } from './report.ts';
import { reportRows } from './report-rows.ts';

/** Everything that can be read from the API. A new one is a file and a line here. */
export const resources: readonly Resource[] = [report, reportRows];
