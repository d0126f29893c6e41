import type { FormField } from '../../../chat/form.ts';
import { t } from '../../../text/index.ts';
import type { CommandContext } from '../../command.ts';
import { textOf } from '../values.ts';
import type { Details } from './details.ts';

const field = ({ locale }: CommandContext, required: boolean): FormField => ({
  kind: 'text',
  name: 'reason',
  label: t(locale, 'label.reason'),
  multiline: true,
  required,
  maxLength: 500,
});

const typed: Details['typed'] = (rest) => ({ reason: rest.trim() || undefined });

/** A move that needs a reason. */
export const neededReason: Details = {
  usage: { en: 'why', zh: '原因' },
  typed,
  isMissing: (_rest, { reason }) => reason === undefined,
  form: {
    fields: (_order, context) => [field(context, true)],
    filled: (values) => ({ reason: textOf(values, 'reason') }),
  },
};

/** A move that a click makes; whoever types may say why. */
export const optionalReason: Details = { typed, isMissing: () => false };
