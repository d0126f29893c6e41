import { type Address, nativeId } from '../../src/chat/address.ts';

/** The address of a person (`ou_…`, by open_id) or a conversation (`oc_…`). A person's is also the direct conversation. */
export const feishuAddress = (id: string): Address => `feishu:${id}`;

/** Whether an address is a person's. */
export const isPerson = (address: Address): boolean => nativeId(address).startsWith('ou_');

/** How Feishu's calls name the kind of an id (`receive_id_type`). */
export const idType = (id: string): 'open_id' | 'chat_id' => (id.startsWith('ou_') ? 'open_id' : 'chat_id');
