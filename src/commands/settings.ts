import { coverageOf } from '../calendar/calendars.ts';
import { DeliveryError } from '../chat/adapter.ts';
import type { Address } from '../chat/address.ts';
import type { FormValues } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Channel } from '../settings/settings.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { isWord } from './parts/choose.ts';
import { isRulesStep, ruleFilled, rulesPressed, rulesReply } from './parts/rules.ts';
import { settingsCard } from './parts/settings-card.ts';
import { channelForm, readChannelForm } from './parts/settings-channel.ts';
import { atFields } from './parts/settings-fields.ts';
import { readSettingsForm, settingsForm } from './parts/settings-form.ts';
import { jobPressed, jobsReply } from './parts/settings-jobs.ts';
import { letterPressed, lettersReply } from './parts/settings-letters.ts';

const changeWords = ['change', 'edit', '修改', '修改规则'];
const rulesWords = ['rules', 'approval rules', '规则', '审批规则'];
const jobWords = ['jobs', 'timetable', '任务', '定时任务'];
const letterWords = ['letters', 'dead letters', 'not sent', '未送达', '死信'];
const connectWords = ['connect', 'channel', '连接', '连接群'];

/** Steps whose answer is a form. */
const forms = ['change', 'connect', 'rule'];

async function overview(context: CommandContext, said?: string): Promise<Reply> {
  const { settings, members, clock } = context.desk;
  const rules = await settings.get();
  const coverage = await coverageOf(rules, await members.all(), clock());
  return {
    card: settingsCard(rules, await members.teams(), coverage, context, said),
    replace: said !== undefined,
  };
}

const changeForm = async (context: CommandContext): Promise<Reply> => ({
  form: settingsForm(await context.desk.settings.get(), context),
});

const connectForm = async (context: CommandContext): Promise<Reply> => ({
  form: channelForm(await context.desk.members.teams(), context),
});

async function change(input: Input, values: FormValues, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const { currency } = await desk.settings.get();
  const patch = readSettingsForm(values, (input.shown ?? {}) as object, currency);
  await atFields(values, () => desk.settings.change(actor, patch));
  return overview(context, t(locale, 'card.settings.saved'));
}

async function connect(values: FormValues, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const channel = readChannelForm(values, await desk.members.teams());
  const before = await desk.settings.get();
  await atFields(values, () => desk.settings.connect(actor, channel));
  await greet(channel, before.channels, context);
  return overview(context, t(locale, 'card.settings.connected', { address: channel.address }));
}

/** The first words in a conversation show whether the desk can post there; where it cannot, it is not connected. */
async function greet(
  { address, purpose }: Pick<Channel, 'address' | 'purpose'>,
  before: readonly Channel[],
  { desk, actor, locale }: CommandContext,
): Promise<void> {
  if (before.some((c) => c.address === address)) return;
  const title = t(locale, 'card.channel.hello');
  const text = t(locale, 'card.channel.purpose', { purpose: t(locale, `purpose.${purpose}`) });
  const card = { title, tone: 'good' as const, blocks: [{ kind: 'text' as const, text }], summary: title };
  try {
    await desk.say(address as Address, card, `connected:${address}:${actor.key}`);
  } catch (error) {
    // A chat that is away, or busy, will take it later.
    if (error instanceof DeliveryError && error.retry) return;
    await desk.settings.disconnect(actor, address, purpose);
    if (!(error instanceof DeliveryError)) throw error;
    throw new DeskError('error.channel_unreachable', { address, text: error.message }, { field: 'address' });
  }
}

async function disconnect(input: Input, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const address = String(input.address);
  await desk.settings.disconnect(actor, address, input.purpose as Channel['purpose']);
  return overview(context, t(locale, 'card.settings.disconnected', { address }));
}

/** The business rules and the connected channels, for admins. */
export const settings: Command = {
  name: 'settings',
  words: { en: ['settings'], zh: ['设置'] },
  does: 'does.settings',
  usage: { en: '[change | rules | connect | jobs | letters]', zh: '[修改 | 审批规则 | 连接 | 任务 | 未送达]' },
  may: (person) => may(person, 'settings') && may(person, 'channel'),
  opensForm: (input) => input !== 'typed' && forms.some((step) => step === input.step),
  async typed(words, context) {
    const text = words.trim();
    if (text === '') return overview(context);
    if (isWord(text, changeWords)) return changeForm(context);
    if (isWord(text, rulesWords)) return rulesReply(context);
    if (isWord(text, connectWords)) return connectForm(context);
    if (isWord(text, jobWords)) return jobsReply(context);
    if (isWord(text, letterWords)) return lettersReply(0, context);
    const example = context.locale === 'zh' ? '/order 设置 修改' : '/order settings change';
    throw new DeskError('error.words_left', { text, usage: t(context.locale, 'usage.hint', { example }) });
  },
  async pressed(input, context) {
    if (isRulesStep(input.step)) return rulesPressed(input, context);
    if (input.step === 'jobs') return jobPressed(input, context);
    if (input.step === 'letters') return letterPressed(input, context);
    if (input.step === 'change') return changeForm(context);
    if (input.step === 'connect') return connectForm(context);
    return input.step === 'disconnect' ? disconnect(input, context) : overview(context);
  },
  async filled(input, values, context) {
    if (input.step === 'rule') return ruleFilled(input, values, context);
    return input.step === 'connect' ? connect(values, context) : change(input, values, context);
  },
};
