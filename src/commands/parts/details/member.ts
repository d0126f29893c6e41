import { DeskError } from '../../../errors.ts';
import { t } from '../../../text/index.ts';
import { memberOf } from '../member-argument.ts';
import { textOf } from '../values.ts';
import type { Details } from './details.ts';

/** `@bob please look at the terms`: a member, then words for that member. */
export const member: Details = {
  usage: { en: '@bob', zh: '@王芳' },
  async typed(rest, _order, context) {
    const text = rest.trim();
    if (text === '') return {};
    const [first = '', ...more] = text.split(/\s+/);
    // A name of several words is tried as a whole before its first word.
    const whole = await memberOf(text, context, 'person').catch(() => undefined);
    if (whole) return { person: whole._id };
    return { person: (await memberOf(first, context, 'person'))._id, reason: more.join(' ') || undefined };
  },
  isMissing: (_rest, { person }) => person === undefined,
  form: {
    fields: (_order, { locale }) => [
      { kind: 'search', name: 'person', label: t(locale, 'label.member'), required: true, source: 'member' },
      { kind: 'text', name: 'reason', label: t(locale, 'label.note'), multiline: true, maxLength: 500 },
    ],
    filled: (values) => {
      const person = textOf(values, 'person');
      if (!person) throw new DeskError('error.required', { field: { text: 'label.member' } }, { field: 'person' });
      return { person, reason: textOf(values, 'reason') };
    },
  },
};
