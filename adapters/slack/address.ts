import { type Address, nativeId } from '../../src/chat/address.ts';

/** A workspace and somebody or something in it: `slack:T1:U1` is a person, `slack:T1:C1` a conversation. */
export type SlackId = { team: string; id: string };

/** The address of a person or a conversation. A person's address is also the direct conversation with the desk. */
export const slackAddress = (team: string, id: string): Address => `slack:${team}:${id}`;

/** The workspace and the id of an address. */
export function slackId(address: Address): SlackId {
  const [team = '', id = ''] = nativeId(address).split(':');
  return { team, id };
}

/** Whether an id is a person's, whose direct conversation has yet to be opened. */
export const isPerson = (id: string): boolean => /^[UW]/.test(id);
