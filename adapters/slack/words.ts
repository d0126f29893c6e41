import { slackAddress } from './address.ts';

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** What Slack writes between angle brackets: people, channels, special mentions and links. */
function spoken(mark: string, team: string): string {
  const [target = '', shown] = mark.split('|');
  if (/^@[UW]/.test(target)) return slackAddress(team, target.slice(1));
  if (target.startsWith('#')) return shown ? `#${shown}` : target;
  if (target.startsWith('!')) return shown ?? `@${target.slice(1)}`;
  return shown ?? target.replace(/^mailto:/, '');
}

/**
 * Words as the person typed them: Slack escapes three signs and puts mentions and links in brackets. A mentioned person
 * becomes an identity, which commands such as `assign` understand.
 */
export function wordsOf(text: string, team: string): string {
  return text
    .replace(/<([^<>]+)>/g, (_, mark: string) => spoken(mark, team))
    .replace(/&(?:amp|lt|gt);/g, (sign) => entities[sign] ?? sign);
}

/** The same without the mention of the desk itself that they begin with. */
export function withoutMention(text: string, bot: string): string {
  const mention = new RegExp(`^\\s*<@${bot}(?:\\|[^>]*)?>[\\s,:，：]*`);
  return text.replace(mention, '');
}
