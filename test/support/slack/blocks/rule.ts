/** What Slack would refuse: a sentence in Slack's manner, and where. `error` is the code where it is not the usual one. */
export type Problem = { says: string; at: string; error?: string };

export type Report = (says: string, at: string, error?: string) => void;

/** Looks at a value at a place (a JSON pointer) and reports what is wrong with it. */
export type Rule = ((value: unknown, at: string, report: Report) => void) & { optional?: true };

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * How long a text is to Slack. The pages say “characters” and nothing more; UTF-16 units never count fewer than code
 * points do, so a text that fits here fits either way. See UNVERIFIED.md.
 */
export const lengthOf = (text: string): number => text.length;

/** A value in words: a text as it is, anything else as JSON. */
export const inWords = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');

/** Whether no character was cut in its middle: half a surrogate pair is none. (The compiler's library is older than Node.) */
const isWellFormed = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();

/** A text of `min` to `max` characters, and of a form if a pattern is given. */
export function string({
  min = 0,
  max = Number.POSITIVE_INFINITY,
  form,
}: {
  min?: number;
  max?: number;
  form?: [RegExp, says: string];
} = {}): Rule {
  return (value, at, report) => {
    if (typeof value !== 'string') return report('must be a string', at);
    if (lengthOf(value) < min) report(`must be more than ${min - 1} characters`, at);
    if (lengthOf(value) > max) report(`must be less than ${max + 1} characters`, at);
    if (!isWellFormed(value)) report('must be valid unicode', at);
    if (form && !form[0].test(value)) report(form[1], at);
  };
}

export const flag: Rule = (value, at, report) => {
  if (typeof value !== 'boolean') report('must be a boolean', at);
};

export function integer(min: number, max: number): Rule {
  return (value, at, report) => {
    if (!Number.isInteger(value)) return report('must be an integer', at);
    if ((value as number) < min) report(`must be greater than or equal to ${min}`, at);
    if ((value as number) > max) report(`must be less than or equal to ${max}`, at);
  };
}

export const finite: Rule = (value, at, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report('must be a finite number', at);
};

export function oneOf(...values: readonly unknown[]): Rule {
  return (value, at, report) => {
    if (!values.includes(value)) report(`must be one of: ${values.join(', ')}`, at);
  };
}

/** A list of `min` to `max` items that all follow one rule. */
export function list(of: Rule, { min = 1, max = Number.POSITIVE_INFINITY } = {}): Rule {
  return (value, at, report) => {
    if (!Array.isArray(value)) return report('must be an array', at);
    if (value.length < min) report(`no less than ${min} items allowed`, at);
    if (value.length > max) report(`no more than ${max} items allowed`, at);
    value.forEach((item, i) => {
      of(item, `${at}/${i}`, report);
    });
  };
}

/** Marks a field that may be left out. `null` is not left out. */
export const optional = (rule: Rule): Rule =>
  Object.assign((value: unknown, at: string, report: Report) => rule(value, at, report), { optional: true as const });

export type Fields = Readonly<Record<string, Rule>>;

/** An object with these fields and no others; `also` looks at several of them together. */
export function object(fields: Fields, also?: (value: Json, at: string, report: Report) => void): Rule {
  const rules = Object.entries(fields);
  const known = new Set(Object.keys(fields));
  return (value, at, report) => {
    if (!isObject(value)) return report('must be an object', at);
    for (const key of Object.keys(value))
      if (value[key] !== undefined && !known.has(key)) report(`invalid additional property: ${key}`, at);
    for (const [key, rule] of rules) {
      if (value[key] !== undefined) rule(value[key], `${at}/${key}`, report);
      else if (!rule.optional) report(`missing required field: ${key}`, at);
    }
    also?.(value, at, report);
  };
}

export type Kinds = Readonly<Record<string, Rule>>;

/** An object whose `type` says which rule it follows. */
export function byType(kinds: Kinds): Rule {
  const known = new Map<unknown, Rule>(Object.entries(kinds));
  return (value, at, report) => {
    if (!isObject(value)) return report('must be an object', at);
    if (value.type === undefined) return report('missing required field: type', at);
    const rule = known.get(value.type);
    if (rule) rule(value, at, report);
    else report(`unsupported type: ${inWords(value.type)}`, `${at}/type`);
  };
}

/** An object of one type. */
export const typed = (type: string, fields: Fields, also?: (value: Json, at: string, report: Report) => void): Rule =>
  object({ type: oneOf(type), ...fields }, also);

/** What a rule reports of a value. */
export function problemsOf(rule: Rule, value: unknown, at: string): Problem[] {
  const problems: Problem[] = [];
  rule(value, at, (says, where, error) => problems.push({ says, at: where, ...(error ? { error } : {}) }));
  return problems;
}
