import type { App } from '../../src/app.ts';
import type { SealedButton, SealedCard } from '../../src/chat/card.ts';
import type { FormValues, LineValue, SealedForm } from '../../src/chat/form.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';

/** Talks to the bot as a member does: types, clicks by label, fills forms. */
export function talkAs(app: Pick<App, 'bot'>, member: Member) {
  const from = `console:${member._id}` as const;
  const base = () => ({ from, conversation: `console:@${member._id}` as const, key: newId() });
  return {
    say: (text: string): Promise<Answer> => app.bot({ ...base(), kind: 'command', text }),
    /** Clicks a button by its words, where something can be ticked with what these words of boxes say, or as it is. */
    click: (card: SealedCard, label: string, ticks?: readonly string[]): Promise<Answer> =>
      app.bot({ ...base(), kind: 'click', button: buttonOf(card, label).id, checked: ticksOn(card, ticks) }),
    press: (button: string): Promise<Answer> => app.bot({ ...base(), kind: 'click', button }),
    submit: (form: SealedForm, values: FormValues): Promise<Answer> =>
      app.bot({ ...base(), kind: 'submit', form: form.id, values: { ...valuesOf(form), ...values } }),
  };
}

/** What a chat sends of the boxes of a card: those whose words have one of these parts, or those that are ticked. */
export function ticksOn(card: SealedCard, words?: readonly string[]): string[] | undefined {
  const blocks = card.blocks.filter((b) => b.kind === 'checks');
  if (blocks.length === 0) return undefined;
  if (!words) return blocks.flatMap((b) => b.checked);
  const all = blocks.flatMap((b) => b.choices);
  return words.map((part) => {
    const found = all.find((c) => c.label.includes(part));
    if (!found) throw new Error(`no box “${part}” on “${card.title}”: ${all.map((c) => c.label).join(', ')}`);
    return found.value;
  });
}

/** Every button of a card, those of its list entries too. */
export function buttonsOf(card: SealedCard): SealedButton[] {
  return card.blocks.flatMap((b) => {
    if (b.kind === 'buttons' || b.kind === 'checks') return b.buttons;
    return b.kind === 'list' ? b.items.flatMap((i) => i.buttons ?? []) : [];
  });
}

function buttonOf(card: SealedCard, label: string): SealedButton {
  const found = buttonsOf(card).find((b) => b.label === label);
  if (!found)
    throw new Error(
      `no button “${label}” on “${card.title}”: ${buttonsOf(card)
        .map((b) => b.label)
        .join(', ')}`,
    );
  return found;
}

/** The lines that a form shows at first. */
export const linesOf = (form: Pick<SealedForm, 'fields'>): readonly LineValue[] =>
  form.fields.find((f) => f.kind === 'lines')?.value ?? [];

/** What a form shows at first, as it would be sent when nothing is changed. */
export function valuesOf(form: SealedForm): FormValues {
  return Object.fromEntries(form.fields.map((f) => [f.name, 'value' in f ? f.value : undefined]));
}

/** The card of an answer; fails with what came instead. */
export function cardOf(answer: Answer): SealedCard {
  if (answer.kind !== 'card') throw new Error(`a card was expected: ${JSON.stringify(answer)}`);
  return answer.card;
}

/** The form of an answer; fails with what came instead. */
export function formOf(answer: Answer): SealedForm {
  if (answer.kind !== 'form') throw new Error(`a form was expected: ${JSON.stringify(answer)}`);
  return answer.form;
}

/** All the words of a card. */
export const textOf = (card: SealedCard): string => JSON.stringify(card);
