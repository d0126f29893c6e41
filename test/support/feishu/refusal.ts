/** Feishu's “no”: an HTTP status, a code, words, and sometimes headers. */
export class Refusal extends Error {
  readonly code: number;
  readonly status: number;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    code: number,
    message: string,
    { status = 400, ...more }: { status?: number } & Record<string, unknown> = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.more = more;
  }
}

/** A parameter that is missing or wrong: the error table of every page under im-v1/message. */
export const badParameter = (ext: string): Refusal =>
  new Refusal(230001, `Your request contains an invalid request parameter, ext=${ext}`);

/** card-callback and message pages: sub-codes of 230099 stand in the words. */
export const badCard = (sentence: string): Refusal =>
  new Refusal(230099, `Failed to create card content, ext=${sentence}`);
