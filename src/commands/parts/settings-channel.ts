import type { Form, FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import { roles, type Team } from '../../members/member.ts';
import type { SettingsService } from '../../settings/service.ts';
import { channelSchema } from '../../settings/settings.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collect } from './collect.ts';
import { chosen, needed } from './settings-fields.ts';

type NewChannel = Parameters<SettingsService['connect']>[1];
const purposes = channelSchema.shape.purpose.options;

/** The form that connects a shared conversation and says for whom its cards are drawn. */
export function channelForm(teams: readonly Team[], { locale }: CommandContext): Form {
  const label = (name: 'address' | 'purpose' | 'role' | 'teams') => t(locale, `settings.${name}`);
  return {
    title: t(locale, 'form.channel.title'),
    submit: t(locale, 'card.settings.connect'),
    intent: { command: 'settings', input: { step: 'connect' } },
    fields: [
      {
        kind: 'text',
        name: 'address',
        label: label('address'),
        hint: t(locale, 'form.channel.hint.address'),
        required: true,
        value: '',
        maxLength: 120,
      },
      {
        kind: 'select',
        name: 'purpose',
        label: label('purpose'),
        required: true,
        value: 'orders',
        choices: purposes.map((p) => ({ value: p, label: t(locale, `purpose.${p}`) })),
      },
      {
        kind: 'select',
        name: 'role',
        label: label('role'),
        required: true,
        value: 'manager',
        choices: roles.map((r) => ({ value: r, label: t(locale, `role.${r}`) })),
      },
      {
        kind: 'multi',
        name: 'teams',
        label: label('teams'),
        value: [],
        choices: teams.map((team) => ({ value: team._id, label: team.name })),
      },
    ],
  };
}

/** A shared conversation has an address with a name in it; where names start with a sign, `#` is shared, `@` a person. */
const sharedAddress = /^(?:console:#|(?!console:)[a-z]+:)[^\s@#]{1,100}$/;

function addressOf(values: FormValues): string {
  const text = needed(values, 'address').normalize('NFKC');
  if (!sharedAddress.test(text)) throw new DeskError('error.channel_address', { text }, { field: 'address' });
  return text;
}

function teamsOf(values: FormValues, teams: readonly Team[]): string[] {
  const ids = [...new Set(chosen(values, 'teams'))];
  const name = ids.find((id) => !teams.some((team) => team._id === id));
  if (name === undefined) return ids;
  const known = teams.map((team) => team.name).join(', ');
  throw new DeskError('error.team_not_found', { name, known }, { field: 'teams' });
}

/** Salespeople own their orders each alone: what a group of them may read is what its teams own. */
function checkTeams(values: FormValues): string[] {
  if (needed(values, 'role') === 'sales' && chosen(values, 'teams').length === 0)
    throw new DeskError('error.channel_teams', {}, { field: 'teams' });
  return [];
}

/** Reads the submitted form; purpose and role are checked by the settings themselves. */
export function readChannelForm(values: FormValues, teams: readonly Team[]): NewChannel {
  return collect({
    address: () => addressOf(values),
    purpose: () => needed(values, 'purpose'),
    role: () => needed(values, 'role'),
    teams: () => [...checkTeams(values), ...teamsOf(values, teams)],
  }) as NewChannel;
}
