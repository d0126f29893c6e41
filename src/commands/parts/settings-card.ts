import type { Coverage } from '../../calendar/calendars.ts';
import { countryName } from '../../calendar/countries.ts';
import { daysText } from '../../calendar/days.ts';
import type { Block, Card, Field } from '../../chat/card.ts';
import type { Team } from '../../members/member.ts';
import { decimalText, moneyText } from '../../money.ts';
import { wholeRate } from '../../orders/currency.ts';
import type { Channel, Settings } from '../../settings/settings.ts';
import { type Locale, listed, type TextKey, t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';

type Weekday = '1' | '2' | '3' | '4' | '5' | '6' | '7';

function ratesWords({ rates, currency }: Settings, locale: Locale): string {
  const words = Object.entries(rates).map(([code, rate]) =>
    t(locale, 'settings.say.rate', { currency: code, amount: decimalText(rate, wholeRate), base: currency }),
  );
  return words.join(' · ') || t(locale, 'settings.say.no_rates', { currency });
}

/** The country whose holidays count, and up to which year they are known. */
function holidaysWords({ holidays }: Settings, coverage: readonly Coverage[], locale: Locale): string {
  const known = coverage.find(({ country }) => country === holidays);
  if (!known) return t(locale, 'calendar.no_holidays');
  return t(locale, 'calendar.until', { country: countryName(holidays, locale), year: String(known.until) });
}

/** The days on which is worked, by weekday, country and date. */
function dayFields(settings: Settings, coverage: readonly Coverage[], locale: Locale): Field[] {
  const weekdays = settings.workDays.map((day) => t(locale, `weekday.${String(day) as Weekday}`));
  const days = (dates: readonly string[]) => daysText(dates) || t(locale, 'calendar.no_days');
  return [
    { label: t(locale, 'settings.workDays'), value: listed(locale, weekdays) },
    { label: t(locale, 'settings.holidays'), value: holidaysWords(settings, coverage, locale) },
    { label: t(locale, 'settings.daysOff'), value: days(settings.daysOff) },
    { label: t(locale, 'settings.makeUpDays'), value: days(settings.makeUpDays) },
  ];
}

/** Says where holidays will not be known soon, so that nobody relies on days that are only weekends. */
const endings = (coverage: readonly Coverage[], locale: Locale): Block[] =>
  coverage
    .filter(({ isEnding }) => isEnding)
    .map(({ country, until }) => ({
      kind: 'text',
      tone: 'warn',
      text: t(locale, 'calendar.ending', { country: countryName(country, locale), year: String(until) }),
    }));

function ruleFields(settings: Settings, coverage: readonly Coverage[], locale: Locale): Field[] {
  const { currency } = settings;
  const field = (name: TextKey, value: string): Field => ({ label: t(locale, name), value });
  const from = (minor: number) => t(locale, 'settings.say.money', { amount: moneyText(minor, currency) });
  return [
    field('settings.company', settings.company),
    field('settings.currency', currency),
    field('settings.timezone', settings.timezone),
    field('size.large', from(settings.sizeLarge)),
    field('size.medium', from(settings.sizeMedium)),
    field('urgency.urgent', t(locale, 'settings.say.urgent', { n: settings.urgentDays })),
    field('urgency.short', t(locale, 'settings.say.urgent', { n: settings.shortDays })),
    field('settings.review', t(locale, 'settings.say.hours', { n: settings.reviewSlaHours })),
    field('settings.reservation', t(locale, 'settings.say.reservation', { n: settings.reservationHours })),
    ...dayFields(settings, coverage, locale),
    field('label.authority', t(locale, 'settings.say.percent', { n: decimalText(settings.discountAuthority, 100) })),
    field('settings.tolerance', t(locale, 'settings.say.tolerance', { n: decimalText(settings.changeTolerance, 100) })),
    field(
      'settings.singlePersonCompany',
      t(locale, settings.singlePersonCompany ? 'settings.say.single_yes' : 'settings.say.single_no'),
    ),
    field(
      'settings.asksAddress',
      t(locale, settings.asksAddress ? 'settings.say.address_yes' : 'settings.say.address_no'),
    ),
    field('settings.creditStopsShipping', t(locale, settings.creditStopsShipping ? 'settings.yes' : 'settings.no')),
    field('settings.approveOnceDays', t(locale, 'word.days', { n: settings.approveOnceDays })),
    field('settings.marketMove', `${decimalText(settings.marketMove, 100)} %`),
    field('settings.supplierOnTime', `${decimalText(settings.supplierOnTime, 100)} %`),
    field('settings.follow_up', t(locale, 'settings.say.silent', { n: settings.silentDays })),
    field('settings.reminders', t(locale, 'settings.say.repeats', { n: settings.reminderRepeats })),
    field('settings.cases', t(locale, 'word.days', { n: settings.caseDays })),
    field('settings.mailDomains', settings.mailDomains.join(', ') || t(locale, 'settings.say.no_domains')),
    ...(settings.slackWorkspaces.length > 0
      ? [field('settings.slackWorkspaces', settings.slackWorkspaces.join(', '))]
      : []),
    field('settings.rates', ratesWords(settings, locale)),
  ];
}

function channelItem({ address, purpose, role, teams }: Channel, all: readonly Team[], locale: Locale) {
  const names = teams.map((id) => all.find((team) => team._id === id)?.name ?? id).join(', ');
  return {
    text: address,
    detail: [t(locale, `purpose.${purpose}`), t(locale, `role.${role}`), names || t(locale, 'settings.all_teams')].join(
      ' · ',
    ),
    buttons: [
      {
        label: t(locale, 'card.settings.disconnect'),
        style: 'danger' as const,
        confirm: t(locale, 'card.settings.disconnect_sure', { address }),
        intent: { command: 'settings', input: { step: 'disconnect', address, purpose } },
      },
    ],
  };
}

/** The business rules in words, the connected channels, and what an admin can do about them. */
export function settingsCard(
  settings: Settings,
  teams: readonly Team[],
  coverage: readonly Coverage[],
  { locale }: Pick<CommandContext, 'locale'>,
  said?: string,
): Card {
  const title = t(locale, 'card.settings.title');
  const note: Block[] = said ? [{ kind: 'text', text: said, tone: 'good' }] : [];
  const button = (label: TextKey, step: string) => ({
    label: t(locale, label),
    intent: { command: 'settings', input: { step } },
  });
  return {
    title,
    blocks: [
      ...note,
      ...endings(coverage, locale),
      { kind: 'fields', fields: ruleFields(settings, coverage, locale) },
      { kind: 'text', text: t(locale, 'card.settings.channels'), style: 'strong' },
      {
        kind: 'list',
        items: settings.channels.map((channel) => channelItem(channel, teams, locale)),
        empty: t(locale, 'card.settings.no_channels'),
      },
      {
        kind: 'buttons',
        buttons: [
          { ...button('card.settings.change', 'change'), style: 'primary' },
          button('rules.open', 'rules'),
          button('card.settings.connect', 'connect'),
          button('jobs.open', 'jobs'),
          button('letters.title', 'letters'),
        ],
      },
    ],
    summary: said ?? title,
  };
}
