import { blocksRule } from './blocks-rule.ts';
import {
  type Fields,
  flag,
  inWords,
  isObject,
  type Json,
  optional,
  type Report,
  type Rule,
  string,
  typed,
} from './rule.ts';
import { plainText } from './text.ts';

/*
 * docs.slack.dev/reference/views/modal-views and docs.slack.dev/reference/views/home-tab-views. That an empty list of
 * blocks is refused is not verified.
 */
const common: Fields = {
  private_metadata: optional(string({ max: 3000 })),
  callback_id: optional(string({ max: 255 })),
  /** docs.slack.dev/reference/methods/views.update: 255. */
  external_id: optional(string({ max: 255 })),
};

/** modal-views: a view with an input block has a submit button. */
function submitGiven({ blocks, submit }: Json, at: string, report: Report): void {
  if (submit !== undefined || !Array.isArray(blocks)) return;
  blocks.forEach((block, i) => {
    if (isObject(block) && block.type === 'input')
      report('must define `submit` to use an `input` block in modals', `${at}/blocks/${i}/input`);
  });
}

/** modal-views: title, submit and close of 24 characters. */
const modal = typed(
  'modal',
  {
    ...common,
    title: plainText(24),
    blocks: blocksRule('modal', { min: 1 }),
    submit: optional(plainText(24)),
    close: optional(plainText(24)),
    clear_on_close: optional(flag),
    notify_on_close: optional(flag),
    submit_disabled: optional(flag),
  },
  submitGiven,
);

/** home-tab-views: none of a modal's buttons. */
const home = typed('home', { ...common, blocks: blocksRule('home', { min: 1 }) });

/** docs.slack.dev/reference/methods/views.open: view_too_large above 250 kB. */
const mostBytes = 250_000;

export const viewRule: Rule = (view, at, report) => {
  if (!isObject(view)) return report('must be an object', at);
  if (view.type === 'modal') modal(view, at, report);
  else if (view.type === 'home') home(view, at, report);
  else report(`unsupported type: ${inWords(view.type)}`, `${at}/type`);
  if (Buffer.byteLength(JSON.stringify(view)) > mostBytes) report('view is too large', at, 'view_too_large');
};
