import { byType, flag, object, oneOf, optional, type Rule, string, typed } from './rule.ts';

/*
 * docs.slack.dev/reference/block-kit/composition-objects/text-object: 1 to 3000 characters; `emoji` goes with plain_text
 * only, `verbatim` with mrkdwn only. Where a block or element sets a lower limit, its own page says so.
 */
const plain = (max: number) => typed('plain_text', { text: string({ min: 1, max }), emoji: optional(flag) });
const mrkdwn = (max: number) => typed('mrkdwn', { text: string({ min: 1, max }), verbatim: optional(flag) });

export const plainText = (max = 3000): Rule => byType({ plain_text: plain(max) });
export const mrkdwnText = (max = 3000): Rule => byType({ mrkdwn: mrkdwn(max) });
export const anyText = (max = 3000): Rule => byType({ plain_text: plain(max), mrkdwn: mrkdwn(max) });

/** Every page under docs.slack.dev/reference/block-kit/blocks: at most 255 characters. */
export const blockId = optional(string({ min: 1, max: 255 }));

/** Every page under docs.slack.dev/reference/block-kit/block-elements: at most 255 characters. */
export const actionId = optional(string({ min: 1, max: 255 }));

/** Same pages: plain_text of at most 150 characters. */
export const placeholder = optional(plainText(150));

/** Same pages: at most 3000 characters. That it must look like an address is not written there (UNVERIFIED.md). */
export const url = string({ min: 1, max: 3000, form: [/^(https?|mailto|slack|tel):\S+$/, 'invalid_url'] });

/**
 * docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object: title 100, text 300, confirm 30,
 * deny 30, all four required. The page calls the text plain_text, and its own example has mrkdwn.
 */
export const confirm = optional(
  object({
    title: plainText(100),
    text: anyText(300),
    confirm: plainText(30),
    deny: plainText(30),
    style: optional(oneOf('primary', 'danger')),
  }),
);
