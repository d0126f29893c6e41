import type { Block } from '../../chat/card.ts';
import type { Locale } from '../../text/index.ts';
import type { Group } from '../figures.ts';
import type { Format } from '../format.ts';
import type { Outlook } from '../outlook.ts';
import type { Picture } from '../picture-parts.ts';
import type { Question } from '../question.ts';
import type { ReportRequest } from '../request.ts';
import type { ReportResult } from '../result.ts';
import type { Grouping, ViewName } from '../vocabulary.ts';

/** What a view knows beyond the figures of a report. */
export type Seen = {
  /** Each class with its groups by the unit of the trend, the largest class first. */
  stack?: { by: Grouping; classes: { key: string; groups: Group[] }[] };
  outlook?: Outlook;
};

/** Another look at the orders of a report. A new one is a file here, a name in the vocabulary and a line in the list. */
export type View = {
  readonly name: ViewName;
  /** It shows amounts: only for who reads them. */
  readonly money?: true;
  /** It is not of the orders of the period: it has something to say where there are none. */
  readonly always?: true;
  /** What the orders have to be summed up by, beside what every report sums up by. */
  groupings?(request: ReportRequest): readonly Grouping[];
  /** Reads what the figures do not have. */
  see?(question: Question): Promise<Seen>;
  /** The chart; undefined where there is nothing to draw. */
  picture(result: ReportResult, locale: Locale): Picture | undefined;
  /** A sentence of its own, below those of every report; '' for none. */
  say(result: ReportResult, format: Format): string;
  /** The same figures as a table or a list. */
  blocks(result: ReportResult, format: Format): Block[];
};
