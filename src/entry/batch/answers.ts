/** In which order a column writes day and month; from a row on the other way, where a file changes it part-way. */
export type DateOrder = 'dmy' | 'mdy';
export type DateAnswer = {
  order: DateOrder /** The rows from this one on are written the other way. */;
  until?: number;
};

/** Which sign begins the decimals of a column. */
export type NumberAnswer = 'point' | 'comma';

/** What bare numbers of a column of discounts are: percentages, fractions of one, or what is paid (`85折`). */
export type DiscountAnswer = 'percent' | 'fraction' | 'paid';

/** What a person said about a table where it could be read in more than one way. */
export type Answers = {
  /** The sheet of a workbook, by name. */
  sheet?: string;
  /** Which header, by its place, is which column (`unit_price`); what is not named is not used. */
  columns?: Record<string, number>;
  dates?: Record<string, DateAnswer>;
  numbers?: Record<string, NumberAnswer>;
  discounts?: Record<string, DiscountAnswer>;
};

/** What an answer says, added to what is known: `date.requested_at` → `mdy@98`. Unknown names and values say nothing. */
export function withAnswers(known: Answers, said: Readonly<Record<string, string>>): Answers {
  const answers: Answers = { ...known, dates: { ...known.dates }, numbers: { ...known.numbers } };
  for (const [name, value] of Object.entries(said)) {
    const [kind, column = ''] = name.split('.');
    const date = /^(dmy|mdy)(?:@(\d+))?$/.exec(value);
    if (kind === 'sheet') answers.sheet = value;
    if (kind === 'date' && date)
      answers.dates = {
        ...answers.dates,
        [column]: { order: date[1] as 'dmy' | 'mdy', ...(date[2] && { until: Number(date[2]) }) },
      };
    if (kind === 'number' && (value === 'point' || value === 'comma'))
      answers.numbers = { ...answers.numbers, [column]: value };
    if (kind === 'discount' && (value === 'percent' || value === 'fraction' || value === 'paid'))
      answers.discounts = { ...answers.discounts, [column]: value };
  }
  return answers;
}
