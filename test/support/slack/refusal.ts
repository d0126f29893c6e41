import { type Problem, sentence, sentences } from './blocks.ts';

/** Slack's “no”: `ok: false` with a code, and sometimes more. */
export class Refusal extends Error {
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

/** An argument that is missing or wrong, in the words of docs.slack.dev/reference/methods/views.open. */
export const badArguments = (...messages: string[]): Refusal =>
  new Refusal('invalid_arguments', { response_metadata: { messages: messages.map((m) => `[ERROR] ${m}`) } });

/** Refuses when there are problems: by the first that has a code of its own, else by `usual`. */
export function refuseProblems(problems: readonly Problem[], usual: string): void {
  if (problems.length === 0) return;
  const code = problems.find((p) => p.error)?.error ?? usual;
  throw new Refusal(code, {
    ...(code === 'invalid_blocks' ? { errors: problems.map(sentence) } : {}),
    response_metadata: { messages: sentences(problems) },
  });
}
