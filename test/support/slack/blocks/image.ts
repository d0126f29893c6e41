import { type Json, object, optional, type Report, string, typed } from './rule.ts';

/** What is asked about a file that an image shows; the local Slack answers from its own files. */
export type FileRef = { id?: string; url?: string };

/** docs.slack.dev/reference/block-kit/composition-objects/slack-file-object: an id or a url, never both. */
export const slackFile = object(
  { id: optional(string({ min: 1 })), url: optional(string({ min: 1 })) },
  (file, at, report) => {
    if ((file.id === undefined) === (file.url === undefined)) report('must define either `id` or `url`', at);
  },
);

/** Hosts that only this machine or its network knows: Slack cannot fetch an image from there. */
const privateHost =
  /^https?:\/\/(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[|[^./]+([:/]|$))/i;

/** docs.slack.dev/reference/block-kit/blocks/image-block: a publicly hosted image, at most 3000 characters. */
const imageUrl = string({ min: 1, max: 3000, form: [/^https?:\/\/\S+$/, 'invalid_url'] });

/** Same page: an address or a file. `downloading image failed` is what Slack says of an address that it cannot reach. */
export function oneSource(image: Json, at: string, report: Report): void {
  if ((image.image_url === undefined) === (image.slack_file === undefined))
    report('must define either `image_url` or `slack_file`', at);
  if (typeof image.image_url === 'string' && privateHost.test(image.image_url))
    report('downloading image failed', `${at}/image_url`);
}

/** Same page: alt_text is required, at most 2000 characters. That it must not be empty is not verified. */
export const imageFields = {
  alt_text: string({ min: 1, max: 2000 }),
  image_url: optional(imageUrl),
  slack_file: optional(slackFile),
};

/** docs.slack.dev/reference/block-kit/block-elements/image-element. */
export const image = typed('image', imageFields, oneSource);
