/** In which order a column writes day and month; from a row on the other way, where a file changes it part-way. */
export type DateOrder = 'dmy' | 'mdy';
export type DateAnswer = {
  order: DateOrder /** The rows from this one on are written the other way. */;
  until?: number;
};

/** Which sign begins the decimals of a column. */
export type NumberAnswer = 'point' | 'comma';

/** What a person said about a table where it could be read in more than one way. */
export type Answers = {
  /** The sheet of a workbook, by name. */
  sheet?: string;
  /** Which header, by its place, is which column (`unit_price`); what is not named is not used. */
  columns?: Record<string, number>;
  dates?: Record<string, DateAnswer>;
  numbers?: Record<string, NumberAnswer>;
};
