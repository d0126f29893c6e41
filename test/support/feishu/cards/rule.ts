/** What Feishu would refuse: its inner code, a sentence in its manner, and where in the card. */
export type Problem = { code: number; says: string; at: string };

export type Report = (says: string, at: string, code?: number) => void;

/** Looks at a value at a place in the card and reports what is wrong with it. */
export type Rule = ((value: unknown, at: string, report: Report) => void) & { optional?: true };

export type Json = Record<string, unknown>;

/**
 * Inner codes of 230099: open.feishu.cn/document/server-docs/im-v1/message/create, table of sub-codes. `form` is from
 * card-callback-communication. What has no code of its own is `badJson`.
 */
export const codes = {
  badJson: 200621,
  oldTag: 200861,
  tooMany: 11310,
  chart: 200550,
  image: 200570,
  person: 100290,
  tableRows: 200914,
  tableNames: 200915,
  form: 200530,
} as const;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value in words: a text as it is, anything else as JSON. */
export const inWords = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');

/** Whether no character was cut in its middle. (The compiler's library is older than Node.) */
const isWellFormed = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();

/** The place of an item of a list, as Feishu writes it: `… -> [2](tag: div)`. */
export const itemAt = (at: string, i: number, item: unknown): string =>
  `${at} -> [${i}]${isObject(item) && typeof item.tag === 'string' ? `(tag: ${item.tag})` : ''}`;

/** A text of `min` to `max` characters, and of a form if a pattern is given. */
export function string({
  min = 0,
  max = Number.POSITIVE_INFINITY,
  form,
}: {
  min?: number;
  max?: number;
  form?: RegExp;
} = {}): Rule {
  return (value, at, report) => {
    if (typeof value !== 'string') return report(`expected a string, got ${inWords(value)}`, at);
    if (value.length < min) report(`shorter than ${min} characters`, at);
    if (value.length > max) report(`longer than ${max} characters`, at);
    if (!isWellFormed(value)) report('not valid unicode', at);
    if (form && !form.test(value)) report(`invalid value: ${value}`, at);
  };
}

export const flag: Rule = (value, at, report) => {
  if (typeof value !== 'boolean') report(`expected a boolean, got ${inWords(value)}`, at);
};

export function integer(min: number, max: number): Rule {
  return (value, at, report) => {
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max)
      report(`expected an integer of ${min} to ${max}, got ${inWords(value)}`, at);
  };
}

export function number(min: number, max: number): Rule {
  return (value, at, report) => {
    if (typeof value !== 'number' || !(value >= min && value <= max))
      report(`expected a number of ${min} to ${max}, got ${inWords(value)}`, at);
  };
}

export function oneOf(...values: readonly unknown[]): Rule {
  return (value, at, report) => {
    if (!values.includes(value)) report(`invalid value: ${inWords(value)}, one of ${values.join(', ')}`, at);
  };
}

/** Either rule will do; what the last one says is reported. */
export function either(first: Rule, second: Rule): Rule {
  return (value, at, report) => {
    if (problemsOf(first, value, at).length > 0) second(value, at, report);
  };
}

/** A list of `min` to `max` items that all follow one rule. */
export function list(of: Rule, { min = 0, max = Number.POSITIVE_INFINITY } = {}): Rule {
  return (value, at, report) => {
    if (!Array.isArray(value)) return report(`expected an array, got ${inWords(value)}`, at);
    if (value.length < min) report(`fewer than ${min} items`, at);
    if (value.length > max) report(`more than ${max} items`, at);
    value.forEach((item, i) => {
      of(item, itemAt(at, i, item), report);
    });
  };
}

/** An object of any names whose values all follow one rule. */
export function record(of: Rule): Rule {
  return (value, at, report) => {
    if (!isObject(value)) return report(`expected an object, got ${inWords(value)}`, at);
    for (const [key, part] of Object.entries(value)) of(part, `${at} -> ${key}`, report);
  };
}

export const anything: Rule = () => {};

/** Marks a property that may be left out. `null` is not left out. */
export const optional = (rule: Rule): Rule =>
  Object.assign((value: unknown, at: string, report: Report) => rule(value, at, report), { optional: true as const });

export type Fields = Readonly<Record<string, Rule>>;
type Also = (value: Json, at: string, report: Report) => void;

/** card-json-v2-breaking-changes-release-notes: a property that is not known is an error in 2.0. */
export function object(fields: Fields, also?: Also): Rule {
  const rules = Object.entries(fields);
  return (value, at, report) => {
    if (!isObject(value)) return report(`expected an object, got ${inWords(value)}`, at);
    for (const key of Object.keys(value))
      if (value[key] !== undefined && !Object.hasOwn(fields, key))
        report(`unknown property, property: ${key}, path: ${at}`, at);
    for (const [key, rule] of rules) {
      if (value[key] !== undefined) rule(value[key], `${at} -> ${key}`, report);
      else if (!rule.optional) report(`missing property: ${key}, path: ${at}`, at);
    }
    also?.(value, at, report);
  };
}

/** An object with this `tag`. */
export const tagged = (tag: string, fields: Fields, also?: Also): Rule => object({ tag: oneOf(tag), ...fields }, also);

/** What a rule reports of a value. */
export function problemsOf(rule: Rule, value: unknown, at: string): Problem[] {
  const problems: Problem[] = [];
  rule(value, at, (says, where, code = codes.badJson) => problems.push({ code, says, at: where }));
  return problems;
}
