import type { ViewName } from '../vocabulary.ts';
import { aging } from './aging.ts';
import { distribution } from './distribution.ts';
import { forecast } from './forecast.ts';
import { funnel } from './funnel.ts';
import { onTime } from './on-time.ts';
import { overTime } from './over-time.ts';
import type { View } from './view.ts';

/** The views of a report, in the order of their buttons. */
export const views: readonly View[] = [overTime, distribution, onTime, funnel, aging, forecast];

/** The view of a name. */
export const viewFor = (name: ViewName): View => views.find((view) => view.name === name)!;
