import type { Button, Card } from '../chat/card.ts';
import { may } from '../members/ability.ts';
import { roles } from '../members/member.ts';
import type { NewcomerRow } from '../members/newcomers.ts';
import type { Viewer } from '../members/viewer.ts';
import { t } from '../text/index.ts';

/** Asks an admin about somebody who wrote to the desk: a button for each role, and one for who is a member already. */
export function newcomerCard({ locale, person }: Viewer, row: NewcomerRow | undefined): Card | undefined {
  if (!row || !may(person, 'member.edit')) return undefined;
  const { _id: identity, profile, why } = row;
  const { name, email } = profile;
  const intent = (input: object) => ({ command: 'team', input: { admit: identity, ...input } });
  const admit = roles.map((role): Button => {
    const label = t(locale, `role.${role}`);
    const confirm = t(locale, 'card.newcomer.sure', { name, role: label });
    return { label, intent: intent({ role }), ...(role === 'sales' ? { style: 'primary' } : { confirm }) };
  });
  const link: Button = { label: t(locale, 'card.newcomer.link'), intent: intent({ link: true }) };
  const title = t(locale, 'card.newcomer.title', { name });
  return {
    title,
    tone: 'warn',
    blocks: [
      { kind: 'text', text: t(locale, 'card.newcomer.text', { name }) },
      {
        kind: 'fields',
        fields: [
          { label: t(locale, 'member.identities'), value: identity },
          ...(email ? [{ label: t(locale, 'member.email'), value: email }] : []),
          { label: t(locale, 'card.newcomer.why'), value: t(locale, `newcomer.${why}`) },
        ],
      },
      { kind: 'buttons', buttons: [...admit, link] },
    ],
    summary: title,
  };
}
