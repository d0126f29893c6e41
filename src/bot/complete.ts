import type { Command } from '../commands/command.ts';
import type { Desk } from '../desk.ts';
import { type Member, personOf } from '../members/member.ts';
import { viewerOf } from '../members/viewer.ts';
import { t } from '../text/index.ts';
import { choicesFor } from './choices.ts';
import { findCommand, withoutSlash } from './find-command.ts';

/** One proposal for what is typed: `value` is the whole text when it is taken. */
export type Completion = { value: string; label: string; detail?: string };

const most = 8;

function commandProposals(member: Member, typed: string, commands: readonly Command[]): Completion[] {
  const person = personOf(member);
  return commands
    .filter(
      (c) =>
        (c.isUsual ?? c.may)(person) && [...c.words.en, ...c.words.zh].some((w) => w.startsWith(typed.toLowerCase())),
    )
    .map((c) => {
      const word = c.words[member.locale][0];
      return { value: `/order ${word} `, label: `/order ${word}`, detail: t(member.locale, c.does) };
    });
}

/** What can stand after a command: a customer first, then products with a quantity. */
async function wordProposals(desk: Desk, member: Member, text: string, words: string): Promise<Completion[]> {
  const last = /(?:^|\s)(\S+)$/.exec(words)?.[1];
  if (!last) return [];
  const isFirst = words.trim() === last;
  const found = await choicesFor(desk, viewerOf(member), isFirst ? 'customer' : 'product', last);
  const kept = text.slice(0, text.length - last.length);
  return found.map((c) => ({
    value: `${kept}${isFirst ? `${c.value} ` : `${c.value}x`}`,
    label: c.label,
    detail: c.detail,
  }));
}

/** Proposals for the composer, by the member's rights: commands, then customers and SKUs. */
export async function completionsFor(
  desk: Desk,
  commands: readonly Command[],
  member: Member,
  text: string,
): Promise<Completion[]> {
  const plain = withoutSlash(text);
  const isCommandWord = !/\s/.test(plain);
  if (isCommandWord) return commandProposals(member, plain, commands).slice(0, most);
  const found = findCommand(text, commands);
  if (!found?.command.may(personOf(member))) return [];
  const takesCustomer = found && ['new', 'again', 'customer', 'list'].includes(found.command.name);
  const takesProduct = found?.command.name === 'product';
  if (takesProduct)
    return (await choicesFor(desk, viewerOf(member), 'product', found.words)).slice(0, most).map((c) => ({
      value: `${text.slice(0, text.length - found.words.length)}${c.value}`,
      label: c.label,
      detail: c.detail,
    }));
  return takesCustomer ? (await wordProposals(desk, member, text, found.words)).slice(0, most) : [];
}
