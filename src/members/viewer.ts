import type { Locale } from '../text/index.ts';
import { type Member, type Person, personOf } from './member.ts';

/** For whom a card is drawn: rights, language, and (for a member) who it is. */
export type Viewer = { readonly person: Person; readonly locale: Locale; readonly member?: Member };

/** A member as a reader of cards. */
export const viewerOf = (member: Member): Viewer => ({ person: personOf(member), locale: member.locale, member });
