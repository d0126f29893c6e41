import { type ChatProfile, DeliveryError } from '../../src/chat/adapter.ts';
import { type Address, nativeId } from '../../src/chat/address.ts';
import type { Api } from './api.ts';

/** What is used of contact/v3/users: open.feishu.cn/document/server-docs/contact-v3/user/get */
type User = {
  name?: string;
  en_name?: string;
  email?: string;
  enterprise_email?: string;
  status?: { is_resigned?: boolean; is_exited?: boolean; is_frozen?: boolean };
};

const profileOf = ({ name, en_name, email, enterprise_email, status }: User, id: string): ChatProfile => ({
  name: (name || en_name || `Feishu ${id.slice(-6)}`).slice(0, 80),
  // The company gives the enterprise address; the other one is the person's to choose.
  email: (enterprise_email || email)?.toLowerCase(),
  emailVerified: Boolean(enterprise_email || email),
  guest: status?.is_frozen === true || status?.is_resigned === true || status?.is_exited === true,
  external: false,
  bot: false,
});

/**
 * Asks Feishu who somebody is. Who is outside the app's contacts, or of another company, is known by the id alone, and
 * an admin is asked. Feishu tells neither language nor time zone: those of the desk are taken, and `/order me` changes them.
 */
export const profileAsker =
  (api: Api) =>
  async (person: Address): Promise<ChatProfile | undefined> => {
    const id = nativeId(person);
    try {
      const path = `contact/v3/users/${encodeURIComponent(id)}`;
      const { user } = await api.call<{ user: User }>({ method: 'GET', path, params: { user_id_type: 'open_id' } });
      return profileOf(user, id);
    } catch (error) {
      if (error instanceof DeliveryError && error.retry) throw error;
      return { name: `Feishu ${id.slice(-6)}`, guest: false, external: true, bot: false };
    }
  };
